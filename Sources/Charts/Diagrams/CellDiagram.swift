import Screen

/// One unit of a gated cell at one step: its gates as gauges, the path of its state through them,
/// and the equations with the numbers plugged in, the one being computed bright.
public struct CellDiagram: Chart {
  /// A way of a number through operations: `c 0.51 ──× f──▸ 0.50 ──+ i g──▸ 0.45 c'`.
  public struct Belt: Sendable, Hashable {
    /// What it starts from.
    public var start: String
    /// The number at the start.
    public var value: Float
    /// What is done, and the number after it.
    public var operations: [Operation]
    /// What the last number is called.
    public var end: String

    /// A way through operations.
    public init(_ start: String, _ value: Float, _ operations: [Operation], end: String) {
      (self.start, self.value, self.operations, self.end) = (start, value, operations, end)
    }
  }

  /// Something done to a number.
  public struct Operation: Sendable, Hashable {
    /// `× f`, `+ i g`.
    public var name: String
    /// The number after it.
    public var value: Float

    /// An operation and its result.
    public init(_ name: String, _ value: Float) { (self.name, self.value) = (name, value) }
  }

  /// An equation, with its numbers.
  public struct Equation: Sendable, Hashable {
    /// In symbols.
    public var symbols: String
    /// With numbers plugged in, and the result.
    public var numbers: String
    /// Whether it is the one being computed.
    public var isCurrent: Bool

    /// An equation in symbols and in numbers.
    public init(_ symbols: String, _ numbers: String, isCurrent: Bool = false) {
      (self.symbols, self.numbers, self.isCurrent) = (symbols, numbers, isCurrent)
    }
  }

  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// The gates.
  public var gauges: [Gauges.Gauge]
  /// The state's way.
  public var belts: [Belt]
  /// What is computed, in order.
  public var equations: [Equation]

  /// A diagram of what is given.
  public init(
    title: String = "", status: String = "", gauges: [Gauges.Gauge] = [], belts: [Belt] = [],
    equations: [Equation] = []
  ) {
    self.title = title
    self.status = status
    self.gauges = gauges
    self.belts = belts
    self.equations = equations
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    let lines = lines
    let gaugeHeight = gauges.isEmpty ? 0 : min(8, max(0, body.height - lines - 1))
    let parts = body.split(top: gaugeHeight, gap: gaugeHeight > 0 ? 1 : 0)
    // Above where there is height, beside where there is width.
    let isBeside = gaugeHeight < 3 && body.width >= 72 && body.height >= 5 && !gauges.isEmpty
    let sides = body.split(right: isBeside ? min(6 * gauges.count, 32) : 0, gap: isBeside ? 1 : 0)
    if gaugeHeight >= 3 { Gauges(gauges).draw(on: &grid, in: parts.part, capabilities) }
    if isBeside {
      let frame = Rectangle(
        x: sides.part.x, y: sides.part.y, width: sides.part.width, height: min(9, sides.part.height)
      )
      Gauges(gauges).draw(on: &grid, in: frame, capabilities)
    }
    let rest = gaugeHeight >= 3 ? parts.rest : sides.rest
    var y = rest.y
    for belt in belts where y < rest.maxY {
      draw(belt, y: y, in: rest, on: &grid, capabilities)
      y += 1
    }
    if !belts.isEmpty { y += 1 }
    let widest = equations.map { columns(of: capabilities.text($0.symbols)) }.max() ?? 0
    for equation in equations where y < rest.maxY {
      let style: Style = equation.isCurrent ? .accent.bolded : .dim
      let symbols = capabilities.text(equation.symbols)
      grid.put(symbols, x: rest.x, y: y, style: style, within: rest)
      // In one column where they fit; else as far left as their symbols let them; else the result
      // alone.
      let own = rest.x + columns(of: symbols) + 2
      let numbers = fitted(capabilities.text(equation.numbers), to: rest.maxX - own)
      let x = min(rest.x + widest + 3, max(own, rest.maxX - columns(of: numbers)))
      grid.put(
        numbers, x: x, y: y, style: equation.isCurrent ? .plain : .dim,
        within: rest)
      y += 1
    }
  }

  /// Rows of belts and equations, with one between them.
  private var lines: Int { belts.count + equations.count + (equations.isEmpty ? 0 : 1) }

  /// Title, belts and equations; above them gauges.
  public func rowsWanted(width: Int, _ capabilities: Capabilities) -> ClosedRange<Int>? {
    lines + 1...lines + 1 + (gauges.isEmpty ? 0 : 9)
  }

  /// An equation in numbers, or what it comes to, or nothing: never a part of a number.
  private func fitted(_ numbers: String, to width: Int) -> String {
    let result = numbers.lastIndex(of: "=").map { String(numbers[$0...]) } ?? ""
    return [numbers, result].first { columns(of: $0) <= width } ?? ""
  }

  private func draw(
    _ belt: Belt, y: Int, in area: Rectangle, on grid: inout Grid, _ capabilities: Capabilities
  ) {
    func number(_ value: Float) -> String { SmallNumber.text(value, digits: 3) }
    let line = capabilities.glyph("─")
    var x = area.x
    x += grid.put(capabilities.text(belt.start) + " ", x: x, y: y, style: .strong, within: area)
    x += grid.put(number(belt.value), x: x, y: y, style: .first, within: area)
    for operation in belt.operations {
      x += grid.put(" \(line)", x: x, y: y, style: .rule, within: area)
      x += grid.put(
        " \(capabilities.text(operation.name)) ", x: x, y: y, style: .second, within: area)
      x += grid.put(line + capabilities.glyph("▸") + " ", x: x, y: y, style: .rule, within: area)
      x += grid.put(number(operation.value), x: x, y: y, style: .first, within: area)
    }
    grid.put("  " + capabilities.text(belt.end), x: x, y: y, style: .strong, within: area)
  }
}
