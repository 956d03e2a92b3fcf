import Testing

@testable import Engine

@Suite("Dropout against PyTorch")
struct DropoutTests {
  @Test("dropout with a given mask agrees", arguments: Fixture.names("dropout_mask"))
  func dropout(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions(["p", "loss"])
    let x = try check.input("x")
    let dropped = check.tape.dropout(x, rate: try check.fixture.number("p"))
    let mask = try check.fixture.require("inputs", "mask").numbers.map { $0 != 0 }
    try check.check([("output", dropped.output, .asIs)]) { dropped.dropout.set(mask) }
  }
}
