import Testing

@testable import Engine

@Suite("Lanes")
struct LanesTests {
  @Test("The sum of the lanes is the sum")
  func lanes() {
    let lanes = Lanes((0..<16).map { Float($0) })
    #expect(sum(lanes) == 120)
  }
}
