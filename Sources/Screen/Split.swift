/// How much of a rectangle one part of it takes; see `Rectangle.columns(_:gap:)`.
public enum Extent: Sendable, Hashable {
  /// Exactly that many columns or rows, as long as there are any left.
  case fixed(Int)
  /// A share of what the fixed parts leave, in proportion to the weight.
  case share(Int)
}

extension Rectangle {
  /// Cuts off the leftmost columns and, after a gap, gives the rest.
  public func split(left count: Int, gap: Int = 0) -> (part: Rectangle, rest: Rectangle) {
    let cut = min(max(0, count), width)
    let skip = min(cut + max(0, min(gap, width)), width)
    return (
      Rectangle(x: x, y: y, width: cut, height: height),
      Rectangle(x: x + skip, y: y, width: width - skip, height: height)
    )
  }

  /// Cuts off the rightmost columns and, before a gap, gives the rest.
  public func split(right count: Int, gap: Int = 0) -> (part: Rectangle, rest: Rectangle) {
    let cut = min(max(0, count), width)
    let skip = min(cut + max(0, min(gap, width)), width)
    return (
      Rectangle(x: x + (width - cut), y: y, width: cut, height: height),
      Rectangle(x: x, y: y, width: width - skip, height: height)
    )
  }

  /// Cuts off the topmost rows and, after a gap, gives the rest.
  public func split(top count: Int, gap: Int = 0) -> (part: Rectangle, rest: Rectangle) {
    let (part, rest) = transposed.split(left: count, gap: gap)
    return (part.transposed, rest.transposed)
  }

  /// Cuts off the lowest rows and, above a gap, gives the rest.
  public func split(bottom count: Int, gap: Int = 0) -> (part: Rectangle, rest: Rectangle) {
    let (part, rest) = transposed.split(right: count, gap: gap)
    return (part.transposed, rest.transposed)
  }

  /// Divides the width from left to right. Parts that no longer fit are empty; the columns that
  /// the shares do not divide evenly go to the first of them.
  public func columns(_ extents: [Extent], gap: Int = 0) -> [Rectangle] {
    let gap = max(0, min(gap, width))
    let gaps = min(
      width, gap * max(0, extents.count - 1))
    var free = width - gaps
    var weight = 0
    for extent in extents {
      switch extent {
      case .fixed(let count): free = max(0, free - max(0, min(count, width)))
      case .share(let share): weight += max(0, min(share, 1 << 16))
      }
    }
    var rest = self
    return extents.map { extent in
      let count: Int
      switch extent {
      case .fixed(let fixed): count = fixed
      case .share(let share):
        let share = max(0, min(share, 1 << 16))
        count = weight == 0 ? 0 : (free * share + weight - 1) / weight
        free -= count
        weight -= share
      }
      let split = rest.split(left: count, gap: gap)
      rest = split.rest
      return split.part
    }
  }

  /// Divides the height from top to bottom, as `columns` divides the width.
  public func rows(_ extents: [Extent], gap: Int = 0) -> [Rectangle] {
    transposed.columns(extents, gap: gap).map(\.transposed)
  }

  /// The rectangle mirrored at the diagonal, so that one rule serves columns and rows.
  private var transposed: Rectangle { Rectangle(x: y, y: x, width: height, height: width) }
}
