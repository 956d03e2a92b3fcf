import Engine
import Problems

/// One number that follows a noisy slope: the smallest model in which clipping turns the way
/// around.
///
///     loss = g θ,  so that dL/dθ = g,  dealt from a shuffled deck: nine times 1, once -10
///
/// The deck is dealt to its end and shuffled again, so that the mean of g is -0.1 after every ten,
/// and not only in the long run; θ should rise. The mean of g clipped to 1 is 0.8, so that it
/// falls.
final class SlopeModel: GradientModel {
  private static let (rare, common, cards): (Float, Float, Int) = (-10, 1, 10)
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
  /// Twice the cards that are left of the deck, and one more if the rare one is among them.
  var position = 0
  /// θ as it is now.
  var theta: Float { tape.parameters.values(of: parameter)[0] }

  /// The next card.
  private func deal(_ random: inout Random) -> Float {
    let (left, hasRare) = position < 2 ? (Self.cards, true) : (position / 2, position % 2 == 1)
    let isRare = random.integer(below: left) == 0 && hasRare
    position = (left - 1) * 2 + (hasRare && !isRare ? 1 : 0)
    return isRare ? Self.rare : Self.common
  }

  func load(using random: inout Random) {
    let g = deal(&random)
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
