import Engine
import Problems

/// A model with the problem that it learns, on the thread that trains it: all that a run knows of
/// either, whether it learns by gradient descent, by counting or by solving for its weights.
protocol TrainableModel: AnyObject {
  /// The named baselines of the loss, highest first.
  var baselines: [Baseline] { get }
  /// Its position in its data; zero where batches depend on the draws only.
  var position: Int { get set }
  /// Updates done.
  var updateCount: Int { get }
  /// Draws the next examples and puts them into the model.
  func load(using random: inout Random)
  /// Learns from the examples at hand; the loss is that of the model before it does.
  func update() -> ModelUpdate
  /// The loss of the examples at hand, of which nothing is learned.
  func probe() -> ModelUpdate
  /// Takes up settings that change while a run goes on.
  func adjust(_ configuration: Configuration)
  /// Is told before each observation, and whether all numbers of a pass are about to be shown.
  func prepareObservation(ofAllNumbers: Bool)
  /// Everything that decides its digits from here on, but for the position.
  func stored() -> SafeTensors
  /// Takes up what `stored` gave, of a model with the same settings; throws what does not fit.
  ///
  /// - Parameter reserved: what the names of tensors that are not the model's begin with
  func load(_ file: SafeTensors, reserved: [String]) throws(CheckpointError)
}

extension TrainableModel {
  func adjust(_ configuration: Configuration) {}
  func prepareObservation(ofAllNumbers: Bool) {}
}

/// What an update found.
struct ModelUpdate {
  /// The number of the update, from 1; 0 for a probe.
  let number: Int
  /// The loss before the update.
  let loss: Float
  /// The norm of the gradient before clipping; nil for a model without one.
  var gradientNorm: Float?
  /// What held the first number that is not finite; nil where all are.
  var firstNonFinite: String?
}

/// A model that learns by gradient descent on a tape.
protocol GradientModel: TrainableModel {
  /// The computation of one update.
  var tape: Tape { get }
  /// Takes the steps.
  var trainer: Trainer { get }
  /// What one batch hands on to the next.
  var carried: [Tensor] { get }
  /// Takes up settings that change while a run goes on, other than the trainer's.
  func adjustModel(_ configuration: Configuration)
}

extension GradientModel {
  var carried: [Tensor] { [] }
  var updateCount: Int { trainer.count }

  func update() -> ModelUpdate { ModelUpdate(trainer.update()) }
  func probe() -> ModelUpdate { ModelUpdate(trainer.evaluate()) }

  func adjustModel(_ configuration: Configuration) {}

  func adjust(_ configuration: Configuration) {
    trainer.clipping = configuration.clipping
    trainer.optimizer.rate = Float(configuration.learningRate)
    adjustModel(configuration)
  }

  private static var statePrefix: String { "run.state." }

  func stored() -> SafeTensors {
    var file = trainer.stored()
    for (index, state) in carried.enumerated() {
      file.tensors[Self.statePrefix + "\(index)"] = StoredTensor(
        shape: [state.rows, state.columns], tape.read(state))
    }
    return file
  }

  func load(_ file: SafeTensors, reserved: [String]) throws(CheckpointError) {
    var states: [(Tensor, [Float])] = []
    for (index, state) in carried.enumerated() {
      guard let tensor = file.tensors[Self.statePrefix + "\(index)"], tensor.dtype == .float32,
        tensor.shape == [state.rows, state.columns]
      else {
        throw CheckpointError("was saved with another batch or other hidden units")
      }
      states.append((state, tensor.floats))
    }
    try trainer.load(file, reserved: reserved)
    for (state, numbers) in states { tape.write(numbers, to: state) }
  }
}

extension ModelUpdate {
  fileprivate init(_ update: Trainer.Update) {
    self.init(
      number: update.number, loss: update.loss, gradientNorm: update.gradientNorm,
      firstNonFinite: update.firstNonFinite)
  }
}
