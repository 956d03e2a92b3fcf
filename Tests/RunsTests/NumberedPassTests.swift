import Engine
import Foundation
import Problems
import Testing

@testable import Runs

@Suite("The pass by number")
struct NumberedPassTests {
  /// A small run with this cell, a few updates on.
  static func observation(
    _ settings: String, cell: OwnCell? = nil, problem: String = "hello"
  ) throws -> NumberObservation {
    var configuration = Configuration()
    if let cell { configuration.define(cell) }
    for text in ["problem=\(problem)", "steps=4", "batch=3", "hidden=3", "embedding=3"]
      + settings.split(separator: " ").map(String.init)
    {
      try configuration.apply(text)
    }
    let run = try HeadlessRun(
      configuration, library: TextLibrary(assets: ""), dataFile: nil, watching: [.numbers])
    run.train(updates: 3)
    let observation = try #require(run.snapshot.numbers)
    let pass = NumberedPass(observation)
    #expect(pass.count == NumberedPass.count(in: configuration))
    return observation
  }

  /// A number of an operation that is found by what its symbols begin with.
  private func result(_ operations: [PassOperation], _ start: String) throws -> [Double] {
    try #require(operations.first { $0.symbols.hasPrefix(start) }, "\(start)").result
  }

  @Test("computes every cell's equations, forward and back", arguments: Cells.all.map(\.name))
  func everyCell(cell: String) throws {
    let observation = try Self.observation("cell=\(cell)")
    let pass = NumberedPass(observation)
    for step in 0..<observation.steps {
      for operation in pass.forward(step) + pass.backward(step) {
        #expect(operation.result.count == operation.shape.reduce(1, *), "\(operation.symbols)")
        #expect(!operation.lines.isEmpty, "\(operation.symbols)")
        try check(operation)
      }
    }
    #expect(pass.position(of: pass.count - 1).isBack && pass.position(of: pass.count - 1).step == 0)
    #expect(pass.position(of: pass.count + 5) == pass.position(of: pass.count - 1))
  }

  /// Every line `name = numbers = result` of an operation is so: what is plugged in gives the
  /// result.
  private func check(_ operation: PassOperation) throws {
    for line in operation.lines {
      let sides = line.text { "\($0)" }.components(separatedBy: " = ")
      guard sides.count >= 3, let result = Double(sides[sides.count - 1]) else { continue }
      let plugged = sides[sides.count - 2]
      guard let value = Arithmetic.value(plugged) else { continue }
      #expect(abs(value - result) <= 1e-9 * max(1, abs(result)), "\(sides)")
    }
  }

  @Test("gives the gradients of the layer that trains", arguments: Cells.all.map(\.name))
  func gradients(cell: String) throws {
    var configuration = Configuration()
    for text in ["problem=hello", "steps=4", "batch=1", "hidden=3", "cell=\(cell)"] {
      try configuration.apply(text)
    }
    let run = try HeadlessRun(
      configuration, library: TextLibrary(assets: ""), dataFile: nil, watching: [.numbers, .states])
    run.train(updates: 3)
    let observation = try #require(run.snapshot.numbers)
    let states = try #require(run.snapshot.states)
    let pass = NumberedPass(observation)
    for step in 0..<4 {
      let own = try result(pass.forward(step), "h' = ")
      for unit in 0..<3 { #expect(abs(own[unit] - Double(states.states[step * 3 + unit])) < 1e-5) }
    }
  }

  @Test("of a tanh network is the one in the books")
  func tanhNetwork() throws {
    let observation = try Self.observation("cell=tanh")
    let pass = NumberedPass(observation)
    #expect(
      pass.forward(1).map(\.symbols).prefix(7) == [
        "x = e", "W_x x", "W_h h", "a = W_x x + b_x + W_h h + b_h", "h' = tanh(a)",
        "y = W_y h' + b_y", "p = softmax(y)",
      ])
    #expect(
      pass.backward(1).map(\.symbols) == [
        "dL/dy", "W_yᵀ dL/dy", "dL/dW_y += dL/dy h'ᵀ", "dL/db_y += dL/dy",
        "dL/dh' = W_yᵀ dL/dy + W_hᵀ dL/da of t + 1", "dL/da = dL/dh' * (1 - h'²)",
        "dL/dW_x += dL/da xᵀ", "W_hᵀ dL/da", "dL/dW_h += dL/da hᵀ",
        "dL/db_x, dL/db_h += dL/da",
      ])
    // The shares of all steps add up to the gradient of the whole sequence.
    var sum = [Double](repeating: 0, count: 9)
    for step in 0..<4 {
      for (index, share) in try result(pass.backward(step), "dL/dW_h").enumerated() {
        sum[index] += share
      }
    }
    for (own, whole) in zip(sum, observation.gradients.matrices["W_h"] ?? []) {
      #expect(abs(own - whole) < 1e-12)
    }
  }

  @Test("of an LSTM goes through its gates, and hands h and c back")
  func lstm() throws {
    let pass = NumberedPass(try Self.observation("cell=lstm"))
    let back = pass.backward(2).map(\.symbols)
    for symbols in [
      "dL/dc' = dL/dh' * o * (1 - tanh(c')²) + dL/dc of t + 1", "dL/df = dL/dc' * c",
      "dL/da_f = dL/df * f * (1 - f)", "dL/dW_f += dL/da_f xᵀ", "U_fᵀ dL/da_f",
      "dL/db_f, dL/dc_f += dL/da_f", "dL/dc = dL/dc' * f",
      "dL/dh = U_iᵀ dL/da_i + U_fᵀ dL/da_f + U_gᵀ dL/da_g + U_oᵀ dL/da_o",
    ] {
      #expect(back.contains(symbols), "\(back)")
    }
  }

  @Test("of values and of embedded words ends in what is learned there")
  func otherProblems() throws {
    let sine = NumberedPass(try Self.observation("cell=gru", problem: "sine"))
    #expect(sine.forward(1).last?.symbols == "L = (y - target)²")
    let words = NumberedPass(try Self.observation("cell=tanh steps=8", problem: "messages"))
    #expect(
      words.backward(2).contains {
        $0.symbols == "dL/dx = W_xᵀ dL/da" || $0.symbols == "W_xᵀ dL/da"
      })
  }
}

/// Sums, products and brackets of numbers, as people write them.
private enum Arithmetic {
  /// The value of `text`; nil where something else than numbers is in it.
  static func value(_ text: String) -> Double? {
    guard text.contains(" "), text.allSatisfy({ $0.isNumber || " +-×.e()".contains($0) }) else {
      return nil
    }
    var sum = 0.0
    // Brackets and what is written with functions are left to the cells' own tests.
    guard !text.contains("(") else { return nil }
    let spaced = text.replacingOccurrences(of: " - ", with: " + -1 × ")
    for term in spaced.components(separatedBy: " + ") {
      var product = 1.0
      for factor in term.components(separatedBy: " × ") {
        guard let number = Double(factor.trimmingCharacters(in: .whitespaces)) else { return nil }
        product *= number
      }
      sum += product
    }
    return sum
  }
}
