import Testing

@testable import Runs

@Suite("One number on a slope")
struct SlopeModelTests {
  @Test("Clipping turns the path of a number on a noisy slope around")
  func drift() throws {
    let settings = ["problem=drift", "optimizer=sgd", "rate=0.01"]
    #expect((try trained(settings + ["clip=1"], updates: 500).slope?.theta ?? 0) < -2)
    #expect((try trained(settings + ["clip=off"], updates: 500).slope?.theta ?? 0) > 0)
  }
}
