import Screen
import Testing

@Suite struct RectangleTests {
  @Test func `negative extents are empty`() {
    let rectangle = Rectangle(x: 3, y: 4, width: -1, height: 5)
    #expect(rectangle.isEmpty)
    #expect(rectangle.maxX == 3)
  }

  @Test func `an intersection lies in both`() {
    let first = Rectangle(x: 0, y: 0, width: 10, height: 10)
    let second = Rectangle(x: 5, y: -5, width: 10, height: 10)
    #expect(first.intersection(second) == Rectangle(x: 5, y: 0, width: 5, height: 5))
    #expect(first.intersection(Rectangle(x: 20, y: 0, width: 1, height: 1)).isEmpty)
  }

  @Test func `no coordinates overflow`() {
    let far = Rectangle(x: Int.max - 1, y: Int.min, width: Int.max, height: Int.max)
    #expect(far.intersection(Rectangle(x: 0, y: 0, width: 5, height: 5)).isEmpty)
    #expect(far.split(left: Int.max, gap: Int.max).rest.isEmpty)
  }

  @Test func `a split gives the part, the gap and the rest`() {
    let rectangle = Rectangle(x: 10, y: 20, width: 30, height: 8)
    let left = rectangle.split(left: 10, gap: 2)
    #expect(left.part == Rectangle(x: 10, y: 20, width: 10, height: 8))
    #expect(left.rest == Rectangle(x: 22, y: 20, width: 18, height: 8))
    let right = rectangle.split(right: 10, gap: 2)
    #expect(right.part == Rectangle(x: 30, y: 20, width: 10, height: 8))
    #expect(right.rest == Rectangle(x: 10, y: 20, width: 18, height: 8))
    let bottom = rectangle.split(bottom: 3)
    #expect(bottom.part == Rectangle(x: 10, y: 25, width: 30, height: 3))
    #expect(bottom.rest == Rectangle(x: 10, y: 20, width: 30, height: 5))
    #expect(rectangle.split(top: 100).rest.isEmpty)
  }

  @Test func `an inset larger than the rectangle leaves nothing`() {
    let rectangle = Rectangle(x: 0, y: 0, width: 10, height: 4)
    #expect(rectangle.inset(x: 2, y: 1) == Rectangle(x: 2, y: 1, width: 6, height: 2))
    #expect(rectangle.inset(x: 6).isEmpty)
  }

  @Test(arguments: 0..<40) func `columns and gaps fill the width exactly`(width: Int) {
    let rectangle = Rectangle(x: 3, y: 0, width: width, height: 2)
    let parts = rectangle.columns([.fixed(8), .share(2), .share(1)], gap: 1)
    #expect(parts.count == 3)
    for (part, next) in zip(parts, parts.dropFirst()) {
      #expect(part.maxX <= next.x)
    }
    #expect(parts.allSatisfy { $0.x >= 3 && $0.maxX <= rectangle.maxX })
    if width >= 11 {
      #expect(parts.map(\.width).reduce(2, +) == width)
      #expect(abs(parts[1].width - 2 * parts[2].width) <= 2)
    }
  }

  @Test func `equal shares are equal`() {
    let parts = Rectangle(x: 0, y: 0, width: 14, height: 1).columns([
      .share(1), .share(1), .share(1), .share(1),
    ])
    #expect(parts.map(\.width) == [4, 4, 3, 3])
  }

  @Test func `rows divide the height as columns divide the width`() {
    let rows = Rectangle(x: 0, y: 0, width: 5, height: 10).rows([.share(1), .fixed(3)])
    #expect(rows.map(\.height) == [7, 3])
    #expect(rows.map(\.y) == [0, 7])
  }
}
