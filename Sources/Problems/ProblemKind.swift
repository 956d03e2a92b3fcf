/// What a problem is made for.
public struct ProblemOptions: Sendable, Equatable {
  /// Steps of a sequence.
  public var steps: Int
  /// Sequences of an update.
  public var batch: Int
  /// Whether a state is carried from one window of a long sequence into the next.
  public var carries: Bool

  /// Options as given.
  public init(steps: Int, batch: Int, carries: Bool = true) {
    (self.steps, self.batch, self.carries) = (steps, batch, carries)
  }
}

/// A row of the list of problems: a new problem is one file and one entry here.
public struct ProblemKind: Sendable {
  /// What kind of model learns it.
  public enum Form: Sendable {
    /// A recurrent layer over sequences.
    case sequences(@Sendable (ProblemOptions, ProblemData?) -> any Problem)
    /// An encoder and a decoder.
    case pairs(@Sendable (ProblemOptions, ProblemData?) -> any PairProblem)
    /// A single number.
    case drift
  }

  /// The name in lesson files.
  public let name: String
  /// One line on what is learned.
  public let about: String
  /// What a file given for it holds; nil where it reads none.
  public var reads: ProblemData.Form?
  /// The most steps that it is made for; nil where any number will do.
  public var mostSteps: Int?
  /// Makes it, for the model that learns it.
  public let form: Form

  /// Every problem.
  public static let all = [
    ProblemKind(
      name: "recall", about: "say at the end which symbol came first",
      form: .sequences { options, _ in Recall(steps: options.steps, batch: options.batch) }),
    ProblemKind(
      name: "adding", about: "add two marked numbers among many",
      form: .sequences { options, _ in Adding(steps: options.steps, batch: options.batch) }),
    ProblemKind(
      name: "hello", about: "guess the next letter of hello",
      form: .sequences { options, _ in Hello(steps: options.steps, batch: options.batch) }),
    ProblemKind(
      name: "parity", about: "say at every step whether the ones so far are odd",
      form: .sequences { options, _ in Parity(steps: options.steps, batch: options.batch) }),
    ProblemKind(
      name: "sine", about: "guess the next value of a sine",
      form: .sequences { options, _ in Sine(options) }),
    ProblemKind(
      name: "drift", about: "follow a noisy slope with one number", form: .drift),
    ProblemKind(
      name: "characters", about: "guess the next character of a text", reads: .text,
      form: .sequences { options, data in
        guard case .text(let text) = data else {
          preconditionFailure("characters are read from a text")
        }
        return Characters(text, steps: options.steps, batch: options.batch)
      }),
    ProblemKind(
      name: "messages", about: "tell messages of two kinds apart", reads: .labelled,
      form: .sequences { options, data in
        guard case .labelled(let texts) = data else {
          preconditionFailure("messages are read from labelled texts")
        }
        return Messages(texts, steps: options.steps, batch: options.batch)
      }),
    ProblemKind(
      name: "cipher", about: "replace every letter by another", mostSteps: 60,
      form: .pairs { options, _ in Cipher(length: options.steps) }),
    ProblemKind(
      name: "french", about: "translate simple sentences into French", reads: .pairs,
      form: .pairs { _, data in
        guard case .pairs(let pairs) = data else {
          preconditionFailure("translations are read from pairs of texts")
        }
        return Translation(pairs)
      }),
    ProblemKind(
      name: "dates", about: "write dates as people do in ISO form",
      form: .pairs { _, _ in Dates() }),
  ]

  /// The problem called `name`.
  public static func named(_ name: String) -> ProblemKind? { all.first { $0.name == name } }
}

/// What a problem learns from, where that is in a file.
public enum ProblemData: Sendable {
  /// What a file may hold.
  public enum Form: String, Sendable {
    /// Any text.
    case text
    /// A label, a tab and a text on every line.
    case labelled
    /// A source, a tab and its target on every line.
    case pairs
  }

  case text(Corpus)
  case labelled(LabelledTexts)
  case pairs(TextPairs)

  /// The data in `file`, read as `form`, or what is made up here where there is none; throws in one line.
  ///
  /// - Parameters:
  ///   - file: what a person named; nil for none
  ///   - form: what it holds
  ///   - shipped: the text that is learned where none is named
  ///   - least: the characters that a text needs
  public init(file: String?, as form: Form, shipped: String, least: Int) throws(CorpusError) {
    switch form {
    case .text: self = .text(try Corpus(file: file ?? shipped, least: least))
    case .labelled:
      self = .labelled(
        try file.map { name throws(CorpusError) in try LabelledTexts(TabbedFile(file: name)) }
          ?? .generated)
    case .pairs:
      self = .pairs(
        try file.map { name throws(CorpusError) in try TextPairs(TabbedFile(file: name)) }
          ?? .french)
    }
  }

  /// What was left out of the file, in a line; nil where nothing was.
  public var complaint: String? {
    switch self {
    case .text: nil
    case .labelled(let texts): texts.complaint
    case .pairs(let pairs): pairs.complaint
    }
  }
}
