import Problems

/// What a run shows of itself at one moment: a value, so it may cross threads.
public struct Snapshot: Sendable {
  /// Where a run stands.
  public enum Phase: Sendable, Equatable {
    /// Nothing has been asked for.
    case none
    case training, paused
    /// The planned number of updates is done.
    case finished
    /// A number was no longer finite; the text says what and when.
    case diverged(String)
    /// The run could not be set up; the text says why.
    case failed(String)
  }

  /// The number of the run, as the state counts them.
  public var run = 0
  /// Where it stands.
  public var phase = Phase.none
  /// Its settings.
  public var configuration = Configuration()
  /// Updates done.
  public var update = 0
  /// The loss of the last update, in nats (cross-entropy) or squared units.
  public var loss: Float?
  /// The mean loss of the last 25 updates.
  public var recentLoss: Float?
  /// The norm of the last gradient over all parameters, before clipping.
  public var gradientNorm: Float?
  /// Updates per second over the last stretch; nil when paused.
  public var updatesPerSecond: Double?
  /// Loss against updates.
  public var losses = Curve()
  /// Gradient norm against updates.
  public var gradientNorms = Curve()
  /// The named levels of the problem, highest first.
  public var levels: [Level] = []
  /// The update at which the run diverged.
  public var divergedAt: Int?
  /// |dL/dh_t| and what a linear recurrence predicts.
  public var ruler: RulerReading?
  /// What a text model is measured by.
  public var text: TextReading?
  /// The inside of the recurrent layer, where a panel shows it.
  public var states: StateReading?
  /// Every number of a small model over one sequence, where a panel shows it.
  public var numbers: NumberReading?
  /// What an encoder-decoder model says.
  public var pairs: PairReading?
  /// How messages are sorted.
  public var labels: LabelReading?
  /// A sine, and what is made of it.
  public var wave: WaveReading?
  /// What is lost without parts of the model.
  public var lesions: LesionReading?
  /// A number on a noisy slope.
  public var drift: DriftReading?
  /// The gradient of one weight, checked; nil after the next update.
  public var check: WeightCheck?
  /// The loss of the examples at hand after a weight was moved; nil after the next update.
  public var probedLoss: Float?
  /// Why what a person typed cannot be read.
  public var complaint: String?
  /// The same run from other seeds, as far as they have come.
  public var seeds: [SeedReading] = []
  /// The run that a fork left; nil without a fork.
  public var fork: ForkReading?
  /// Threads that train.
  public var threads = 1

  /// Before anything has run.
  public init() {}

  /// Whether updates are being done.
  public var isTraining: Bool { phase == .training }

  /// Whether the run stopped by itself.
  public var stopped: Bool {
    switch phase {
    case .finished, .diverged, .failed: true
    case .none, .training, .paused: false
    }
  }
}

/// How far a run from another seed has come.
public struct SeedReading: Sendable, Equatable {
  /// The seed.
  public var seed: Int
  /// Updates done.
  public var update: Int
  /// Its loss against updates.
  public var losses: Curve
  /// The mean loss of its last 25 updates.
  public var recentLoss: Float?
  /// The named level that it sits on; empty for none.
  public var level: String
  /// Whether it is over.
  public var isOver: Bool

  init(_ snapshot: Snapshot) {
    seed = snapshot.configuration.seed
    update = snapshot.update
    losses = snapshot.losses
    recentLoss = snapshot.recentLoss
    level =
      snapshot.divergedAt != nil
      ? "NaN" : snapshot.recentLoss.map { LossLevel.name(of: $0, among: snapshot.levels) } ?? ""
    isOver = snapshot.stopped
  }
}

/// The gradient along the sequence at the last backward pass.
public struct RulerReading: Sendable, Equatable {
  /// The state that it is measured at: h, or the c that a forget gate multiplies.
  public var state: String
  /// |dL/dh_t|, or |dL/dc_t|, for t = 1...T, over the batch and the units.
  public var measured: [Float]
  /// What a linear recurrence would carry back from t = T, for t = 1...T.
  public var predicted: [Float]
  /// The factor per step in words: `1.10^k`, `product of f`.
  public var predictedName: String
  /// The mean of the gate that keeps, where there is one.
  public var gateMean: Float?
  /// The recurrent matrix's largest absolute eigenvalue, where the cell has one such matrix.
  public var spectralRadius: Float?

  /// What a linear recurrence would leave of it from the last step to the first.
  public var predictedRatio: Float? {
    guard let first = predicted.first, let last = predicted.last, last > 0 else { return nil }
    return first / last
  }

  /// |dL/dh_1| / |dL/dh_T|.
  public var ratio: Float? {
    guard let first = measured.first, let last = measured.last, last > 0 else { return nil }
    return first / last
  }
}

/// How well a text model predicts, and what it writes.
public struct TextReading: Sendable, Equatable {
  /// Where the text came from.
  public var source: String
  /// Held-out bits per character against updates.
  public var heldOut = Curve()
  /// The last held-out measurement, in bits per character.
  public var heldOutBits: Float?
  /// N-gram levels of this text so far: order and held-out bits per character.
  public var orders: [Float] = []
  /// The last sample.
  public var sample = ""
  /// The update after which it was written.
  public var sampleUpdate = 0
  /// The temperature it was written at.
  public var sampleTemperature = 0.0
}
