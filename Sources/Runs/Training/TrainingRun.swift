import Engine
import Problems

/// One lesson's model being trained: the only owner of its numbers, on one thread.
///
/// Both ways to run a lesson drive this class: the session's thread, which publishes what it shows,
/// and the headless commands, which read it when they are done. Work is done in quanta of a few
/// milliseconds (`advance`), so whoever drives it can look at its inbox between two of them.
package final class TrainingRun {
  /// What the run shows, but for the observations that `observed()` measures when asked.
  package internal(set) var snapshot = Snapshot()
  let library: TextLibrary
  let canGoBack: Bool
  private let threads: Int
  var core: RunCore?
  /// What is measured.
  var watched = Watch()
  /// The same run from other seeds, in the background.
  var seeds = TaskQueue<RunTask>()
  /// The runs that learn the same problem beside this one.
  var contestants = TaskQueue<RunTask>()
  var dataFile: String?
  /// The ids that a saved run gives to symbols and labels; nil for those of the data.
  var savedVocabulary: SavedVocabulary?
  /// What is learned from, with the ids of the data itself.
  private var source: ProblemData?
  var checkpoints = Checkpoints()
  /// The run that a fork left, and where.
  var original: (task: RunTask, update: Int)?
  /// Updates at which the run pauses by itself.
  var limit = 0

  /// Nothing is trained until `perform(.start)`.
  ///
  /// - Parameter canGoBack: whether moments are kept that a fork may go back to; they cost time.
  package init(library: TextLibrary, threads: Int = 1, canGoBack: Bool = false) {
    self.library = library
    self.canGoBack = canGoBack
    self.threads = threads
  }

  /// Whether `advance` has something to do.
  package var hasWork: Bool {
    hasOwnWork || hasSeedWork || contestants.hasWork(upTo: snapshot.update)
  }

  /// Whether a run from another seed has something to do.
  var hasSeedWork: Bool { seeds.hasWork() }

  var hasOwnWork: Bool { snapshot.isTraining || core?.isBusy == true }

  /// Carries out what the state asked for.
  package func perform(_ command: TrainingCommand) {
    Denormals.flushed { carryOut(command) }
  }

  /// Does so many quanta, each a piece of an observation that is under way, else one update; fewer
  /// when nothing is left to do or the phase changes.
  package func advance(quanta: Int = 1) {
    let phase = snapshot.phase
    Denormals.flushed {
      for _ in 0..<quanta where hasWork && snapshot.phase == phase { advanceEach() }
    }
  }

  /// Does one quantum of every run that there is.
  private func advanceEach() {
    let update = snapshot.update
    if let left = original?.task, snapshot.isTraining, left.canFollow(to: update) {
      left.run.perform(.step)
    } else if contestants.hasWork(upTo: update) {
      contestants.advance(upTo: update)
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
  func advanceSeeds() { seeds.advance() }

  private func carryOut(_ command: TrainingCommand) {
    switch command {
    case .start(let run, let configuration, let dataFile, let others):
      start(run: run, configuration, dataFile: dataFile)
      contest(others)
    case .adjust(let configuration): adjust(configuration)
    case .train:
      guard core != nil, !isOver else { return }
      // A run that a fork left has followed it past what was planned for it.
      while snapshot.update >= limit { limit += snapshot.configuration.updates }
      snapshot.phase = .training
    case .pause:
      if snapshot.isTraining { snapshot.phase = .paused }
      core?.evaluate(after: snapshot.update)
    case .step:
      guard core != nil, !isOver else { return }
      finishEvaluations()
      update()
    case .trySeeds: trySeeds()
    case .fork(let update): fork(at: update)
    case .unfork: unfork()
    case .watch(let watched): watch(watched)
    case .ask(let text): ask(text)
    case .nudge(let index, let change): nudge(index, by: change)
    case .check(let index): check(index)
    case .stop:
      dropOthers()
      core = nil
      snapshot = Snapshot()
    }
  }

  func work() {
    if core?.isBusy == true {
      core?.advanceEvaluation()
      takeEvaluations()
    } else if snapshot.isTraining {
      update()
      if snapshot.isTraining && snapshot.update >= limit {
        snapshot.phase = .finished
        core?.evaluate(after: snapshot.update)
      }
    }
  }

  /// The snapshot with what is read off the last forward and backward pass.
  package func observed() -> Snapshot {
    guard let core else { return snapshot }
    var snapshot = snapshot
    core.model.prepareObservation(ofAllNumbers: watched.observations.contains(.numbers))
    for (_, observer) in core.observers {
      if let observation = observer.observe(after: snapshot.update) {
        snapshot.observations.insert(observation)
      }
    }
    snapshot.seeds = seeds.outputs
    snapshot.fork = original.map { forkObservation($0.task.run.snapshot, at: $0.update) }
    name(&snapshot, contestants.tasks.map(\.run))
    return snapshot
  }

  /// What is learned from, for a file; nil where the problem reads nothing.
  var savedData: SavedData? {
    source.map { SavedData($0, name: library.name(of: dataFile, for: snapshot.configuration)) }
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
    dropOthers()
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
    snapshot.baselines = core?.model.baselines ?? []
    probe()
    keepCheckpoint()
  }

  func makeCore(_ configuration: Configuration, dataFile: String?) throws -> RunCore {
    if let contradiction = configuration.contradiction {
      throw RunFailure(reason: contradiction.description)
    }
    let configuration = configuration.effective
    var data = try library.data(file: dataFile, for: configuration)
    source = data
    if let savedVocabulary { data = try data?.numbered(by: savedVocabulary) }
    let trained = configuration.trainableModel(data, parameters: Parameters(), threads: threads)
    var core = RunCore(
      model: trained, random: Random(seed: UInt64(configuration.seed), stream: 2), data: data)
    core.observe(watched.observations, configuration)
    return core
  }

  /// Measures the gradient of the weights as they are, over examples that training will not see,
  /// and asks for evaluations of them.
  func probe() {
    guard let core else { return }
    let position = core.model.position
    var random = Random(seed: UInt64(snapshot.configuration.seed), stream: 3)
    core.model.load(using: &random)
    core.model.position = position
    snapshot.gradientNorm = core.model.probe().gradientNorm
    self.core?.evaluateAnew(after: snapshot.update)
  }

  private func adjust(_ configuration: Configuration) {
    // A run that has come farther than it now should pauses at once.
    limit += configuration.updates - snapshot.configuration.updates
    let stops = snapshot.isTraining && snapshot.update >= limit
    if stops { snapshot.phase = .finished }
    snapshot.configuration = configuration
    core?.model.adjust(configuration)
    core?.eachEvaluator { $0.adjust(configuration, after: snapshot.update) }
    if stops { core?.evaluate(after: snapshot.update) }
  }

  func update() {
    guard var core = self.core else { return }
    core.model.load(using: &core.random)
    let result = core.model.update()
    snapshot.update = result.number
    snapshot.loss = result.loss
    snapshot.gradientNorm = result.gradientNorm
    snapshot.losses.append(x: result.number, y: result.loss)
    if let norm = result.gradientNorm { snapshot.gradientNorms.append(x: result.number, y: norm) }
    core.recent.append(result.loss)
    snapshot.recentLoss = core.recent.mean
    if result.number % 10 == 0 { core.tenths = (snapshot.recentLoss, core.tenths.last) }
    snapshot.earlierLoss = core.tenths.earlier
    (snapshot.check, snapshot.probedLoss) = (nil, nil)
    if let origin = result.firstNonFinite { diverge(origin) }
    // Whoever looks at a run that has stopped sees figures of its last weights.
    core.evaluate(after: result.number) { isOver || result.number % $0.interval == 0 }
    self.core = core
    keepCheckpoint()
    if watched.moments.contains(result.number) { keepMoment() }
  }

  private func diverge(_ origin: String) {
    let clip = Setting.catalogue.first { $0.name == "clip" }
    let value = clip?.value(in: snapshot.configuration) ?? ""
    let numbers = [snapshot.loss, snapshot.gradientNorm].compactMap(\.self)
    let first = numbers.first { !$0.isFinite }.map { Measurement.text(Double($0)) }
    snapshot.divergedAt = snapshot.update
    snapshot.phase = .diverged(
      "\(first ?? "not finite") at update \(snapshot.update) in \(origin), clip \(value)")
  }
}
