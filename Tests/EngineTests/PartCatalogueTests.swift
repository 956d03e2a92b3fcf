import Foundation
import Testing

@testable import Engine

/// Every part in the catalogue: a new one is checked here without a new test.
@Suite("Every part of the catalogue")
struct PartCatalogueTests {
  /// Those of the list, and the cells that are given by their equations alone.
  private static let examples = PartExample.all + OwnCells.all.flatMap(PartExample.examples)
  static let names = examples.map(\.name)

  private func example(_ name: String) throws -> PartExample {
    try #require(Self.examples.first { $0.name == name })
  }

  /// The engine computes in float32, so a quotient over 0.01 has a rounding error of about 1e-5
  /// times the loss, and a truncation error of the order of 0.005^2; 1 % of the largest gradient,
  /// or 2e-3, is above both and far below what a dropped term makes.
  @Test("Gradients agree with central differences", arguments: names)
  func gradients(name: String) throws {
    let tape = Tape(parameters: Parameters())
    let inputs = try example(name).make(on: tape)
    tape.forward()
    tape.backward()
    #expect(tape.loss.isFinite && tape.loss != 0)
    for parameter in tape.parameters.all {
      let scale = tape.parameters.gradient(of: parameter).map { abs($0) }.max() ?? 0
      for index in 0..<parameter.count {
        let check = tape.checkGradient(of: parameter, at: index)
        #expect(
          abs(check.difference - check.gradient) <= 0.01 * max(scale, 0.2),
          "\(parameter.name)[\(index)]: \(check.gradient) against \(check.difference)")
      }
    }
    for (number, tensor) in inputs.differentiable.enumerated() {
      let scale = tape.readGradient(tensor).map { abs($0) }.max() ?? 0
      #expect(scale > 0, "input \(number) has no gradient at all")
      for index in 0..<tensor.rows * tensor.columns {
        let check = tape.checkGradient(of: tensor, at: index)
        #expect(
          abs(check.difference - check.gradient) <= 0.01 * max(scale, 0.2),
          "input \(number) [\(index)]: \(check.gradient) against \(check.difference)")
      }
    }
  }

  @Test("Neither threads nor a second pass change a digit", arguments: names)
  func digits(name: String) throws {
    let example = try example(name)
    // The examples are small; threads share all that can be shared, however little it is.
    let tapes = [1, 2, 3].map {
      Tape(parameters: Parameters(), parallel: Parallel(threads: $0, minimumWork: 0))
    }
    for tape in tapes {
      _ = example.make(on: tape)
      tape.forward()
      tape.backward()
    }
    let first = tapes[0].parameters.all.map { tapes[0].parameters.gradient(of: $0) }
    for tape in tapes.dropFirst() {
      #expect(tapes[0].loss == tape.loss)
      #expect(first == tape.parameters.all.map { tape.parameters.gradient(of: $0) })
    }
    let loss = tapes[0].loss
    tapes[0].forward()
    tapes[0].backward()
    #expect(tapes[0].loss == loss)
    #expect(first == tapes[0].parameters.all.map { tapes[0].parameters.gradient(of: $0) })
  }

  @Test("A tape goes with all its numbers and threads when nobody holds it", arguments: names)
  func release(name: String) throws {
    weak var arena: Arena?
    do {
      let tape = Tape(parameters: Parameters(), threads: 2)
      _ = try example(name).make(on: tape)
      tape.forward()
      tape.backward()
      arena = tape.arena
      #expect(arena != nil)
    }
    #expect(arena == nil)
  }

  @Test("A number that is not one is noticed, wherever it comes in", arguments: names)
  func notANumber(name: String) throws {
    let tape = Tape(parameters: Parameters())
    let inputs = try example(name).make(on: tape)
    func run() -> String? {
      tape.forward()
      tape.backward()
      return tape.firstNonFinite()
    }
    for (number, tensor) in inputs.differentiable.enumerated() {
      let before = tape.read(tensor)
      tape.write([.nan] + before.dropFirst(), to: tensor)
      #expect(run() != nil, "input \(number)")
      tape.write(before, to: tensor)
    }
    for parameter in tape.parameters.all {
      let before = tape.parameters.values(of: parameter)
      tape.parameters.set(parameter, before.map { _ in .nan })
      #expect(run() != nil, "\(parameter.name)")
      tape.parameters.set(parameter, before)
    }
    #expect(run() == nil)
  }

  @Test("Every kind of operation in the sources has an example")
  func coverage() throws {
    var seen: Set<String> = []
    for example in PartExample.all {
      let tape = Tape(parameters: Parameters())
      _ = example.make(on: tape)
      for operation in tape.operations {
        let name = String(describing: type(of: operation))
        seen.insert(String(name.prefix { $0 != "<" }))
      }
    }
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let root = here.appendingPathComponent("../../Sources/Engine").standardizedFileURL
    let files = try #require(FileManager.default.enumerator(atPath: root.path))
    var found: Set<String> = []
    for case let file as String in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
      for line in text.split(separator: "\n") where line.contains("Operation {") {
        for word in ["class ", "struct "] {
          guard let range = line.range(of: word) else { continue }
          found.insert(String(line[range.upperBound...].prefix { $0.isLetter || $0.isNumber }))
        }
      }
    }
    #expect(found.count > 10)
    #expect(found.subtracting(seen).isEmpty)
  }
}
