/// A problem's batches in Python. A new problem's program is one entry in `all`.
struct PyTorchProblem: Sendable {
  /// What learns it.
  enum Form: Sendable {
    /// A recurrent layer over sequences.
    case sequences(Sequences)
    /// An encoder and a decoder.
    case pairs(Pairs)
    /// A single number.
    case drift
  }

  /// What goes into a recurrent layer, and what is asked of it.
  struct Sequences: Sendable {
    /// The size of an input, in Python; of the vocabulary, where words are embedded.
    let inputs: String
    /// The size of an answer, in Python.
    let outputs: String
    /// Whether inputs are words, with a learned vector each and, where they are read to the last
    /// valid step, with lengths.
    var isEmbedded = false
    /// Whether answers are values, which cost the mean squared error, or classes: cross-entropy.
    var hasValues = false
    /// Whether an answer is asked for at every step, or after the last.
    var asksEveryStep = false
    /// Whether the state may go on into the next window.
    var carry = Carry.never

    /// Whether the state goes on into the next window.
    func isCarried(_ configuration: Configuration) -> Bool {
      switch carry {
      case .never: false
      case .setting: configuration.carries
      case .text: true
      }
    }
  }

  /// When the state goes on from one window into the next.
  enum Carry: Sendable {
    case never
    /// As the setting says; windows go on for ever.
    case setting
    /// Always, to the end of a text, which then begins anew.
    case text
  }

  /// What is known of sources and targets.
  struct Pairs: Sendable {
    /// Whether sources differ in length.
    var sourcesVary = true
    /// Whether targets do.
    var targetsVary = false
    /// Whether the setting `steps` decides their length.
    var usesSteps = false
  }

  /// The name in the list of problems.
  let name: String
  /// What learns it.
  let form: Form
  /// Python that defines `next_batch()`, giving x [steps, batch, inputs], or ids [steps, batch],
  /// and targets; where windows follow each other, `window(index)`, and `windows` where they end;
  /// for sources and targets `next_pair()`, their ids, and the numbers of ids and of the target's
  /// steps.
  let parts: @Sendable (Configuration) -> [String]

  /// The entry called `name`; throws with the names that there are.
  static func named(_ name: String) throws(SettingError) -> PyTorchProblem {
    try pyTorchRow(name, "problem", in: all, called: \.name)
  }

  /// Every problem that has a program.
  static let all = [
    recall, adding, hello, parity, echo, sine, drift, characters, brackets, messages, cipher,
    french, dates,
  ]

  /// The stream that batches are drawn from.
  static let data = "data = Random(seed, stream=2)"
}
