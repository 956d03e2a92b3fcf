import Engine

/// Streams of random bits, read in windows of `steps`: at every step the bit of six steps ago.
///
/// A window goes on where the last one ended. Where the state is not carried into it, the first six
/// answers of a window cannot be known. Where it is, all can, but the gradient of an answer reaches
/// its cause only if both are in one window.
struct Echo: Problem {
  /// How many steps ago the bit came that is asked for.
  static let delay = 6
  private let steps: Int
  private let batch: Int
  private let carries: Bool
  /// Where the next window begins, in the low half, and what the streams are drawn from, in the
  /// high half; zero before anything has been drawn.
  var position = 0

  /// Windows as `options` ask for, each sequence a stream of its own.
  init(_ options: ProblemOptions) {
    (steps, batch, carries) = (options.steps, options.batch, options.carries)
  }

  var input: ProblemInput { .ids(2) }
  var output: ProblemOutput { .classes(2) }
  var asksEveryStep: Bool { true }
  var symbols: [String] { ["0", "1"] }
  var answers: [String] { ["0", "1"] }

  var baselines: [Baseline] {
    let bit = logarithm(2)
    let reset = Baseline(
      name: "state reset", formula: "6/T ln 2", value: bit * Float(Self.delay) / Float(steps))
    return [Baseline(name: "chance", formula: "ln 2", value: bit)]
      + (steps > Self.delay ? [reset] : []) + [Baseline(name: "solved", formula: "0", value: 0)]
  }

  mutating func fill(_ batch: inout Batch, using random: inout Random) {
    if position == 0 { position = (1 + random.integer(below: 0x7FFF_FFFE)) << 32 }
    let (key, start) = (UInt64(position >> 32), position & 0xFFFF_FFFF)
    batch.ids.removeAll(keepingCapacity: true)
    batch.classes.removeAll(keepingCapacity: true)
    for time in start..<start + steps + Self.delay {
      // Every moment has draws of its own, so that a window can be filled from its position alone.
      var draws = Random(seed: key, stream: UInt64(time))
      for _ in 0..<self.batch {
        let bit = Int32(draws.integer(below: 2))
        if time >= start + Self.delay { batch.ids.append(bit) }
        if time < start + steps { batch.classes.append(bit) }
      }
    }
    batch.startsAnew = start == 0 || !carries
    position = Int(key) << 32 | (start + steps) & 0xFFFF_FFFF
  }
}

extension ProblemKind {
  static let echo = ProblemKind(
    name: "echo", about: "say at every step the bit of six steps ago",
    signature: ProblemSignature(input: .symbols, output: .classPerStep, carry: .optional),
    largestPosition: 0x7FFF_FFFF << 32 | 0xFFFF_FFFF,
    make: { options, _ in .sequences(Echo(options)) })
}
