import Engine

/// The next letter of `hello`, asked after every letter.
///
/// Two of its letters are l, and what follows the first is not what follows the second: a model
/// that sees only the letter before it cannot tell them apart.
struct Hello: Problem {
  private static let letters: [Character] = ["h", "e", "l", "o"]
  private static let word = Array("hello")
  private let steps: Int
  private let batch: Int

  /// The first `steps` letters of hello, again and again, as `batch` equal sequences.
  init(steps: Int, batch: Int) {
    (self.steps, self.batch) = (steps, batch)
  }

  var input: ProblemInput { .ids(Self.letters.count) }
  var output: ProblemOutput { .classes(Self.letters.count) }
  var asksEveryStep: Bool { true }
  var symbols: [String] { Self.letters.map(String.init) }
  var answers: [String] { symbols }

  var baselines: [Baseline] {
    [
      Baseline(name: "chance", formula: "ln 4", value: logarithm(4)),
      Baseline(name: "no memory", formula: steps == 4 ? "½ ln 2" : "", value: withoutMemory),
      Baseline(name: "solved", formula: "0", value: 0),
    ]
  }

  /// What guessing from the last letter alone costs: the entropy of the next letter given this one.
  private var withoutMemory: Float {
    var counts: [Int32: [Int32: Int]] = [:]
    for step in 0..<steps { counts[id(step), default: [:]][id(step + 1), default: 0] += 1 }
    var cost: Float = 0
    for (_, next) in counts.sorted(by: { $0.key < $1.key }) {
      let total = Float(next.values.reduce(0, +))
      for (_, count) in next.sorted(by: { $0.key < $1.key }) {
        cost -= Float(count) * logarithm(Float(count) / total)
      }
    }
    return cost / Float(steps)
  }

  private func id(_ position: Int) -> Int32 {
    let letter = Self.word[position % Self.word.count]
    return Int32(Self.letters.firstIndex(of: letter) ?? 0)
  }

  mutating func fill(_ batch: inout Batch, using random: inout Random) {
    batch.ids.removeAll(keepingCapacity: true)
    batch.classes.removeAll(keepingCapacity: true)
    for step in 0..<steps {
      for _ in 0..<self.batch {
        batch.ids.append(id(step))
        batch.classes.append(id(step + 1))
      }
    }
    batch.startsAnew = true
  }
}

extension ProblemKind {
  static let hello = ProblemKind(
    name: "hello", about: "guess the next letter of hello",
    signature: ProblemSignature(input: .symbols, output: .classPerStep, predictsNext: true),
    make: { options, _ in
      .sequences(Hello(steps: options.steps, batch: options.batch))
    })
}
