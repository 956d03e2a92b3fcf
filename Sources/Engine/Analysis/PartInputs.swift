/// The inputs and weights of an example: it asks for them while it is recorded, and afterwards they
/// are filled with random numbers.
struct PartInputs {
  let tape: Tape
  /// The inputs with respect to which the loss has a gradient.
  private(set) var differentiable: [Tensor] = []
  private var fills: [(inout Random) -> Void] = []
  private var weights = 0

  init(on tape: Tape) { self.tape = tape }

  /// Vectors with a gradient, drawn from a normal distribution, or at least 0.3 away from zero.
  mutating func vectors(_ rows: Int, _ columns: Int, awayFromZero: Bool = false) -> Tensor {
    let tensor = tape.input(rows: rows, columns: columns)
    fill(tensor, awayFromZero: awayFromZero)
    differentiable.append(tensor)
    return tensor
  }

  /// Vectors without a gradient.
  mutating func constants(_ rows: Int, _ columns: Int, awayFromZero: Bool = false) -> Tensor {
    let tensor = tape.data(rows: rows, columns: columns)
    fill(tensor, awayFromZero: awayFromZero)
    return tensor
  }

  private mutating func fill(_ tensor: Tensor, awayFromZero: Bool) {
    before { [tape] random in
      tape.write(
        (0..<tensor.rows * tensor.columns).map { _ in
          let number = random.normal()
          return awayFromZero ? number + (number < 0 ? -0.3 : 0.3) : number
        }, to: tensor)
    }
  }

  /// Random ids.
  mutating func ids(_ count: Int, below bound: Int) -> Tokens {
    let tokens = tape.tokens(count: count)
    before { [tape] random in
      tape.write((0..<count).map { _ in Int32(random.integer(below: bound)) }, to: tokens)
    }
    return tokens
  }

  /// Lengths from 1 to `most`, of which the first is `most`.
  mutating func lengths(_ count: Int, upTo most: Int) -> Tokens {
    let tokens = tape.tokens(count: count)
    before { [tape] random in
      let rest = (1..<count).map { _ in Int32(1 + random.integer(below: most)) }
      tape.write([Int32(most)] + rest, to: tokens)
    }
    return tokens
  }

  /// A parameter.
  mutating func weight(_ shape: [Int]) -> Parameter {
    weights += 1
    return tape.parameters.add("weight_\(weights)", shape: shape)
  }

  /// The weights of a recurrent layer. If a cell is not differentiable at zero, biases keep its
  /// units away from there.
  mutating func recurrentWeights(
    _ cell: CellKind, inputs: Int, hidden: Int, isReversed: Bool = false
  ) -> RecurrenceWeights {
    weights += 1
    let weights = RecurrenceWeights(
      "rnn_\(weights)", isReversed: isReversed,
      RecurrenceWeights.Hyperparameters(cell: cell, inputs: inputs, hidden: hidden),
      in: tape.parameters)
    if cell.name == "relu" || cell.name.hasSuffix("-log"), let bias = weights.inputBias {
      before { [tape] _ in
        var numbers = tape.parameters.values(of: bias)
        for unit in 0..<hidden {
          numbers[numbers.count - hidden + unit] = unit % 2 == 0 ? 8 : -12
        }
        tape.parameters.set(bias, numbers)
        if let recurrent = weights.recurrent {
          tape.parameters.set(recurrent, tape.parameters.values(of: recurrent).map { 0.1 * $0 })
        }
      }
    }
    return weights
  }

  /// Calls `fill` once everything is recorded and the parameters are drawn.
  mutating func before(_ fill: @escaping (inout Random) -> Void) { fills.append(fill) }

  /// Fills parameters and inputs.
  func fill(seed: UInt64) {
    var random = Random(seed: seed)
    for parameter in tape.parameters.all {
      tape.parameters.set(
        parameter, (0..<parameter.count).map { _ in 0.5 * random.normal() })
    }
    for fill in fills { fill(&random) }
  }
}

extension PartExample {
  /// Records the example on `tape`, with a loss that depends on all its results, and fills it.
  func make(on tape: Tape, seed: UInt64 = 1) -> PartInputs {
    var inputs = PartInputs(on: tape)
    for output in record(&inputs) {
      tape.weightedSum(output, inputs.constants(output.rows, output.columns))
    }
    inputs.fill(seed: seed)
    return inputs
  }
}
