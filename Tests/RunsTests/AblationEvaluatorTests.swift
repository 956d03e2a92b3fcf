import Testing

@testable import Runs

@Suite("The evaluator of ablations")
struct AblationEvaluatorTests {
  @Test(
    "A silent unit costs nothing where nothing reads it, and a model without gates has units only")
  func ablations() throws {
    let snapshot = try trained(
      ["cell=lstm", "hidden=6", "steps=5"], updates: 50, watching: [.ablation])
    let reading = try #require(snapshot.ablation)
    let names = reading.parts.map(\.name)
    #expect(names.prefix(2) == ["i clamped to 1", "i clamped to 0"] && names.count == 3 * 2 + 6)
    #expect(reading.update == 50 && reading.whole != nil)
    #expect(reading.loss(gate: "f", isOpen: false) != reading.whole)
    let plain = try trained(
      ["cell=tanh", "hidden=6", "steps=5"], updates: 50, watching: [.ablation])
    #expect(plain.ablation?.parts.count == 6)
  }
}
