/// One row of some panels side by side, in registers: the sums of a row of a tile, or the row of B
/// that it multiplies.
///
/// One panel is `Lanes`; twice as many are a `StripPair`, so that each width is a type of its own
/// and the compiler makes code for it.
protocol Strip {
  /// The position of each panel.
  associatedtype Positions

  /// How many panels, of sixteen columns each.
  static var panels: Int { get }

  /// The positions of panels that lie `stride` numbers apart.
  static func positions(_ first: Floats, _ stride: Int) -> Positions

  /// Zeros.
  init()

  /// The sixteen numbers of each panel from `index` on.
  init(at positions: Positions, _ index: Int)

  func store(at positions: Positions)

  /// Adds `x * y`, rounded once.
  mutating func addProduct(_ x: Lanes, _ y: Self)
}

extension Lanes: Strip {
  static var panels: Int { 1 }

  @inline(__always)
  static func positions(_ first: Floats, _ stride: Int) -> Floats { first }

  @inline(__always)
  init(at positions: Floats, _ index: Int) { self = positions[lanes: index] }

  @inline(__always)
  func store(at positions: Floats) { positions[lanes: 0] = self }
}

/// Two strips side by side.
struct StripPair<Half: Strip>: Strip {
  private var left: Half
  private var right: Half

  static var panels: Int { 2 * Half.panels }

  @inline(__always)
  static func positions(_ first: Floats, _ stride: Int) -> (Half.Positions, Half.Positions) {
    let middle = first.advanced(by: Half.panels &* stride)
    return (Half.positions(first, stride), Half.positions(middle, stride))
  }

  @inline(__always)
  init() {
    left = Half()
    right = Half()
  }

  @inline(__always)
  init(at positions: (Half.Positions, Half.Positions), _ index: Int) {
    left = Half(at: positions.0, index)
    right = Half(at: positions.1, index)
  }

  @inline(__always)
  func store(at positions: (Half.Positions, Half.Positions)) {
    left.store(at: positions.0)
    right.store(at: positions.1)
  }

  @inline(__always)
  mutating func addProduct(_ x: Lanes, _ y: StripPair) {
    left.addProduct(x, y.left)
    right.addProduct(x, y.right)
  }
}
