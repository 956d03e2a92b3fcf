import Testing

@testable import Engine

@Suite("Layers against PyTorch")
struct LayerReferenceTests {
  @Test("linear agrees", arguments: Fixture.names("linear"))
  func linear(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions(["module", "in_features", "out_features", "bias", "loss"])
    let x = try check.input("x")
    let y = check.tape.linear(
      x, try check.parameter("weight"), try check.optionalParameter("bias"))
    try check.check([("output", y, .asIs)])
  }

  @Test("embedding agrees, with and without a padding row", arguments: Fixture.names("embedding"))
  func embedding(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions([
      "module", "num_embeddings", "embedding_dim", "padding_idx", "loss",
    ])
    let indices = try check.fixture.require("inputs", "indices").ids
    let ids = check.tape.tokens(count: indices.count)
    let y = check.tape.embedding(
      ids, try check.parameter("weight"), padding: check.fixture.config["padding_idx"] as? Int)
    let tape = check.tape
    try check.check([("output", y, .asIs)]) { tape.write(indices, to: ids) }
  }

  @Test("layer norm agrees", arguments: Fixture.names("layernorm"))
  func layerNorm(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions(["module", "normalized_shape", "eps", "bias", "loss"])
    let x = try check.input("x")
    let y = check.tape.layerNorm(
      x, try check.parameter("weight"), try check.optionalParameter("bias"),
      epsilon: try check.fixture.number("eps"))
    try check.check([("output", y, .asIs)])
  }

  @Test("dropout with a given mask agrees", arguments: Fixture.names("dropout_mask"))
  func dropout(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions(["p", "loss"])
    let x = try check.input("x")
    let dropped = check.tape.dropout(x, rate: try check.fixture.number("p"))
    let mask = try check.fixture.require("inputs", "mask").numbers.map { $0 != 0 }
    try check.check([("output", dropped.output, .asIs)]) { dropped.dropout.set(mask) }
  }

  @Test("convolution agrees", arguments: Fixture.names("conv1d").filter { !$0.contains("r") })
  func convolution(name: String) throws {
    let check = try ConvolutionCase(name)
    try check.fixture.allowOptions([
      "module", "in_channels", "out_channels", "kernel_size", "padding", "stride", "dilation",
      "bias", "loss",
    ])
    let config = check.fixture.config
    let options = Tape.ConvolutionOptions(
      padding: config["padding"] as? Int ?? 0, stride: config["stride"] as? Int ?? 1,
      dilation: config["dilation"] as? Int ?? 1)
    let (x, batch) = try check.signal("inputs", "x")
    let y = check.tape.convolution(
      x, batch: batch, try check.parameter("weight"), try check.optionalParameter("bias"),
      options: options)
    try check.weigh(y, "output")
    try check.run()
    try check.expect(y, "outputs", "output", batch: batch)
    try check.expect(x, "grads.inputs", "x", batch: batch, isGradient: true)
  }

  @Test("softmax with a temperature, entropy and perplexity agree")
  func temperature() throws {
    for name in Fixture.names("softmax_temperature") {
      let fixture = try Fixture(name)
      try fixture.allowOptions(["temperatures"])
      let logits = try fixture.require("inputs", "logits")
      let rows = stride(from: 0, to: logits.numbers.count, by: logits.shape[1]).map {
        Array(logits.floats[$0..<$0 + logits.shape[1]])
      }
      for temperature in try #require(fixture.config["temperatures"] as? [Double]) {
        let sampling = Sampling(temperature: Float(temperature))
        try fixture.expect(
          rows.flatMap { sampling.probabilities($0) }, "outputs", "probs_T\(temperature)")
      }
      let entropies = rows.map { entropy(Sampling().probabilities($0)) }
      try fixture.expect(entropies, "outputs", "entropy_nats")
      try fixture.expect(entropies.map { exponential($0) }, "outputs", "perplexity")
    }
  }
}

@Suite("Clipping against PyTorch")
struct ClippingReferenceTests {
  @Test("clipping agrees for each norm and each limit", arguments: Fixture.names("clip_grad"))
  func clipping(name: String) throws {
    let fixture = try Fixture(name)
    let kinds = Set(
      fixture.names(in: "outputs").map { output in
        output.split(separator: ".").dropLast().joined(separator: ".")
      })
    for kind in kinds.sorted() {
      let limit = try #require(Float(kind.split(separator: "_").last ?? ""), "\(kind)")
      let clipping: Clipping =
        if kind.hasPrefix("norm_") {
          .norm(limit)
        } else if kind.hasPrefix("inf_norm_") {
          .largest(limit)
        } else {
          .value(limit)
        }
      try #require(["norm", "inf", "value"].contains { kind.hasPrefix($0) }, "\(kind)")
      let parameters = Parameters()
      for part in fixture.names(in: "inputs") {
        let gradient = try fixture.require("inputs", part)
        _ = parameters.add(part, shape: gradient.shape)
      }
      for parameter in parameters.all {
        parameters.setGradient(
          of: parameter, try fixture.require("inputs", parameter.name).floats)
      }
      let norm = parameters.gradientNorm()
      if case .norm = clipping { try fixture.expect([norm], "outputs", "\(kind).total") }
      if case .largest = clipping {
        try fixture.expect([parameters.largestGradient()], "outputs", "\(kind).total")
      }
      clipping.apply(to: parameters, norm: norm)
      for parameter in parameters.all {
        try fixture.expect(
          parameters.gradient(of: parameter), "outputs", "\(kind).\(parameter.name)")
      }
    }
  }
}
