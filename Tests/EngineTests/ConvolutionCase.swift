import Testing

@testable import Engine

/// A case whose signals are (batch, channels, length), which the engine has as [length * batch,
/// channels].
final class ConvolutionCase {
  let fixture: Fixture
  let parameters = Parameters()
  let tape: Tape
  private var fills: [(Tensor, [Float])] = []

  init(_ name: String) throws {
    fixture = try Fixture(name)
    tape = Tape(parameters: parameters)
  }

  func parameter(_ name: String) throws -> Parameter {
    parameters.add(name, shape: try fixture.require("params", name).shape)
  }

  func optionalParameter(_ name: String) throws -> Parameter? {
    try fixture.array("params", name) == nil ? nil : parameter(name)
  }

  /// A signal of the case as an input, or one of several that lie one after another.
  func signal(
    _ section: String, _ name: String, part: Int? = nil
  ) throws -> (tensor: Tensor, batch: Int) {
    let array = try fixture.require(section, name)
    let shape = part == nil ? array.shape : Array(array.shape.dropFirst())
    let size = shape.reduce(1, *)
    let first = (part ?? 0) * size
    let numbers = Array(array.floats[first..<first + size])
    let tensor = tape.input(rows: shape[0] * shape[2], columns: shape[1])
    fills.append((tensor, Self.rows(numbers, batch: shape[0], channels: shape[1])))
    return (tensor, shape[0])
  }

  /// Adds sum(tensor * upstream) to the loss.
  func weigh(_ tensor: Tensor, _ name: String, part: Int? = nil) throws {
    let (weight, _) = try signal("upstream", name, part: part)
    tape.weightedSum(tensor, weight)
  }

  func run() throws {
    try fixture.fill(parameters)
    for (tensor, numbers) in fills { tape.write(numbers, to: tensor) }
    tape.forward()
    tape.backward()
    try fixture.expectLoss(tape.loss)
    try fixture.expectGradients(parameters)
  }

  /// Compares one tensor, or several that the case has one after another.
  func expect(
    _ tensor: Tensor, _ section: String, _ name: String, batch: Int, isGradient: Bool = false
  ) throws {
    try expect([tensor], section, name, batch: batch, isGradient: isGradient)
  }

  func expect(
    _ tensors: [Tensor], _ section: String, _ name: String, batch: Int, isGradient: Bool = false
  ) throws {
    let numbers = tensors.flatMap { tensor in
      Self.signals(
        isGradient ? tape.readGradient(tensor) : tape.read(tensor), batch: batch,
        channels: tensor.columns)
    }
    try fixture.expect(numbers, section, name)
  }

  /// (batch, channels, length) as [length * batch, channels].
  private static func rows(_ numbers: [Float], batch: Int, channels: Int) -> [Float] {
    let length = numbers.count / batch / channels
    return (0..<length).flatMap { l in
      (0..<batch).flatMap { b in
        (0..<channels).map { c in numbers[(b * channels + c) * length + l] }
      }
    }
  }

  private static func signals(_ numbers: [Float], batch: Int, channels: Int) -> [Float] {
    let length = numbers.count / batch / channels
    return (0..<batch).flatMap { b in
      (0..<channels).flatMap { c in
        (0..<length).map { l in numbers[(l * batch + b) * channels + c] }
      }
    }
  }
}
