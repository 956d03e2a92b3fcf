import Testing

@testable import Engine

/// A case that is a function of inputs, with a linear loss: `sum(outputs * upstream)`.
struct LinearCase {
  let fixture: Fixture
  let parameters = Parameters()
  let tape: Tape
  private var inputs: [(name: String, tensor: Tensor, order: Fixture.Order)] = []
  private var fills: [(Tensor, [Float])] = []

  init(_ name: String) throws {
    fixture = try Fixture(name)
    tape = Tape(parameters: parameters)
  }

  /// An input of the case as a tensor of rows and `columns`, or of as many columns as its last
  /// axis.
  mutating func input(
    _ name: String, _ order: Fixture.Order = .asIs, columns: Int? = nil
  ) throws -> Tensor {
    let numbers = try fixture.require("inputs", name, order)
    let columns = columns ?? numbers.shape[numbers.shape.count - 1]
    let tensor = tape.input(rows: numbers.numbers.count / columns, columns: columns)
    inputs.append((name, tensor, order))
    fills.append((tensor, numbers.floats))
    return tensor
  }

  /// The case's lengths.
  func lengths() throws -> (Tokens, [Int32]) {
    let ids = try fixture.require("inputs", "lengths").ids
    return (tape.tokens(count: ids.count), ids)
  }

  /// A parameter of the case.
  func parameter(_ name: String) throws -> Parameter {
    parameters.add(name, shape: try fixture.require("params", name).shape)
  }

  /// A parameter that the case may have.
  func optionalParameter(_ name: String) throws -> Parameter? {
    try fixture.array("params", name) == nil ? nil : parameter(name)
  }

  /// Runs forward and backward with the case's loss, and compares the loss, the named outputs and
  /// every gradient.
  ///
  /// - Parameter more: runs between writing inputs and computing
  mutating func check(
    _ outputs: [(name: String, tensor: Tensor, order: Fixture.Order)],
    unread: Set<String> = [], more: () throws -> Void = {}
  ) throws {
    for name in fixture.names(in: "upstream") {
      let output = try #require(outputs.first { $0.name == name }, "no output called \(name)")
      let weight = tape.input(like: output.tensor)
      tape.weightedSum(output.tensor, weight)
      fills.append((weight, try fixture.require("upstream", name, output.order).floats))
    }
    try fixture.fill(parameters)
    for (tensor, numbers) in fills { tape.write(numbers, to: tensor) }
    try more()
    tape.forward()
    tape.backward()
    if fixture.loss != nil { try fixture.expectLoss(tape.loss) }
    for name in fixture.names(in: "outputs") where !unread.contains(name) {
      let output = try #require(outputs.first { $0.name == name }, "no output called \(name)")
      try fixture.expect(tape.read(output.tensor), "outputs", name, output.order)
    }
    try fixture.expectGradients(parameters)
    for name in fixture.names(in: "grads.inputs") {
      let input = try #require(inputs.first { $0.name == name }, "no input called \(name)")
      try fixture.expect(tape.readGradient(input.tensor), "grads.inputs", name, input.order)
    }
  }
}
