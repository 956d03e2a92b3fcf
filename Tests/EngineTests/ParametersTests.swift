import Testing

@testable import Engine

@Suite("Parameters")
struct ParametersTests {
  @Test("are drawn turn by turn, and within a turn in the order in which they were added")
  func order() {
    let parameters = Parameters()
    let (draw, turns) = (WeightDraw.uniform(fanIn: 4), DrawTurn.allCases)
    let added = (turns.reversed() + turns).enumerated().map { index, turn in
      parameters.add("p\(index)", shape: [3], start: draw, turn: turn)
    }
    var (random, again) = (Random(seed: 9), Random(seed: 9))
    parameters.draw(using: &random)
    for turn in turns.indices {
      for parameter in [added[turns.count - 1 - turn], added[turns.count + turn]] {
        #expect(
          parameters.values(of: parameter) == draw.draw(rows: 1, columns: 3, using: &again))
      }
    }
  }

  @Test("start from zeros or their constant, and frozen ones are never drawn")
  func starts() {
    let parameters = Parameters()
    let zeros = parameters.add("zeros", shape: [2], start: .normal(1))
    let ones = parameters.add("ones", shape: [2], start: .constant(1))
    let frozen = parameters.add("frozen", shape: [2], isTrained: false, start: .normal(1))
    // Adding one more moves the others to a larger vector.
    _ = parameters.add("last", shape: [2], start: .normal(1))
    #expect(parameters.values(of: zeros) == [0, 0])
    #expect(parameters.values(of: ones) == [1, 1])
    var random = Random(seed: 9)
    parameters.draw(using: &random)
    #expect(parameters.values(of: zeros) != [0, 0])
    #expect(parameters.values(of: ones) == [1, 1])
    #expect(parameters.values(of: frozen) == [0, 0])
  }

  @Test("A forget bias is in the first of both biases, whatever the others start from")
  func forgetBias() throws {
    let parameters = Parameters()
    let cell = try #require(Cells.named("lstm"))
    var layer = RecurrenceWeights.Hyperparameters(cell: cell, inputs: 2, hidden: 3)
    layer.start.forgetBias = 5
    let weights = RecurrenceWeights("rnn", layer, in: parameters)
    var random = Random(seed: 9)
    parameters.draw(using: &random)
    let (first, second) = try (
      parameters.values(of: #require(weights.inputBias)),
      parameters.values(of: #require(weights.recurrentBias))
    )
    #expect(first[3..<6] == [5, 5, 5] && second[3..<6] == [0, 0, 0])
    #expect(!(first + second)[..<3].contains(0) && !first[6...].contains(0))
  }
}
