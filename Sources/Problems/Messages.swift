import Engine

/// Messages of two or more classes, padded to one length at their end, as batches usually are.
///
/// Where the answer is read after the last step, everything between a short message and that step
/// is padding.
struct Messages: Problem {
  private let texts: LabelledTexts
  private let steps: Int
  private let batch: Int

  /// Messages of `texts`, cut or filled to `steps` words, `batch` of them.
  init(_ texts: LabelledTexts, steps: Int, batch: Int) {
    (self.texts, self.steps, self.batch) = (texts, steps, batch)
  }

  var input: ProblemInput { .words(texts.vocabulary.count) }
  var output: ProblemOutput { .classes(texts.labels.count) }
  var asksEveryStep: Bool { false }
  var hasLengths: Bool { true }
  var symbols: [String] { texts.vocabulary }
  var answers: [String] { texts.labels }

  /// What is known without reading: how frequent each kind is.
  var baselines: [Baseline] {
    let shares = texts.shares
    let entropy = shares.reduce(Float(0)) { $1 > 0 ? $0 - $1 * logarithm($1) : $0 }
    return [
      Baseline(
        name: "chance", formula: "ln \(shares.count)", value: logarithm(Float(shares.count))),
      Baseline(name: "base rate", formula: "", value: entropy),
      Baseline(name: "solved", formula: "0", value: 0),
    ]
  }

  mutating func fill(_ batch: inout Batch, using random: inout Random) {
    let examples = (0..<self.batch).map { _ in
      texts.training[random.integer(below: texts.training.count)]
    }
    batch.fill(with: examples, steps: steps)
  }
}

extension Batch {
  /// Fills in `examples`, time first, each cut or padded to `steps` words.
  public mutating func fill(with examples: [LabelledTexts.Example], steps: Int) {
    ids.removeAll(keepingCapacity: true)
    for step in 0..<steps {
      for example in examples {
        ids.append(example.words.indices.contains(step) ? example.words[step] : 0)
      }
    }
    classes = examples.map(\.label)
    lengths = examples.map { Int32(min(max(1, $0.words.count), steps)) }
    startsAnew = true
  }
}

extension ProblemKind {
  static let messages = ProblemKind(
    name: "messages", about: "tell messages of two classes apart",
    signature: ProblemSignature(input: .words, output: .oneClass, hasLengths: true),
    reads: .labelled,
    make: { options, data in
      guard case .labelled(let texts) = data else {
        preconditionFailure("messages are read from labelled texts")
      }
      return .sequences(Messages(texts, steps: options.steps, batch: options.batch))
    })
}
