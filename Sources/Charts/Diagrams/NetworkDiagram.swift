import Screen

/// A recurrent network, folded at the left and unrolled over time beside it, with live values in
/// its nodes. The weights stand once, at the right end: every step uses the same.
public struct NetworkDiagram: Chart {
  /// One time step.
  public struct Step: Sendable, Hashable {
    /// What comes in.
    public var input: String
    /// What comes out.
    public var output: String
    /// The state, unit by unit, each between -1 and 1.
    public var state: [Float]
    /// |dL/dh_t| where a backward pass has been here.
    public var gradient: Float?

    /// A step with what it shows.
    public init(input: String, output: String = "", state: [Float] = [], gradient: Float? = nil) {
      (self.input, self.output) = (input, output)
      (self.state, self.gradient) = (state, gradient)
    }
  }

  /// Which way a pass runs.
  public enum Direction: Sendable, Hashable { case forward, backward }

  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// The steps from t = 1 on.
  public var steps: [Step]
  /// The names of the weights, from below: into the state, along time, out of it.
  public var weights: (input: String, recurrent: String, output: String)
  /// The step that a pass has reached, from 0; steps that it has not reached are dim.
  public var reached: Int?
  /// Which way the pass runs.
  public var direction: Direction
  /// Whether it is one network at every step, which can be folded, and whose few units have room
  /// for numbers.
  public var isOneNetwork = true

  /// A network over steps.
  public init(
    title: String = "", status: String = "", steps: [Step],
    weights: (input: String, recurrent: String, output: String) = ("W_x", "W_h", "W_y"),
    reached: Int? = nil, direction: Direction = .forward
  ) {
    self.title = title
    self.status = status
    self.steps = steps
    self.weights = weights
    self.reached = reached
    self.direction = direction
  }

  /// Units that a node shows at most; more have no room beside each other.
  public static let widest = 8

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    let hasNumbers = hasFewUnits && body.height >= 8 + hidden
    let (inner, gap) = measures(hasNumbers: hasNumbers, room: body.width)
    let nodeHeight = hasNumbers ? hidden : 1
    let rows = DiagramRows(body, nodeHeight: nodeHeight)
    guard body.height >= nodeHeight + 2, body.width >= inner + 2 else { return }
    let names = names(at: rows, capabilities)
    let widest = [weights.output, weights.recurrent, weights.input].map {
      columns(of: capabilities.text($0))
    }.max()
    let sides = body.split(right: body.width >= 40 ? widest ?? 0 : 0, gap: 2)
    let pen = DiagramPen(capabilities: capabilities, rows: rows, inner: inner)
    let foldedWidth = inner + 12
    let hasFolded = isOneNetwork && sides.rest.width >= foldedWidth + 3 * (inner + 2 + gap)
    let parts = sides.rest.split(left: hasFolded ? foldedWidth : 0)
    if hasFolded { pen.drawFolded(weights.recurrent, in: parts.part, on: &grid) }
    let end = draw(pen, gap: gap, hasNumbers: hasNumbers, in: parts.rest, on: &grid)
    guard sides.part.width > 0 else { return }
    for name in names where end + 2 + columns(of: name.text) <= body.maxX {
      grid.put(name.text, x: end + 2, y: name.y, style: name.style, within: body)
    }
  }

  /// Units that a step shows.
  private var hidden: Int { steps.map(\.state.count).max() ?? 0 }

  /// Whether units may show their numbers, one a row; more show a curve.
  private var hasFewUnits: Bool { isOneNetwork && hidden > 0 && hidden <= 4 }

  /// Title, a blank row, the node in its frame, an arrow and a word on either side, the gradient.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? {
    let node = (hasFewUnits ? hidden : 1) + 2
    return node + 6...node + 7
  }

  /// What is written behind the last step: the weights, and what the numbers below are.
  private func names(
    at rows: DiagramRows, _ capabilities: Capabilities
  ) -> [(text: String, y: Int, style: Style)] {
    let gradient = steps.contains { $0.gradient != nil } ? "|dL/dh|" : ""
    let all: [(String, Int?, Style)] = [
      (weights.output, rows.upper, .accent), (weights.recurrent, rows.middle, .accent),
      (weights.input, rows.lower, .accent), (gradient, rows.gradient, .second),
    ]
    return all.compactMap { text, y, style in
      guard let y, !text.isEmpty else { return nil }
      return (capabilities.text(text), y, style)
    }
  }

  /// Columns inside a node and between two: wide where there is room, narrower where that lets all
  /// steps in.
  private func measures(hasNumbers: Bool, room: Int) -> (inner: Int, gap: Int) {
    let inner = hasNumbers ? 6 : min(max(hidden, 3), Self.widest)
    let choices =
      [(inner, 10), (inner, 7), (inner, 4), (inner, 2)] + (hasNumbers ? [(5, 2)] : [])
    return choices.first { inner, gap in
      // Beside the steps stand the folded network and the names of the weights, or what numbers
      // below are.
      let beside = isOneNetwork ? inner + (gap > 2 ? 23 : 19) : 0
      return beside + steps.count * (inner + 2 + gap) - gap <= room
    } ?? (inner, isOneNetwork ? 4 : 2)
  }

  /// The steps that are shown: as many as fit, around the one that was reached.
  private func shown(_ room: Int) -> Range<Int> {
    guard room < steps.count else { return steps.indices }
    let middle = reached ?? steps.count - 1
    let first = min(max(0, middle - room / 2), steps.count - room)
    return first..<first + room
  }

  /// Draws the steps; returns the column behind the last one.
  private func draw(
    _ pen: DiagramPen, gap: Int, hasNumbers: Bool, in area: Rectangle, on grid: inout Grid
  ) -> Int {
    var end = area.x
    let pitch = pen.inner + 2 + gap
    var area = area
    var shown = shown(max(1, (area.width + gap) / pitch))
    if shown.lowerBound > 0, area.width >= pitch + 2 {
      // What is left out at the beginning shows, too.
      pen.drawOpenStart(in: area, on: &grid)
      area = area.inset(left: 2, top: 0, right: 0)
      shown = self.shown(max(1, (area.width + gap) / pitch))
    }
    for (slot, index) in shown.enumerated() {
      let x = area.x + slot * pitch
      let node = Rectangle(x: x, y: area.y, width: pen.inner + 2, height: area.height)
        .intersection(area)
      guard node.width == pen.inner + 2 else { return end }
      end = node.maxX
      let step = steps[index]
      let isDone = reached.map { direction == .forward ? index <= $0 : index >= $0 } ?? true
      let style: Style = index == reached ? .accent : isDone ? .plain : .rule
      pen.draw(
        DiagramPen.Node(
          step: step, number: index + 1, hasNumbers: hasNumbers && isDone, isDone: isDone,
          style: style),
        in: node, on: &grid)
      guard index + 1 < steps.count, x + pitch <= area.maxX else { continue }
      let isCrossed =
        reached.map { direction == .forward ? index < $0 : index >= $0 } ?? true
      pen.draw(
        DiagramPen.Link(
          x: node.maxX, count: gap, isBackward: direction == .backward,
          isOpen: index + 1 == shown.upperBound, style: isCrossed ? .plain : .rule),
        in: area, on: &grid)
      if index + 1 == shown.upperBound { end = x + pitch + 1 }
    }
    return min(end, area.maxX)
  }
}

/// Which rows of a network diagram hold what; what has no room is nil.
struct DiagramRows {
  let output: Int?
  let upper: Int?
  /// The first row of the nodes' insides.
  let state: Int
  let height: Int
  let lower: Int?
  let input: Int?
  let gradient: Int?

  var middle: Int? { state + height / 2 }

  init(_ area: Rectangle, nodeHeight: Int) {
    height = nodeHeight
    let whole = nodeHeight + 2
    let hasArrows = area.height >= whole + 4
    let hasWords = area.height >= whole + 2
    let hasGradient = area.height >= whole + 5
    let used = whole + (hasArrows ? 4 : hasWords ? 2 : 0) + (hasGradient ? 1 : 0)
    // Near its title, and not at the top of a pane that is much larger.
    var y = area.y + (area.height > used ? max(1, (area.height - used) / 3) : 0)
    func take(_ isThere: Bool) -> Int? {
      guard isThere else { return nil }
      y += 1
      return y - 1
    }
    output = take(hasWords)
    upper = take(hasArrows)
    state = y + 1
    y += whole
    lower = take(hasArrows)
    input = take(hasWords)
    gradient = take(hasGradient)
  }
}
