import Engine
import Problems

/// One number that follows a noisy slope: the smallest model in which clipping turns the way around.
///
///     loss = g θ,  so that dL/dθ = g:  g = -10 with probability 0.1, else 1
///
/// The mean of g is -0.1, so that on the whole θ should rise; the mean of g clipped to 1 is 0.8, so that
/// it falls.
final class DriftLearner: Learner {
  private static let (rare, common, share): (Float, Float, Float) = (-10, 1, 0.1)
  let tape: Tape
  private let slope: Tensor
  private let parameter: Parameter
  private var clip: Float?
  private var reading = DriftReading()
  private var sums: (raw: Double, clipped: Double, count: Int) = (0, 0, 0)

  /// The number, at zero.
  init(_ configuration: Configuration, parameters: Parameters) {
    tape = Tape(parameters: parameters)
    slope = tape.data(rows: 1, columns: 1)
    parameter = parameters.add("theta", shape: [1, 1])
    let one = tape.data(rows: 1, columns: 1)
    tape.weightedSum(tape.linear(slope, parameter), one)
    tape.write([1], to: one)
    clip = configuration.clip.map { Float($0) }
  }

  var levels: [Level] { [Level(name: "start", formula: "0", value: 0)] }
  var carried: [Tensor] { [] }
  var position = 0

  func load(using random: inout Random) {
    let g = random.uniform() < Self.share ? Self.rare : Self.common
    tape.write([g], to: slope)
    let clipped = clip.map { max(-$0, min($0, g)) } ?? g
    sums.raw += Double(g)
    sums.clipped += Double(clipped)
    sums.count += 1
    reading.slope = g
    reading.mean = Float(sums.raw / Double(sums.count))
    reading.clippedMean = Float(sums.clipped / Double(sums.count))
    reading.draws = sums.count
  }

  func adjust(_ configuration: Configuration) {
    clip = configuration.clip.map { Float($0) }
    sums = (0, 0, 0)
  }

  func read(_ readings: Set<Reading>, into snapshot: inout Snapshot) {
    reading.theta = tape.parameters.values(of: parameter)[0]
    snapshot.drift = reading
  }
}

/// Where a number on a noisy slope is, and where it is pushed.
public struct DriftReading: Sendable, Equatable {
  /// The number.
  public var theta: Float = 0
  /// The last slope.
  public var slope: Float = 0
  /// The mean of the slopes drawn, and of what clipping left of them.
  public var mean: Float = 0
  public var clippedMean: Float = 0
  /// How many were drawn.
  public var draws = 0
}
