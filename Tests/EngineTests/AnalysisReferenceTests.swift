import Testing

@testable import Engine

@Suite("PCA, reservoir and first weights against their references")
struct AnalysisReferenceTests {
  @Test("principal components agree up to sign", arguments: Fixture.names("pca"))
  func principalComponents(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions(["samples", "features", "n_components", "sign_ambiguous"])
    let x = try fixture.require("inputs", "x")
    let count = try fixture.integer("n_components")
    let found = PrincipalComponents(of: x.floats, columns: x.shape[1], count: count)
    let truth = try fixture.require("outputs", "components").floats
    let projected = try fixture.require("outputs", "projected").floats
    let ours = found.project(x.floats)
    var components: [Float] = []
    var points = projected
    for index in 0..<count {
      let row = truth[index * x.shape[1]..<(index + 1) * x.shape[1]]
      let own = found.components[index].map { Float($0) }
      let sign: Float = zip(row, own).reduce(0) { $0 + $1.0 * $1.1 } < 0 ? -1 : 1
      components += own.map { $0 * sign }
      for point in 0..<x.shape[0] {
        points[point * count + index] = ours[point * count + index] * sign
      }
      let largest = try #require(own.max { abs($0) < abs($1) })
      #expect(largest > 0)
    }
    try fixture.expect(components, "outputs", "components")
    try fixture.expect(points, "outputs", "projected")
    try fixture.expect(found.mean.map { Float($0) }, "outputs", "mean")
    try fixture.expect(found.variances.map { Float($0) }, "outputs", "explained_variance")
    try fixture.expect(
      found.varianceShares.map { Float($0) }, "outputs", "explained_variance_ratio")
    try fixture.expect(found.singularValues.map { Float($0) }, "outputs", "singular_values")
  }

  @Test("an echo-state network with a ridge read-out agrees", arguments: Fixture.names("esn_ridge"))
  func reservoir(name: String) throws {
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

  @Test("first weights have the moments of PyTorch's", arguments: Fixture.names("initializers"))
  func initializers(name: String) throws {
    let fixture = try Fixture(name)
    let theory = try #require(fixture.config["theory"] as? [String: [String: Any]])
    let (fanIn, fanOut) = (try fixture.integer("fan_in"), try fixture.integer("fan_out"))
    let gain = try fixture.number("tanh_gain")
    for kind in fixture.names(in: "outputs") where kind != "orthogonal_gram_error" {
      let moments = try #require(theory[kind], "no theory of \(kind)")
      var random = Random(seed: 5)
      let numbers: [Float]
      switch kind {
      case "xavier_uniform":
        numbers = WeightDraw.xavierUniform(gain: 1).draw(
          rows: fanOut, columns: fanIn, using: &random)
      case "xavier_uniform_gain_tanh":
        numbers = WeightDraw.xavierUniform(gain: gain).draw(
          rows: fanOut, columns: fanIn, using: &random)
      case "xavier_normal":
        numbers = WeightDraw.xavierNormal(gain: 1).draw(
          rows: fanOut, columns: fanIn, using: &random)
      case "kaiming_uniform_relu":
        numbers = WeightDraw.kaimingUniform.draw(rows: fanOut, columns: fanIn, using: &random)
      case "linear_default":
        numbers = WeightDraw.uniform(fanIn: fanIn).draw(
          rows: fanOut, columns: fanIn, using: &random)
      case "lstm_default":
        numbers = WeightDraw.uniform(fanIn: fanOut).draw(
          rows: 4 * fanOut, columns: fanIn, using: &random)
      case "embedding_default":
        numbers = WeightDraw.normal(1).draw(rows: fanOut, columns: fanIn, using: &random)
      case "orthogonal":
        numbers = WeightDraw.orthogonal.draw(rows: fanOut, columns: fanIn, using: &random)
        expectOrthonormal(numbers, rows: fanOut, columns: fanIn)
      default:
        Issue.record("\(kind) is not supported")
        continue
      }
      try expectMoments(numbers, moments, kind)
    }
  }

  /// The bounds are five standard errors: of the mean, sigma / sqrt(n); of the deviation, at most
  /// sigma / sqrt(2 n).
  private func expectMoments(
    _ numbers: [Float], _ moments: [String: Any], _ kind: String
  ) throws {
    let count = Double(numbers.count)
    let deviation = try #require(moments["std"] as? Double)
    let mean = numbers.reduce(0.0) { $0 + Double($1) } / count
    let square = numbers.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    #expect(abs(mean) < 5 * deviation / count.squareRoot(), "\(kind): mean \(mean)")
    let found = (square / count).squareRoot()
    #expect(
      abs(found - deviation) < 5 * deviation / (2 * count).squareRoot(), "\(kind): \(found)")
    guard let bound = moments["bound"] as? Double else { return }
    let largest = Double(numbers.map { abs($0) }.max() ?? 0)
    #expect(largest <= bound * 1.000001 && largest > 0.99 * bound, "\(kind): \(largest)")
  }
}
