import Engine

/// A model of the course with sizes that a student would choose, to measure how fast it trains.
///
/// One step is forward, backward, clipping by the norm and Adam, in float32. Operations are counted
/// as three times those of the forward products, 2 M N K each, as the peers' are: a one-hot or
/// embedded input counts as the dense product that it stands for, although a layer multiplies each
/// different row once; embeddings, activations and Adam do not count.
public struct Workload: Sendable {
  /// A short name, such as `b1`.
  public let key: String
  /// What it is.
  public let title: String
  /// Time steps of all sequences of a step.
  public let tokens: Int
  /// Floating-point operations of a step.
  public let operations: Double
  /// Records the model for so many threads.
  let make: @Sendable (_ threads: Int) -> WorkloadModel

  init(
    _ key: String, _ title: String, tokens: Int, forward: Int,
    make: @escaping @Sendable (_ threads: Int) -> WorkloadModel
  ) {
    self.key = key
    self.title = title
    self.tokens = tokens
    operations = 3 * Double(forward)
    self.make = make
  }

  /// Operations of a stack of recurrent layers on the way forward; sizes are those of the input and
  /// of each layer.
  static func recurrent(gates: Int, steps: Int, batch: Int, _ sizes: [Int]) -> Int {
    zip(sizes, sizes.dropFirst()).reduce(0) { total, layer in
      total + 2 * steps * batch * gates * layer.1 * (layer.0 + layer.1)
    }
  }
}

/// A recorded model with filled inputs, ready to take steps.
final class WorkloadModel {
  let tape: Tape
  private let trainer: Trainer
  private let before: () -> Void
  private let after: () -> Void

  /// - Parameters:
  ///   - before: runs before each step, such as carrying a state on
  ///   - after: runs after each step, such as reading gradient norms
  init(
    _ tape: Tape, rate: Float = 1e-3, before: @escaping () -> Void = {},
    after: @escaping () -> Void = {}
  ) {
    self.tape = tape
    self.before = before
    self.after = after
    trainer = Trainer(tape, optimizer: Adam(rate: rate), clipping: .norm(1))
    var random = Random(seed: 1)
    for parameter in tape.parameters.all {
      let draw: WeightDraw =
        parameter.name.hasPrefix("embedding")
        ? .normal(1) : .uniform(fanIn: max(parameter.columns, 16))
      tape.parameters.set(
        parameter,
        draw.draw(rows: parameter.rows, columns: parameter.columns, using: &random))
    }
  }

  /// One step; returns the loss.
  @discardableResult
  func step() -> Float {
    before()
    let update = trainer.update()
    after()
    return update.loss
  }
}

extension Tape {
  /// Random ids, filled in.
  func randomIds(_ count: Int, below bound: Int, seed: UInt64) -> (Tokens, () -> Void) {
    let ids = tokens(count: count)
    return (
      ids,
      {
        var random = Random(seed: seed)
        self.write((0..<count).map { _ in Int32(random.integer(below: bound)) }, to: ids)
      }
    )
  }

  /// Random numbers, filled in.
  func randomNumbers(_ rows: Int, _ columns: Int, seed: UInt64) -> (Tensor, () -> Void) {
    let numbers = data(rows: rows, columns: columns)
    return (
      numbers,
      {
        var random = Random(seed: seed)
        self.write((0..<rows * columns).map { _ in random.normal() }, to: numbers)
      }
    )
  }

  /// W h + b with parameters of that name.
  func head(_ x: Tensor, _ name: String, outputs: Int) -> Tensor {
    linear(x, named: name, outputs: outputs)
  }

  /// A recurrent layer or several with weights called `rnn`.
  func stack(
    _ cell: String, _ input: RecurrenceInput, hidden: Int, layers: Int = 1, steps: Int
  ) -> RecurrentStack {
    guard let kind = Cells.named(cell) else { preconditionFailure("there is no cell \(cell)") }
    var hyperparameters = RecurrentStack.Hyperparameters(cell: kind, hidden: hidden)
    hyperparameters.layers = layers
    return recurrentStack("rnn", hyperparameters, input, steps: steps)
  }
}
