import Testing

@testable import Engine

@Suite("Layer norm against PyTorch")
struct LayerNormTests {
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
}
