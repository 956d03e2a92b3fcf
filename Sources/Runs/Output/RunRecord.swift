/// One line of `unroll run --format json`: a header, an update, or the summary.
public enum RunRecord {
  /// The lesson and every setting that has an effect, by its name.
  public struct Header: Encodable, Sendable {
    let type = "header"
    let unroll: String
    let lesson: String
    let threads: Int
    let data: String?
    let configuration: [String: String]

    /// A header for `lesson` run with `configuration`.
    public init(
      version: String, lesson: String, configuration: Configuration, threads: Int, data: String?
    ) {
      unroll = version
      self.lesson = lesson
      self.threads = threads
      self.data = data
      self.configuration = Dictionary(
        uniqueKeysWithValues: configuration.settings.map { ($0.name, $0.record(in: configuration)) }
      )
    }
  }

  /// The numbers of one update. A number that is not finite is left out; `event` tells of it.
  public struct Update: Encodable, Sendable {
    let type: String
    let update: Int
    let loss: Float?
    let gradientNorm: Float?
    let secondsElapsed: Double
    let meanLoss: Float?
    let level: String?
    let event: String?
    let state: String?
    let stateGradientNorms: [Float]?
    let spectralRadius: Float?
    let heldOutBits: Float?
    let orderBits: [Float]?
    let sample: String?
    let exact: Float?
    let forced: Float?
    let accuracy: Float?
    let found: Float?
    let free: Float?
    let theta: Float?

    /// The numbers of `snapshot`; a `summary` also has what the lesson measures.
    public init(_ snapshot: Snapshot, secondsElapsed: Double, isSummary: Bool = false) {
      type = isSummary ? "summary" : "update"
      update = snapshot.update
      loss = snapshot.loss.flatMap { $0.isFinite ? $0 : nil }
      gradientNorm = snapshot.gradientNorm.flatMap { $0.isFinite ? $0 : nil }
      self.secondsElapsed = secondsElapsed
      let mean = snapshot.recentLoss.flatMap { $0.isFinite ? $0 : nil }
      meanLoss = isSummary ? mean : nil
      level = isSummary ? mean.map { ReachedBaseline.name(of: $0, among: snapshot.baselines) } : nil
      if case .diverged(let text) = snapshot.phase { event = text } else { event = nil }
      state = snapshot.ruler?.state
      stateGradientNorms = snapshot.ruler?.measured.map { $0.isFinite ? $0 : 0 }
      spectralRadius = snapshot.ruler?.spectralRadius
      heldOutBits = snapshot.text?.heldOutBits
      orderBits = isSummary ? snapshot.text?.orders : nil
      sample = isSummary ? snapshot.text?.sample : nil
      exact = snapshot.translation?.exact
      forced = snapshot.translation?.forcedRight
      accuracy = snapshot.classification?.accuracy
      found = snapshot.classification?.found
      free = snapshot.forecast?.freeError.flatMap { $0.isFinite ? $0 : nil }
      theta = snapshot.slope?.theta
    }
  }
}
