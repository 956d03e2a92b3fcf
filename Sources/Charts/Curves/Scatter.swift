import Screen

/// Points in a plane: hidden states by class, with the path of one sequence through them.
///
/// Both axes have the same scale, so that distances may be compared, and it grows in steps: a cloud
/// that breathes does not make the picture jump.
public struct Scatter: Chart {
  /// Points that belong together.
  public struct Cloud: Sendable, Hashable {
    /// Written at their middle.
    public var name: String
    /// Where each point is, [x, y]; what is not finite is left out.
    public var points: [SIMD2<Float>]
    /// Their colour.
    public var ink: Ink
    /// Their mark where the terminal has no dots; also beside the name.
    public var mark: Character

    /// A cloud of points.
    public init(
      _ name: String, _ points: [SIMD2<Float>], ink: Ink = .first, mark: Character = "o"
    ) {
      (self.name, self.points) = (name, points)
      (self.ink, self.mark) = (ink, mark)
    }
  }

  /// A way through the plane, from its first point to its last.
  public struct Path: Sendable, Hashable {
    /// Written at its end.
    public var name: String
    /// The points in order.
    public var points: [SIMD2<Float>]
    /// Its colour.
    public var ink: Ink

    /// A way through points.
    public init(_ name: String, _ points: [SIMD2<Float>], ink: Ink = .plain) {
      (self.name, self.points, self.ink) = (name, points, ink)
    }
  }

  /// In bold at the left of the first row.
  public var title: String
  /// Right-aligned on the same row.
  public var status: String
  /// What is shown, later clouds in front.
  public var clouds: [Cloud]
  /// Ways in front of the clouds.
  public var paths: [Path]
  /// What the axes are, with the share of the variance each carries: `PC 1  57 %`.
  public var axes: (x: String, y: String)

  /// A scatter of clouds and paths.
  public init(
    title: String = "", status: String = "", clouds: [Cloud] = [], paths: [Path] = [],
    axes: (x: String, y: String) = ("x", "y")
  ) {
    self.title = title
    self.status = status
    self.clouds = clouds
    self.paths = paths
    self.axes = axes
  }

  /// Draws the chart with the glyphs that the capabilities allow.
  public func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    let area = grid.bounds.intersection(rectangle)
    guard !area.isEmpty else { return }
    let body = TitleRow(title: title, status: status).draw(above: area, on: &grid, capabilities)
    let hasFrame = body.height >= 4 && body.width >= 12
    let plot = hasFrame ? body.inset(left: 1, bottom: 1) : body
    guard !plot.isEmpty else { return }
    if hasFrame { drawFrame(plot, in: body, on: &grid, capabilities) }
    let plane = Plane(points, plot, capabilities.glyphs)
    var canvas = Canvas(columns: plot.width, rows: plot.height, tier: capabilities.glyphs)
    drawZero(plane, on: &canvas)
    if capabilities.glyphs == .braille {
      for cloud in clouds {
        canvas.beginLayer(Style(cloud.ink), .curve(.solid))
        for point in cloud.points.compactMap(plane.dot) { canvas.set(point.x, point.y) }
      }
    }
    for path in paths {
      canvas.beginLayer(Style(path.ink), .curve(.solid))
      var trace = Polyline()
      for point in path.points { trace.add(plane.exactDot(point), on: &canvas) }
    }
    canvas.draw(on: &grid, in: plot)
    if capabilities.glyphs != .braille { drawMarks(plane, in: plot, on: &grid) }
    drawNames(plane, in: plot, on: &grid, capabilities)
  }

  private var points: [SIMD2<Float>] {
    clouds.flatMap(\.points) + paths.flatMap(\.points)
  }

  private func drawFrame(
    _ plot: Rectangle, in area: Rectangle, on grid: inout Grid, _ capabilities: Capabilities
  ) {
    for y in plot.y..<plot.maxY {
      grid.put(capabilities.glyph("│"), x: area.x, y: y, style: .rule, within: area)
    }
    grid.put(capabilities.glyph("└"), x: area.x, y: plot.maxY, style: .rule, within: area)
    let line = String(repeating: capabilities.glyph("─"), count: max(0, area.width - 1))
    grid.put(line, x: area.x + 1, y: plot.maxY, style: .rule, within: area)
    let name = " " + capabilities.text(axes.x)
    grid.put(name, endingAt: area.maxX, y: plot.maxY, style: .dim, within: area)
    grid.put(capabilities.text(axes.y), x: area.x + 1, y: plot.y, style: .dim, within: area)
  }

  private func drawZero(_ plane: Plane, on canvas: inout Canvas) {
    guard let zero = plane.dot([0, 0]) else { return }
    canvas.beginLayer(.rule, .dots)
    for x in stride(from: 0, to: canvas.width, by: 2 * canvas.dotsAcross) {
      canvas.set(x, zero.y)
    }
    for y in stride(from: 0, to: canvas.height, by: canvas.dotsDown) { canvas.set(zero.x, y) }
  }

  private func drawMarks(_ plane: Plane, in plot: Rectangle, on grid: inout Grid) {
    for cloud in clouds {
      for point in cloud.points {
        guard let cell = plane.cell(point) else { continue }
        grid.put(
          String(cloud.mark), x: cell.x, y: cell.y, style: Style(cloud.ink), within: plot)
      }
    }
  }

  /// Names go beside their cloud's middle, or to the nearest row that is still free there.
  private func drawNames(
    _ plane: Plane, in plot: Rectangle, on grid: inout Grid, _ capabilities: Capabilities
  ) {
    var taken: [Rectangle] = []
    func write(_ text: String, at point: SIMD2<Float>, _ style: Style) {
      let text = capabilities.text(text)
      let width = columns(of: text)
      guard !text.isEmpty, width <= plot.width, let cell = plane.cell(point) else { return }
      // Right, left, else above or below; a name far away would name something else.
      let middle = min(max(plot.x, cell.x - width / 2), plot.maxX - width)
      for offset in [0, 1, -1, 2, -2, 3, -3] {
        let sides = [cell.x + 2, cell.x - 1 - width] + (offset == 0 ? [] : [middle])
        for x in sides where x >= plot.x && x + width <= plot.maxX {
          let row = Rectangle(x: x, y: cell.y + offset, width: width, height: 1)
          // A blank between two names, or they read as one.
          let wide = Rectangle(x: x - 1, y: row.y, width: width + 2, height: 1)
          guard row.y >= plot.y, row.y < plot.maxY,
            taken.allSatisfy({ $0.intersection(wide).isEmpty })
          else { continue }
          grid.put(text, x: row.x, y: row.y, style: style, within: plot)
          taken.append(row)
          return
        }
      }
    }
    for path in paths {
      if let last = path.points.last(where: { $0.x.isFinite && $0.y.isFinite }) {
        write(path.name, at: last, Style(path.ink, bold: true))
      }
    }
    for cloud in clouds {
      let known = cloud.points.filter { $0.x.isFinite && $0.y.isFinite }
      guard !known.isEmpty else { continue }
      let middle =
        known.reduce(SIMD2<Double>(0, 0)) { $0 + SIMD2<Double>($1) } / Double(known.count)
      write(cloud.name, at: SIMD2<Float>(middle), Style(cloud.ink, bold: true))
    }
  }
}

/// The plane that a scatter shows, around its own middle or around zero if that is near.
private struct Plane {
  private let plot: Rectangle
  private let dotsAcross: Int
  private let dotsDown: Int
  private let center: SIMD2<Double>
  private let perDot: SIMD2<Double>

  init(_ points: [SIMD2<Float>], _ plot: Rectangle, _ tier: GlyphTier) {
    self.plot = plot
    dotsAcross = tier == .ascii ? 1 : 2
    dotsDown = tier.dotsDown
    let x = ValueRange(points.lazy.map(\.x)) ?? ValueRange(-1, 1)
    let y = ValueRange(points.lazy.map(\.y)) ?? ValueRange(-1, 1)
    func middle(_ range: ValueRange) -> Double {
      let center = range.low / 2 + range.high / 2
      return abs(center) < range.magnitude / 2 ? 0 : center
    }
    center = [middle(x), middle(y)]
    func reach(_ range: ValueRange, _ center: Double) -> Double {
      max(range.high - center, center - range.low)
    }
    // A cell is twice as high as it is wide.
    let half = SIMD2(Double(max(1, plot.width)) / 2, Double(max(1, plot.height)))
    let needed = max(reach(x, center.x) / half.x, reach(y, center.y) / half.y)
    let unit = Self.stepped(needed * 1.02)
    perDot = [unit / Double(dotsAcross), 2 * unit / Double(dotsDown)]
  }

  /// The next of ten steps to a decade.
  private static func stepped(_ value: Double) -> Double {
    guard value.isFinite, value > 1e-300 else { return value.isFinite ? 1e-3 : 1e300 }
    let exponent = decimalExponent(value)
    let unit = decimalPower(exponent)
    let steps = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8, 10]
    return (steps.first { $0 * unit >= value } ?? 10) * unit
  }

  func exactDot(_ point: SIMD2<Float>) -> (x: Double, y: Double)? {
    guard point.x.isFinite, point.y.isFinite else { return nil }
    let offset = (SIMD2<Double>(point) - center) / perDot
    let x = Double(plot.width * dotsAcross - 1) / 2 + offset.x
    let y = Double(plot.height * dotsDown - 1) / 2 - offset.y
    return (x, y)
  }

  func dot(_ point: SIMD2<Float>) -> (x: Int, y: Int)? {
    guard let exact = exactDot(point), abs(exact.x) < 1e6, abs(exact.y) < 1e6 else { return nil }
    return (Int(exact.x.rounded()), Int(exact.y.rounded()))
  }

  func cell(_ point: SIMD2<Float>) -> Point? {
    guard let dot = dot(point), dot.x >= 0, dot.y >= 0 else { return nil }
    let cell = Point(x: plot.x + dot.x / dotsAcross, y: plot.y + dot.y / dotsDown)
    return plot.contains(x: cell.x, y: cell.y) ? cell : nil
  }
}
