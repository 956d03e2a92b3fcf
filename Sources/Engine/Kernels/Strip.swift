/// A row of some panels side by side, in registers: what one row of a tile has, and what it multiplies.
///
/// One panel is `Lanes`; twice as many are a `StripPair`, so that each width is a type of its own and the
/// compiler makes code for it.
protocol Strip {
  /// Where each panel is.
  associatedtype Places

  /// How many panels, of sixteen columns each.
  static var panels: Int { get }

  /// The places of panels that lie `stride` numbers apart.
  static func places(_ first: Floats, _ stride: Int) -> Places

  /// Zeros.
  init()

  /// The sixteen numbers of each panel from `index` on.
  init(at places: Places, _ index: Int)

  func store(at places: Places)

  /// Adds `x * y`, rounded once.
  mutating func addProduct(_ x: Lanes, _ y: Self)
}

extension Lanes: Strip {
  static var panels: Int { 1 }

  @inline(__always)
  static func places(_ first: Floats, _ stride: Int) -> Floats { first }

  @inline(__always)
  init(at places: Floats, _ index: Int) { self = places[lanes: index] }

  @inline(__always)
  func store(at places: Floats) { places[lanes: 0] = self }
}

/// Two strips side by side.
struct StripPair<Half: Strip>: Strip {
  private var left: Half
  private var right: Half

  static var panels: Int { 2 * Half.panels }

  @inline(__always)
  static func places(_ first: Floats, _ stride: Int) -> (Half.Places, Half.Places) {
    let middle = first.advanced(by: Half.panels &* stride)
    return (Half.places(first, stride), Half.places(middle, stride))
  }

  @inline(__always)
  init() {
    left = Half()
    right = Half()
  }

  @inline(__always)
  init(at places: (Half.Places, Half.Places), _ index: Int) {
    left = Half(at: places.0, index)
    right = Half(at: places.1, index)
  }

  @inline(__always)
  func store(at places: (Half.Places, Half.Places)) {
    left.store(at: places.0)
    right.store(at: places.1)
  }

  @inline(__always)
  mutating func addProduct(_ x: Lanes, _ y: StripPair) {
    left.addProduct(x, y.left)
    right.addProduct(x, y.right)
  }
}
