import Problems

/// Runs a model over sequences that it does not learn from: what evaluations of any model of
/// sequences ask for, whether it is a network, counts or a reservoir.
protocol SequenceRunner: AnyObject {
  /// What the model answers; it goes on from the state of the last examples, unless these start
  /// anew or it carries none.
  func run(_ examples: Batch) -> SequenceAnswers
}

/// Answers to sequences.
struct SequenceAnswers {
  /// Logits or values, [answers, classes or values].
  let outputs: [Float]
  /// The probability of each class, [answers, classes]; empty where values come out.
  let probabilities: [Float]
  /// The loss over all of them.
  let loss: Float
}

/// A model of sequences, which may be run over sequences of any length.
protocol SequenceTrainable: TrainableModel {
  /// What it learns.
  var problem: any Problem { get }
  /// Whether a state goes on from one sequence into the next; else a step knows only what is in its
  /// own sequence.
  var carriesState: Bool { get }
  /// Whether no step sees what comes after it.
  var isCausal: Bool { get }
  /// A runner with the model's weights as they are at each run.
  ///
  /// - Parameters:
  ///   - steps: steps of a sequence
  ///   - batch: sequences side by side
  ///   - atEveryStep: whether answers are given at every step even if the problem asks for one
  func runner(steps: Int, batch: Int, atEveryStep: Bool) -> any SequenceRunner
}
