import Testing

@testable import Engine

@Suite("Clipping against PyTorch")
struct ClippingTests {
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
