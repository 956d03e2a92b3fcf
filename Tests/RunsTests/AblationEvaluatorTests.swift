import Testing

@testable import Runs

@Suite("The evaluator of ablations")
struct AblationEvaluatorTests {
  @Test(
    "Gates and units are ablated, and in a model without gates only units")
  func ablations() throws {
    let snapshot = try trained(
      ["cell=lstm", "hidden=6", "steps=5"], updates: 50, watching: [.ablation])
    let observation = try #require(snapshot.ablation)
    let names = observation.parts.map(\.name)
    #expect(names.prefix(2) == ["i clamped to 1", "i clamped to 0"] && names.count == 3 * 2 + 6)
    #expect(observation.update == 50 && observation.whole != nil)
    #expect(observation.loss(gate: "f", isOpen: false) != observation.whole)
    let plain = try trained(
      ["cell=tanh", "hidden=6", "steps=5"], updates: 50, watching: [.ablation])
    #expect(plain.ablation?.parts.count == 6)
  }
}
