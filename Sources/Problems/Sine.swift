import Engine
import Foundation

/// The next value of a sine, asked after every value: x_k = sin(k pi / 20), read in windows of
/// `steps`.
///
/// A window goes on where the last one ended. Where the state is carried into it, nothing is
/// unknown. Where it is not, the first value of a window alone does not tell whether the sine rises
/// or falls.
struct Sine: Problem {
  private static let halfPeriod = 20
  private let steps: Int
  private let batch: Int
  private let carries: Bool
  /// The position of the next window.
  var position = 0

  /// Windows as `options` ask for, every sequence the same.
  init(_ options: ProblemOptions) {
    (steps, batch, carries) = (options.steps, options.batch, options.carries)
  }

  var input: ProblemInput { .features(1) }
  var output: ProblemOutput { .values(1) }
  var asksEveryStep: Bool { true }

  var baselines: [Baseline] {
    let turn = Double.pi / Double(Self.halfPeriod)
    return [
      Baseline(
        name: "copies its input", formula: "1 - cos(π/20)", value: Float(1 - cos(turn))),
      Baseline(name: "state reset", formula: "", value: Float(resetFloor)),
      Baseline(name: "state carried", formula: "0", value: 0),
    ]
  }

  /// What the first step of a window costs at best where no state is carried into it, spread over
  /// the window: the variance of the second value given the first, over all windows of a cycle.
  private var resetFloor: Double {
    let period = 2 * Self.halfPeriod
    var next: [Int: [Double]] = [:]
    for window in 0..<period {
      let start = window * steps % period
      // The first value of a window, exact: positions with the same sine share a key.
      let mirrored = (Self.halfPeriod - start + period) % period
      next[min(start, mirrored), default: []].append(Self.exact(start + 1))
    }
    var sum = 0.0
    for (_, values) in next.sorted(by: { $0.key < $1.key }) {
      let mean = values.reduce(0, +) / Double(values.count)
      for value in values { sum += (value - mean) * (value - mean) }
    }
    return sum / Double(period * steps)
  }

  /// x at `position`.
  static func value(_ position: Int) -> Float { Float(exact(position)) }

  private static func exact(_ position: Int) -> Double {
    sin(Double(position % (2 * halfPeriod)) * .pi / Double(halfPeriod))
  }

  mutating func fill(_ batch: inout Batch, using random: inout Random) {
    batch.features.removeAll(keepingCapacity: true)
    batch.values.removeAll(keepingCapacity: true)
    for step in 0..<steps {
      for _ in 0..<self.batch {
        batch.features.append(Self.value(position + step))
        batch.values.append(Self.value(position + step + 1))
      }
    }
    batch.startsAnew = position == 0 || !carries
    position = (position + steps) % (2 * Self.halfPeriod * 1_000_000)
  }
}

extension ProblemKind {
  /// The sine of the problem `sine` at `position`.
  public static func sine(at position: Int) -> Float { Sine.value(position) }
}

extension ProblemKind {
  static let sine = ProblemKind(
    name: "sine", about: "guess the next value of a sine",
    signature: ProblemSignature(
      input: .numbers, output: .valuesPerStep, predictsNext: true, carry: .optional),
    largestPosition: 1 << 40,
    make: { options, _ in .sequences(Sine(options)) })
}
