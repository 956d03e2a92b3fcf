import Engine

/// The next character of a text, asked after every character.
///
/// The training part is cut into `batch` streams that are read side by side; a batch is the next
/// `steps` characters of each, so that the state may be carried from one to the next.
struct Characters: Problem {
  private let text: Corpus
  private let steps: Int
  private let batch: Int
  private let streamLength: Int
  /// The position in every stream where the next windows begin.
  var position = 0

  /// Windows of `steps` characters from `batch` streams of `text`.
  init(_ text: Corpus, steps: Int, batch: Int) {
    self.text = text
    self.steps = steps
    self.batch = batch
    streamLength = text.training.count / batch
    precondition(streamLength > steps, "the text is too short for these windows")
  }

  /// The characters that a text needs for windows of `steps`, `batch` at a time.
  static func leastLength(steps: Int, batch: Int) -> Int { (steps + 2) * batch * 10 / 9 + 10 }

  var input: ProblemInput { .ids(text.vocabulary.count) }
  var output: ProblemOutput { .classes(text.vocabulary.count) }
  var asksEveryStep: Bool { true }
  var symbols: [String] { text.vocabulary.map { $0 == "\n" ? "\\n" : String($0) } }
  var answers: [String] { symbols }

  var baselines: [Baseline] {
    [
      Baseline(
        name: "chance", formula: "ln \(text.vocabulary.count)",
        value: logarithm(Float(text.vocabulary.count)))
    ]
  }

  mutating func fill(_ batch: inout Batch, using random: inout Random) {
    if position + steps + 1 > streamLength { position = 0 }
    batch.startsAnew = position == 0
    batch.ids.removeAll(keepingCapacity: true)
    batch.classes.removeAll(keepingCapacity: true)
    for step in 0..<steps {
      for stream in 0..<self.batch {
        let offset = stream * streamLength + position + step
        batch.ids.append(text.training[offset])
        batch.classes.append(text.training[offset + 1])
      }
    }
    position += steps
  }
}

extension ProblemKind {
  /// The characters that a text needs for windows of `steps`, `batch` at a time.
  public static func leastTextLength(steps: Int, batch: Int) -> Int {
    Characters.leastLength(steps: steps, batch: batch)
  }
}

extension ProblemKind {
  static let characters = ProblemKind(
    name: "characters", about: "guess the next character of a text",
    signature: ProblemSignature(
      input: .symbols, output: .classPerStep, predictsNext: true, carry: .always), reads: .text,
    largestPosition: largestTextPosition, make: makeCharacters)

  /// The largest position in a text that a saved run may have.
  static let largestTextPosition = 1 << 40

  /// The next characters of `data`, which is a text.
  static func makeCharacters(
    _ options: ProblemOptions, _ data: ProblemData?
  ) -> ProblemInstance {
    guard case .text(let text) = data else {
      preconditionFailure("characters are read from a text")
    }
    return .sequences(Characters(text, steps: options.steps, batch: options.batch))
  }
}
