import Testing

@testable import Engine

@Suite("Echo-state networks")
struct ReservoirTests {
  @Test("A reservoir has its spectral radius, and forgets")
  func reservoir() {
    var random = Random(seed: 3)
    let reservoir = Reservoir(units: 20, inputs: 1, spectralRadius: 0.9, using: &random)
    #expect(abs(spectralRadius(of: reservoir.recurrentWeights, size: 20) - 0.9) < 2e-3)
    let tail = (0..<200).map { _ in random.normal() }
    let (a, b) = (
      reservoir.states(for: [3, -2] + tail).suffix(20),
      reservoir.states(for: [-1, 4] + tail).suffix(20)
    )
    #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test("an echo-state network with a ridge read-out agrees", arguments: Fixture.names("esn_ridge"))
  func reference(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions([
      "reservoir", "steps", "washout", "leak", "spectral_radius", "beta", "condition_number",
    ])
    let (steps, washout) = (try fixture.integer("steps"), try fixture.integer("washout"))
    let reservoir = Reservoir(
      inputWeights: try fixture.require("params", "W_in").floats,
      recurrentWeights: try fixture.require("params", "W").floats,
      units: try fixture.integer("reservoir"), leak: try fixture.number("leak"))
    let signal = try fixture.require("inputs", "u").floats
    let states = reservoir.states(for: Array(signal[..<steps]))
    let features = reservoir.features(
      of: Array(signal[..<steps]), states: states, from: washout)
    let targets = signal[(washout + 1)...steps].map { Double($0) }
    let readout = Readout(
      features: features, targets: targets,
      beta: try #require(fixture.config["beta"] as? Double))
    let predictions = readout.predict(features)
    let error = zip(predictions, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let truth = try fixture.require("outputs", "states").numbers
    // tanh and 200 sums of 42 terms in float32 stay within a few of its last digits.
    for (ours, exact) in zip(states, truth) { #expect(abs(Double(ours) - exact) < 3e-6) }
    try fixture.expect(predictions.map { Float($0) }, "outputs", "prediction")
    try fixture.expect([Float(error / Double(targets.count))], "outputs", "mse")
    try fixture.expect(readout.weights.map { Float($0) }, "outputs", "W_out")
  }
}
