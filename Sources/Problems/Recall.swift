import Engine

/// Which of four symbols came first, asked after the last of many that mean nothing.
///
/// Step 1 shows one of symbols 0...3, every later step one of symbols 4...7. A model that knows
/// nothing pays ln 4; one that can tell two pairs apart pays ln 2; one that confuses one pair only,
/// half of that.
struct Recall: Problem {
  private static let classes = 4
  private static let symbols = 8
  private let steps: Int
  private let batch: Int

  /// Sequences of `steps` symbols, `batch` of them.
  init(steps: Int, batch: Int) {
    self.steps = steps
    self.batch = batch
  }

  var input: ProblemInput { .ids(Self.symbols) }
  var output: ProblemOutput { .classes(Self.classes) }
  var asksEveryStep: Bool { false }
  var symbols: [String] { ["A", "B", "C", "D", "w", "x", "y", "z"] }
  var answers: [String] { ["A", "B", "C", "D"] }

  var baselines: [Baseline] {
    let bit = logarithm(2)
    return [
      Baseline(name: "chance", formula: "ln 4", value: 2 * bit),
      Baseline(name: "1 bit", formula: "ln 2", value: bit),
      Baseline(name: "½ bit", formula: "½ ln 2", value: bit / 2),
      Baseline(name: "solved", formula: "0", value: 0),
    ]
  }

  mutating func fill(_ batch: inout Batch, using random: inout Random) {
    batch.ids.removeAll(keepingCapacity: true)
    batch.classes.removeAll(keepingCapacity: true)
    for _ in 0..<self.batch {
      batch.classes.append(Int32(random.integer(below: Self.classes)))
    }
    batch.ids += batch.classes
    let distractors = Self.symbols - Self.classes
    for _ in 0..<(steps - 1) * self.batch {
      batch.ids.append(Int32(Self.classes + random.integer(below: distractors)))
    }
    batch.startsAnew = true
  }
}

extension ProblemKind {
  static let recall = ProblemKind(
    name: "recall", about: "say at the end which symbol came first",
    signature: ProblemSignature(input: .symbols, output: .oneClass),
    make: { options, _ in
      .sequences(Recall(steps: options.steps, batch: options.batch))
    })
}
