import Engine
import Problems

/// One number that follows a noisy slope: the smallest model in which clipping turns the way
/// around.
///
///     loss = g θ,  so that dL/dθ = g:  g = -10 with probability 0.1, else 1
///
/// The mean of g is -0.1, so that on the whole θ should rise; the mean of g clipped to 1 is 0.8, so
/// that it falls.
final class SlopeModel: GradientModel {
  private static let (rare, common, share): (Float, Float, Float) = (-10, 1, 0.1)
  let tape: Tape
  let trainer: Trainer
  private let slope: Tensor
  private let parameter: Parameter
  private var clip: Float?
  private var sums: (raw: Double, clipped: Double, count: Int) = (0, 0, 0)
  /// The slopes drawn so far.
  private(set) var drawn = Drawn()

  /// What slopes were drawn.
  struct Drawn {
    /// The last of them.
    var last: Float = 0
    /// Their mean, and that of what clipping left of them, since a setting was changed.
    var mean: Float = 0
    var clippedMean: Float = 0
    /// How many the means are of.
    var count = 0
  }

  /// The number, at zero.
  init(_ configuration: Configuration, parameters: Parameters) {
    tape = Tape(parameters: parameters)
    slope = tape.data(rows: 1, columns: 1)
    parameter = parameters.add("theta", shape: [1, 1])
    let one = tape.data(rows: 1, columns: 1)
    tape.weightedSum(tape.linear(slope, parameter), one)
    tape.write([1], to: one)
    clip = configuration.clip.map { Float($0) }
    trainer = Trainer(tape, optimizer: configuration.rule, clipping: configuration.clipping)
  }

  var baselines: [Baseline] { [Baseline(name: "start", formula: "0", value: 0)] }
  var position = 0
  /// θ as it is now.
  var theta: Float { tape.parameters.values(of: parameter)[0] }

  func load(using random: inout Random) {
    let g = random.uniform() < Self.share ? Self.rare : Self.common
    tape.write([g], to: slope)
    let clipped = clip.map { max(-$0, min($0, g)) } ?? g
    sums.raw += Double(g)
    sums.clipped += Double(clipped)
    sums.count += 1
    drawn.last = g
    drawn.mean = Float(sums.raw / Double(sums.count))
    drawn.clippedMean = Float(sums.clipped / Double(sums.count))
    drawn.count = sums.count
  }

  func adjustModel(_ configuration: Configuration) {
    clip = configuration.clip.map { Float($0) }
    sums = (0, 0, 0)
  }
}

extension ModelKind {
  static let slope = ModelKind(
    name: "slope", title: "one number", about: "a single number that follows a noisy slope",
    settings: [], takes: { $0.input == .slope },
    make: { parts in SlopeModel(parts.configuration, parameters: parts.parameters) })
}
