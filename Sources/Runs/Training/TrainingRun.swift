import Engine
import Problems

/// One lesson's model being trained: the only owner of its numbers, on one thread.
///
/// Both ways to run a lesson drive this class: the session's thread, which publishes what it shows,
/// and the headless commands, which read it when they are done. Work is done in quanta of a few
/// milliseconds (`advance`), so whoever drives it can look at its inbox between two of them.
package final class TrainingRun {
  /// What the run shows, but for the readings that `reading()` measures when asked.
  package internal(set) var snapshot = Snapshot()
  let library: TextLibrary
  let canGoBack: Bool
  private let threads: Int
  var core: Core?
  /// What is measured for every snapshot.
  var readings: Set<Reading> = []
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
    let learner: any Learner
    var random: Random
    let trainer: Trainer
    var recent = RecentMean()
    /// What is measured in pieces.
    var measure: (any Measure)?
    /// What the problem learns from.
    let data: ProblemData?

    /// Whether a measurement is under way.
    var isBusy: Bool { measure?.isBusy == true }
  }

  /// Nothing is trained until `perform(.start)`.
  ///
  /// - Parameter canGoBack: whether moments are kept that a fork may go back to; they cost time.
  package init(library: TextLibrary, threads: Int = 1, canGoBack: Bool = false) {
    self.library = library
    self.canGoBack = canGoBack
    self.threads = threads
  }

  /// Whether `advance` has something to do.
  package var hasWork: Bool { hasOwnWork || hasSeedWork }

  /// Whether a run from another seed has something to do.
  var hasSeedWork: Bool { seedRuns.contains { $0.hasOwnWork } }

  private var hasOwnWork: Bool { snapshot.isTraining || core?.isBusy == true }

  /// Carries out what the state asked for.
  package func perform(_ effect: Effect) {
    Denormals.flushed { carryOut(effect) }
  }

  /// Does so many quanta, each a piece of a reading that is under way, else one update; fewer when nothing
  /// is left to do or the phase changes.
  package func advance(quanta: Int = 1) {
    let phase = snapshot.phase
    Denormals.flushed {
      for _ in 0..<quanta where hasWork && snapshot.phase == phase { advanceEach() }
    }
  }

  /// Does one quantum of every run that there is.
  private func advanceEach() {
    if let left = original?.run, snapshot.isTraining, !left.isOver,
      left.snapshot.update < snapshot.update
    {
      left.perform(.step)
    } else {
      work()
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
    case .watch(let readings): watch(readings)
    case .ask(let text): ask(text)
    case .nudge(let place, let change): nudge(place, by: change)
    case .check(let place): check(place)
    case .stop:
      (seedRuns, original, checkpoints) = ([], nil, Checkpoints())
      core = nil
      snapshot = Snapshot()
    }
  }

  private func work() {
    if core?.isBusy == true {
      core?.measure?.advance()
      takeMeasure()
    } else if snapshot.isTraining {
      update()
      if snapshot.isTraining && snapshot.update >= limit { snapshot.phase = .finished }
    }
  }

  /// Completes readings that are under way.
  package func finishReadings() {
    while core?.isBusy == true { advance() }
    takeMeasure()
  }

  /// The snapshot with what is read off the last forward and backward pass.
  package func reading() -> Snapshot {
    guard let core else { return snapshot }
    var snapshot = snapshot
    core.learner.read(readings, into: &snapshot)
    snapshot.seeds = seedRuns.map { SeedReading($0.snapshot) }
    snapshot.fork = original.map { forkReading($0.run.snapshot, at: $0.update) }
    return snapshot
  }

  /// Takes in n-gram levels of the text that is being learned.
  package func take(orders: [Float]) {
    guard var text = core?.measure as? TextMeasure else { return }
    text.take(orders: orders)
    core?.measure = text
    takeMeasure()
  }

  /// Held-out bits per character of the counting models of orders 0 to 4.
  package static func orders(of corpus: Corpus) -> [Float] {
    (0...4).map { NGramModel.heldOutBits(of: corpus, order: $0) }
  }

  /// The text that is being learned, if it is one.
  package var corpus: Corpus? { if case .text(let corpus) = core?.data { corpus } else { nil } }

  var isOver: Bool {
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
    snapshot.levels = core?.learner.levels ?? []
    probe()
  }

  func makeCore(_ configuration: Configuration, dataFile: String?) throws -> Core {
    if let most = configuration.problemKind.mostSteps, configuration.steps > most {
      throw RunFailure(
        reason: "\(configuration.problem) takes at most \(most) steps, not \(configuration.steps)")
    }
    let data = try library.data(file: dataFile, for: configuration)
    let learner = configuration.learner(data, parameters: Parameters(), threads: threads)
    return Core(
      learner: learner, random: Random(seed: UInt64(configuration.seed), stream: 2),
      trainer: Trainer(
        learner.tape, optimizer: configuration.rule, clipping: configuration.clipping),
      measure: configuration.measure(of: learner, data, readings), data: data)
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
    guard let core else { return }
    let place = core.learner.position
    var random = Random(seed: UInt64(snapshot.configuration.seed), stream: 3)
    core.learner.load(using: &random)
    core.learner.position = place
    snapshot.gradientNorm = core.trainer.probe().gradientNorm
    self.core?.measure?.request(after: 0)
    keepCheckpoint()
  }

  private func adjust(_ configuration: Configuration) {
    snapshot.configuration = configuration
    core?.trainer.clipping = configuration.clipping
    core?.trainer.optimizer.rate = Float(configuration.learningRate)
    core?.learner.adjust(configuration)
    core?.measure?.adjust(configuration, after: snapshot.update)
  }

  func update() {
    guard var core = self.core else { return }
    core.learner.load(using: &core.random)
    let result = core.trainer.update()
    snapshot.update = result.number
    snapshot.loss = result.loss
    snapshot.gradientNorm = result.gradientNorm
    snapshot.losses.append(x: result.number, y: result.loss)
    snapshot.gradientNorms.append(x: result.number, y: result.gradientNorm)
    core.recent.append(result.loss)
    snapshot.recentLoss = core.recent.mean
    (snapshot.check, snapshot.probedLoss) = (nil, nil)
    if let culprit = result.culprit { diverge(culprit) }
    if let interval = core.measure?.interval, result.number % interval == 0 {
      core.measure?.request(after: result.number)
    }
    self.core = core
    keepCheckpoint()
  }

  private func diverge(_ culprit: String) {
    let clip = Setting.catalogue.first { $0.name == "clip" }
    let value = clip?.value(in: snapshot.configuration) ?? ""
    snapshot.divergedAt = snapshot.update
    snapshot.phase = .diverged("NaN at update \(snapshot.update) in \(culprit), clip \(value)")
  }

  func takeMeasure() { core?.measure?.write(to: &snapshot) }
}
