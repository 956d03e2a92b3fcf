import Engine
import Problems

/// One lesson's model being trained: the only owner of its numbers, on one thread.
///
/// Both ways to run a lesson drive this class: the session's thread, which publishes what it shows,
/// and the headless commands, which read it when they are done. Work is done in quanta of a few
/// milliseconds (`advance`), so whoever drives it can look at its inbox between two of them.
final class TrainingRun {
  /// What the run shows, but for the readings that `reading()` measures when asked.
  var snapshot = Snapshot()
  let library: TextLibrary
  let canGoBack: Bool
  private let threads: Int
  var core: Core?
  /// What is measured for every snapshot.
  private var readings: Set<Reading> = []
  /// The plane of the last state reading.
  private var basis: PrincipalComponents?
  /// The same run from other seeds, in the background.
  private var seedRuns: [TrainingRun] = []
  var dataFile: String?
  var checkpoints = Checkpoints()
  /// The run that a fork left, and where.
  var original: (run: TrainingRun, update: Int)?
  /// Updates at which the run pauses by itself.
  private var limit = 0

  /// Numbers of a run that has been set up.
  struct Core {
    var problem: any Problem
    var random: Random
    var batch = Batch()
    let model: SequenceModel
    let trainer: Trainer
    var recent = RecentMean()
    var text: TextMeasure?
  }

  /// Nothing is trained until `perform(.start)`.
  ///
  /// - Parameter canGoBack: whether moments are kept that a fork may go back to; they cost time.
  init(library: TextLibrary, threads: Int = 1, canGoBack: Bool = false) {
    self.library = library
    self.canGoBack = canGoBack
    self.threads = threads
  }

  /// Whether `advance` has something to do.
  var hasWork: Bool { hasOwnWork || hasSeedWork }

  /// Whether a run from another seed has something to do.
  var hasSeedWork: Bool { seedRuns.contains { $0.hasOwnWork } }

  private var hasOwnWork: Bool { snapshot.isTraining || core?.text?.isBusy == true }

  /// Carries out what the state asked for.
  func perform(_ effect: Effect) {
    Denormals.flushed { carryOut(effect) }
  }

  /// Does one quantum: a piece of a reading that is under way, else one update.
  func advance() {
    if let left = original?.run, snapshot.isTraining, !left.isOver,
      left.snapshot.update < snapshot.update
    {
      left.perform(.step)
    } else {
      advanceAlone()
    }
    advanceSeeds()
  }

  /// Does one quantum of this run alone.
  func advanceAlone() {
    Denormals.flushed { work() }
  }

  /// Does one quantum of the run from another seed that has come least far.
  func advanceSeeds() {
    let waiting = seedRuns.filter { $0.hasOwnWork }
    guard let next = waiting.min(by: { $0.snapshot.update < $1.snapshot.update }) else { return }
    Denormals.flushed { next.work() }
  }

  private func carryOut(_ effect: Effect) {
    switch effect {
    case .start(let run, let configuration, let dataFile):
      start(run: run, configuration, dataFile: dataFile)
    case .adjust(let configuration): adjust(configuration)
    case .train:
      guard core != nil, !isOver else { return }
      if snapshot.update >= limit { limit += snapshot.configuration.updates }
      snapshot.phase = .training
    case .pause:
      if snapshot.isTraining { snapshot.phase = .paused }
    case .step:
      guard core != nil, !isOver else { return }
      finishReadings()
      update()
    case .trySeeds: trySeeds()
    case .fork(let update): fork(at: update)
    case .unfork: unfork()
    case .watch(let readings): self.readings = readings
    case .stop:
      (seedRuns, original, checkpoints) = ([], nil, Checkpoints())
      core = nil
      snapshot = Snapshot()
    }
  }

  private func work() {
    if core?.text?.isBusy == true {
      core?.text?.advance()
      takeText()
    } else if snapshot.isTraining {
      update()
      if snapshot.isTraining && snapshot.update >= limit { snapshot.phase = .finished }
    }
  }

  /// Completes readings that are under way.
  func finishReadings() {
    while core?.text?.isBusy == true { advance() }
    takeText()
  }

  /// The snapshot with what is read off the last forward and backward pass.
  func reading() -> Snapshot {
    guard let core else { return snapshot }
    var snapshot = snapshot
    if readings.contains(.states) {
      snapshot.states = StateReading(
        core.model, core.batch, symbols: core.problem.symbols, basis: &basis)
    }
    snapshot.seeds = seedRuns.map { SeedReading($0.snapshot) }
    snapshot.fork = original.map { forkReading($0.run.snapshot, at: $0.update) }
    if core.text == nil {
      snapshot.ruler = RulerReading(core.model)
    }
    return snapshot
  }

  /// Takes in n-gram levels of the text that is being learned.
  func take(orders: [Float]) {
    core?.text?.take(orders: orders)
    takeText()
  }

  /// Held-out bits per character of the counting models of orders 0 to 4.
  static func orders(of corpus: Corpus) -> [Float] {
    (0...4).map { NGramModel.heldOutBits(of: corpus, order: $0) }
  }

  /// The text that is being learned, if it is one.
  var corpus: Corpus? { core?.text?.corpus }

  private var isOver: Bool {
    switch snapshot.phase {
    case .diverged, .failed: true
    default: false
    }
  }

  private func start(run: Int, _ configuration: Configuration, dataFile: String?) {
    (seedRuns, original, checkpoints) = ([], nil, Checkpoints())
    self.dataFile = dataFile
    snapshot = Snapshot()
    snapshot.run = run
    snapshot.threads = threads
    basis = nil
    snapshot.configuration = configuration
    snapshot.phase = .paused
    limit = configuration.updates
    do {
      core = try makeCore(configuration, dataFile: dataFile)
    } catch {
      core = nil
      snapshot.phase = .failed("\(error)")
      return
    }
    snapshot.levels = core?.problem.levels ?? []
    probe()
  }

  func makeCore(_ configuration: Configuration, dataFile: String?) throws -> Core {
    let corpus =
      try configuration.readsText ? library.corpus(file: dataFile, for: configuration) : nil
    let problem = configuration.problem(text: corpus)
    let shape = configuration.shape(for: problem)
    let parameters = Parameters()
    let model = SequenceModel(
      shape, steps: configuration.steps, batch: configuration.batch, parameters: parameters,
      threads: threads)
    let seed = UInt64(configuration.seed)
    var weights = Random(seed: seed, stream: 1)
    configuration.initialize(model, using: &weights)
    return Core(
      problem: problem, random: Random(seed: seed, stream: 2), model: model,
      trainer: Trainer(
        model.tape, optimizer: configuration.rule, clipping: configuration.clipping),
      text: corpus.map {
        TextMeasure($0, shape: shape, parameters: parameters, configuration: configuration)
      })
  }

  /// Starts the run as it was planned from five seeds.
  private func trySeeds() {
    seedRuns = (1...5).map { seed in
      var configuration = snapshot.configuration
      configuration.seed = seed
      let run = TrainingRun(library: library)
      run.start(run: seed, configuration, dataFile: dataFile)
      if run.core != nil { run.snapshot.phase = .training }
      return run
    }
  }

  /// Measures the gradient of the first weights, over examples that training will not see.
  private func probe() {
    guard var core else { return }
    var problem = core.problem
    var random = Random(seed: UInt64(snapshot.configuration.seed), stream: 3)
    problem.fill(&core.batch, using: &random)
    core.model.load(core.batch)
    snapshot.gradientNorm = core.trainer.probe().gradientNorm
    core.text?.request(after: 0)
    self.core = core
    keepCheckpoint()
  }

  private func adjust(_ configuration: Configuration) {
    snapshot.configuration = configuration
    core?.trainer.clipping = configuration.clipping
    core?.trainer.optimizer.rate = Float(configuration.learningRate)
    core?.text?.write(temperature: configuration.temperature, after: snapshot.update)
  }

  func update() {
    guard var core = self.core else { return }
    core.problem.fill(&core.batch, using: &core.random)
    core.model.load(core.batch)
    let result = core.trainer.update()
    snapshot.update = result.number
    snapshot.loss = result.loss
    snapshot.gradientNorm = result.gradientNorm
    snapshot.losses.append(x: result.number, y: result.loss)
    snapshot.gradientNorms.append(x: result.number, y: result.gradientNorm)
    core.recent.append(result.loss)
    snapshot.recentLoss = core.recent.mean
    if let culprit = result.culprit { diverge(culprit) }
    if result.number % TextMeasure.interval == 0 { core.text?.request(after: result.number) }
    self.core = core
    keepCheckpoint()
  }

  private func diverge(_ culprit: String) {
    let clip = Setting.catalogue.first { $0.name == "clip" }
    let value = clip?.value(in: snapshot.configuration) ?? ""
    snapshot.divergedAt = snapshot.update
    snapshot.phase = .diverged("NaN at update \(snapshot.update) in \(culprit), clip \(value)")
  }

  private func takeText() {
    guard let text = core?.text else { return }
    snapshot.text = text.reading
  }
}

/// The mean of the last 25 values.
struct RecentMean {
  private(set) var values: [Float] = []
  private var next = 0

  /// The mean of these values, oldest first, and of those to come.
  init(_ values: [Float] = []) { self.values = Array(values.suffix(25)) }

  /// The values, oldest first.
  var inOrder: [Float] { Array(values[next...] + values[..<next]) }

  /// Takes in one more value, forgetting the oldest.
  mutating func append(_ value: Float) {
    if values.count < 25 {
      values.append(value)
    } else {
      values[next] = value
      next = (next + 1) % 25
    }
  }

  /// Nil before the first value.
  var mean: Float? {
    guard !values.isEmpty else { return nil }
    var sum: Float = 0
    for index in values.indices { sum += values[(next + index) % values.count] }
    return sum / Float(values.count)
  }
}
