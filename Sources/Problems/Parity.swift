import Engine

/// Whether the ones so far are odd, asked after every bit.
///
/// Every new bit may turn the answer around, so no sum of what came before, however weighted, tells
/// it: a recurrence without a non-linearity stays at chance.
struct Parity: Problem {
  private let steps: Int
  private let batch: Int

  /// Sequences of `steps` random bits, `batch` of them.
  init(steps: Int, batch: Int) {
    (self.steps, self.batch) = (steps, batch)
  }

  var input: ProblemInput { .ids(2) }
  var output: ProblemOutput { .classes(2) }
  var asksEveryStep: Bool { true }
  var symbols: [String] { ["0", "1"] }
  var answers: [String] { ["even", "odd"] }

  var baselines: [Baseline] {
    [
      Baseline(name: "chance", formula: "ln 2", value: logarithm(2)),
      Baseline(name: "solved", formula: "0", value: 0),
    ]
  }

  mutating func fill(_ batch: inout Batch, using random: inout Random) {
    batch.ids.removeAll(keepingCapacity: true)
    batch.classes.removeAll(keepingCapacity: true)
    for step in 0..<steps {
      for sequence in 0..<self.batch {
        let bit = Int32(random.integer(below: 2))
        let before = step > 0 ? batch.classes[(step - 1) * self.batch + sequence] : 0
        batch.ids.append(bit)
        batch.classes.append(bit ^ before)
      }
    }
    batch.startsAnew = true
  }
}

extension ProblemKind {
  static let parity = ProblemKind(
    name: "parity", about: "say at every step whether the ones so far are odd",
    signature: ProblemSignature(input: .symbols, output: .classPerStep),
    make: { options, _ in
      .sequences(Parity(steps: options.steps, batch: options.batch))
    })
}
