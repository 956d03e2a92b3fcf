import Testing

@testable import Engine

@Suite("Denormals")
struct DenormalsTests {
  @Test("Denormals are flushed inside, and only there")
  func denormals() {
    let small = Lanes(repeating: Float.leastNormalMagnitude)
    func quarter() -> Float { (small * Lanes(repeating: 0.25))[0] }
    #expect(Denormals.flushed(quarter) == 0)
    #expect(quarter() == Float.leastNormalMagnitude / 4)
  }
}
