import Testing

@testable import Engine

@Suite("The linear layer against PyTorch")
struct LinearTests {
  @Test("agrees in each case", arguments: Fixture.names("linear"))
  func linear(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions(["module", "in_features", "out_features", "bias", "loss"])
    let x = try check.input("x")
    let y = check.tape.linear(
      x, try check.parameter("weight"), try check.optionalParameter("bias"))
    try check.check([("output", y, .asIs)])
  }
}
