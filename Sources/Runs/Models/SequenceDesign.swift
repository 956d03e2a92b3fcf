import Engine
import Problems

/// How a network over sequences is built, whatever the number of steps and of sequences: what goes
/// in, what lies in between, and what comes out.
struct SequenceDesign: Sendable {
  /// What goes in.
  enum Input: Sendable, Equatable {
    /// Ids below the count, each a one-hot vector.
    case oneHot(Int)
    /// Ids below the count, each a learned vector of that size.
    case embedding(Int, size: Int)
    /// Vectors of that many numbers.
    case features(Int)

    /// Numbers that the network reads at a step.
    var size: Int {
      switch self {
      case .oneHot(let count), .features(let count): count
      case .embedding(_, let size): size
      }
    }
  }

  /// What comes out, and what it costs.
  enum Output: Sendable, Equatable {
    /// One of so many classes; cross-entropy.
    case classes(Int)
    /// So many numbers; mean squared error.
    case values(Int)

    /// Numbers of an answer.
    var size: Int {
      switch self {
      case .classes(let count), .values(let count): count
      }
    }
  }

  /// What the part between input and output may use.
  struct Site {
    let tape: Tape
    /// What goes in, [steps * batch, input] or as many ids.
    let input: RecurrenceInput
    /// Numbers that go in at a step.
    let inputs: Int
    let steps: Int
    let batch: Int
    /// Valid steps of each sequence, [batch]; nil where all have all.
    let lengths: Tokens?
    /// Whether an answer is asked for at every step, or after the last.
    let asksEveryStep: Bool
  }

  /// The part between input and output.
  struct Body {
    /// What the output layer reads: [steps * batch, size], or [batch, size] where only one answer
    /// is asked for.
    let features: Tensor
    /// The recurrent layers, each with one direction or two; empty where there are none.
    var layers: [[Recurrence]] = []
    /// The weights of the recurrent layers, in the same order.
    var weights: [[RecurrenceWeights]] = []
    /// What is dropped in training.
    var dropouts: [Dropout] = []
    /// Where each step looked, [steps * batch, steps]; nil without attention.
    var attention: Tensor?
    /// Fills in numbers that depend on the lengths of the sequences at hand.
    var prepare: (@Sendable (Tape, Batch) -> Void)?
  }

  /// What goes in.
  var input: Input
  /// What comes out.
  var output: Output
  /// Whether an answer is asked for at every step, or after the last.
  var asksEveryStep: Bool
  /// Whether the network is told the valid steps of each sequence.
  var hasLengths = false
  /// Whether a state can be carried from one sequence into the next.
  var carriesState = false
  /// Whether no step sees what comes after it.
  var isCausal = true
  /// Records what lies between input and output.
  var record: @Sendable (Site) -> Body

  /// The design for `problem`: where `embeds` is given, ids are embedded in so many numbers; words
  /// always are, in `embedding` numbers.
  init(
    _ problem: any Problem, embedding: Int, embedsSymbols: Bool = false,
    record: @escaping @Sendable (Site) -> Body
  ) {
    input =
      switch problem.input {
      case .ids(let count):
        embedsSymbols ? .embedding(count, size: embedding) : .oneHot(count)
      case .words(let count): .embedding(count, size: embedding)
      case .features(let count): .features(count)
      }
    output =
      switch problem.output {
      case .classes(let count): .classes(count)
      case .values(let count): .values(count)
      }
    asksEveryStep = problem.asksEveryStep
    self.record = record
  }

  /// The same with an answer at every step, for reading along.
  var atEveryStep: SequenceDesign {
    var each = self
    (each.asksEveryStep, each.hasLengths) = (true, false)
    return each
  }
}

extension SequenceDesign.Site {
  /// What goes in as vectors, [steps * batch, inputs]: embedded, where it is ids.
  var vectors: Tensor {
    switch input {
    case .sequence(let x): x
    case .embedded(let ids, let table, let padding):
      tape.embedding(ids, table, padding: padding)
    case .oneHot: preconditionFailure("this part of a network embeds its symbols")
    }
  }
}
