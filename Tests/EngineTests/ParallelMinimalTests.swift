import Testing

@testable import Engine

@Suite("Minimal cells computed side by side")
struct ParallelMinimalTests {
  @Test(
    "Both scans of the minimal cells agree with the loop over time, forward and backward",
    arguments: ["mingru", "mingru-log", "minlstm", "minlstm-log"], [1, 2, 7, 64])
  func scans(name: String, steps: Int) throws {
    let kind = try #require(Cells.named(name))
    let (batch, inputs, hidden) = (3, 4, 19)
    func layer(isParallel: Bool) -> (Tape, Tensor, RecurrenceWeights) {
      let tape = Tape(parameters: Parameters())
      let weights = RecurrenceWeights(
        "rnn", cell: kind, inputs: inputs, hidden: hidden, in: tape.parameters)
      let x = tape.input(rows: steps * batch, columns: inputs)
      let start = tape.input(rows: batch, columns: hidden)
      let positive = name.hasSuffix("log") ? tape.apply(.positive, start) : start
      let h =
        isParallel
        ? tape.parallelRecurrence(x, weights, initial: positive)
        : tape.recurrence(.sequence(x), weights, steps: steps, initial: [positive]).output
      let weight = tape.input(like: h)
      tape.weightedSum(h, weight)
      var random = Random(seed: 3)
      for parameter in tape.parameters.all {
        tape.parameters.set(parameter, (0..<parameter.count).map { _ in random.normal() })
      }
      for tensor in [x, start, weight] {
        tape.write((0..<tensor.rows * tensor.columns).map { _ in random.normal() }, to: tensor)
      }
      tape.forward()
      tape.backward()
      return (tape, h, weights)
    }
    let (loop, loopStates, weights) = layer(isParallel: false)
    let (scan, scanStates, _) = layer(isParallel: true)
    expectClose(scan.read(scanStates), loop.read(loopStates))
    expectClose(scan.readGradient(scanStates), loop.readGradient(loopStates))
    for parameter in [weights.input, try #require(weights.inputBias)] {
      expectClose(
        scan.parameters.gradient(of: parameter), loop.parameters.gradient(of: parameter))
    }
  }
}
