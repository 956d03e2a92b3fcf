import Engine

/// The sum of two marked numbers among many (Hochreiter and Schmidhuber, 1997).
///
/// Every step shows a number from U[0, 1) and a mark, 1 at one step of each half and 0 elsewhere.
/// Answering 1 always costs the variance of the sum, 2/12.
struct Adding: Problem {
  private let steps: Int
  private let batch: Int

  /// Sequences of `steps` numbers, `batch` of them.
  init(steps: Int, batch: Int) {
    self.steps = steps
    self.batch = batch
  }

  var input: ProblemInput { .features(2) }
  var output: ProblemOutput { .values(1) }
  var asksEveryStep: Bool { false }

  var baselines: [Baseline] {
    [
      Baseline(name: "always says 1", formula: "1/6", value: 1.0 / 6),
      Baseline(name: "solved", formula: "0", value: 0),
    ]
  }

  func name(of features: ArraySlice<Float>) -> String { features.last == 1 ? "▴" : "·" }

  mutating func fill(_ batch: inout Batch, using random: inout Random) {
    batch.values.removeAll(keepingCapacity: true)
    batch.features.removeAll(keepingCapacity: true)
    for _ in 0..<steps * self.batch { batch.features += [random.uniform(), 0] }
    for sequence in 0..<self.batch {
      let first = random.integer(below: steps / 2)
      let second = steps / 2 + random.integer(below: steps - steps / 2)
      var sum: Float = 0
      for step in [first, second] {
        let index = 2 * (step * self.batch + sequence)
        batch.features[index + 1] = 1
        sum += batch.features[index]
      }
      batch.values.append(sum)
    }
    batch.startsAnew = true
  }
}

extension ProblemKind {
  static let adding = ProblemKind(
    name: "adding", about: "add two marked numbers among many",
    signature: ProblemSignature(input: .numbers, output: .values),
    make: { options, _ in
      .sequences(Adding(steps: options.steps, batch: options.batch))
    })
}
