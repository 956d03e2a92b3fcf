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

/// What of a problem decides which kinds of model can learn it, whatever its sizes.
public struct ProblemSignature: Sendable, Equatable {
  /// What goes in.
  public enum Input: Sendable, Equatable {
    /// An id of a few at every step, each its own input.
    case symbols
    /// An id of many at every step.
    case words
    /// Numbers at every step.
    case numbers
    /// A source sequence.
    case source
    /// Nothing but a slope.
    case slope
  }

  /// What comes out.
  public enum Output: Sendable, Equatable {
    /// One class, after the last step.
    case oneClass
    /// A class at every step.
    case classPerStep
    /// Numbers, after the last step.
    case values
    /// Numbers at every step.
    case valuesPerStep
    /// A target sequence.
    case target
    /// A single number.
    case number
  }

  /// Whether a state goes on from one window of a long sequence into the next.
  public enum Carry: Sendable, Equatable {
    /// Sequences are apart from each other.
    case never
    /// As the setting says.
    case optional
    /// It goes on, whatever the setting says.
    case always
  }

  /// What goes in.
  public var input: Input
  /// What comes out.
  public var output: Output
  /// Whether the answer at a step is the input of the next: a model that sees the future cheats.
  public var predictsNext = false
  /// Whether sequences have lengths of their own, and are padded behind them.
  public var hasLengths = false
  /// Whether a state goes on into the next window.
  public var carry = Carry.never
  /// Whether the setting `steps` decides the length of a sequence.
  public var usesSteps = true

  /// Whether an answer is asked for at every step.
  public var asksEveryStep: Bool { output == .classPerStep || output == .valuesPerStep }
  /// Whether answers are classes.
  public var hasClasses: Bool { output == .oneClass || output == .classPerStep }
  /// Whether it is a single sequence that goes in.
  public var isSequence: Bool { input == .symbols || input == .words || input == .numbers }
}

/// A row of the list of problems: a new problem is one file and one entry here.
public struct ProblemKind: Sendable {
  /// The name in lesson files.
  public let name: String
  /// One line on what is learned.
  public let about: String
  /// What decides which models can learn it.
  public let signature: ProblemSignature
  /// What a file given for it holds; nil where it reads none.
  public var reads: ProblemData.Form?
  /// The text that it makes up for itself; nil where it has none, or reads one.
  public var ownText: (@Sendable () -> Corpus)?
  /// The most steps that it is made for; nil where any number will do.
  public var mostSteps: Int?
  /// The largest position in its data that a saved run may have; 0 where batches depend on the
  /// draws only.
  public var largestPosition = 0
  /// Makes one with these options, from the text of its own or a file's data where it has one.
  public let make: @Sendable (ProblemOptions, ProblemData?) -> ProblemInstance

  /// Every problem.
  public static let all: [ProblemKind] = [
    .recall, .adding, .hello, .parity, .echo, .sine, .slope, .characters, .brackets, .messages,
    .cipher, .french, .dates,
  ]

  /// Whether it is a text that goes on, character by character.
  public var isText: Bool { reads == .text || ownText != nil }

  /// The problem called `name`.
  public static func named(_ name: String) -> ProblemKind? { all.first { $0.name == name } }
}

/// A problem of given sizes.
public enum ProblemInstance: Sendable {
  /// Sequences, with an answer at the end or at every step.
  case sequences(any Problem)
  /// Sources with their targets.
  case pairs(any PairProblem)
  /// A noisy slope.
  case slope
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

  /// The data in `file`, read as `form`, or what is made up here where there is none; throws in one
  /// line.
  ///
  /// - Parameters:
  ///   - file: what a person named; nil for none
  ///   - form: what it holds
  ///   - shipped: the path of the text that is learned where none is named
  ///   - least: the characters that a text needs
  public init(
    _ file: DataFile?, as form: Form, shipped: String, least: Int
  ) throws(CorpusError) {
    switch (form, file) {
    case (.text, let file?): self = .text(try Corpus(file, least: least))
    case (.text, nil): self = .text(try Corpus(DataFile(shipped), least: least))
    case (.labelled, let file?):
      self = .labelled(try LabelledTexts(TwoColumns(file, as: .labelled)))
    case (.labelled, nil): self = .labelled(.generated)
    case (.pairs, let file?): self = .pairs(try TextPairs(TwoColumns(file, as: .pairs)))
    case (.pairs, nil): self = .pairs(.french)
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
