import Foundation

/// Measures claims of lessons: each over its seeds, without a terminal.
public struct ClaimCheck: Sendable {
  /// A claim and where it is written.
  public struct Item: Sendable {
    /// The lesson's name.
    public let lesson: String
    /// The lesson's file and the claim's line.
    public let location: String
    /// What the lesson states.
    public let claim: Claim
    let configuration: Configuration
    let observations: Set<ObservationKind>

    /// A claim about runs of `configuration`, in addition to which it has settings of its own.
    public init(
      lesson: String, location: String, claim: Claim, configuration: Configuration,
      observations: Set<ObservationKind>
    ) {
      var configuration = configuration
      // The reader of the lesson has tried these settings.
      for text in claim.trials.settings { try? configuration.apply(text) }
      (self.lesson, self.location, self.claim) = (lesson, location, claim)
      (self.configuration, self.observations) = (configuration, observations)
    }
  }

  /// What came of one claim.
  public struct Result: Sendable {
    /// The claim and its lesson.
    public let item: Item
    /// What each seed gave, in the order of the seeds.
    public let measured: [String]
    /// For how many seeds it held.
    public let holding: Int

    /// Whether it held for as many seeds as it must.
    public var isTrue: Bool { holding >= item.claim.trials.least }
  }

  /// The claims, in the order of lessons and pages.
  public let items: [Item]
  private let library: TextLibrary

  /// A check of `items`; of the slow ones only if `includesSlow`.
  public init(_ items: [Item], library: TextLibrary, includesSlow: Bool) {
    self.items = items.filter { includesSlow || !$0.claim.trials.isSlow }
    self.library = library
  }

  /// Measures all of them: every seed of every claim is a task, as many at a time as there are
  /// processors; `each` gets the results in order, as soon as they are known. Throws in one line if
  /// a run cannot be set up.
  public func run(each: (Result) -> Void) throws {
    let parts = items.enumerated().flatMap { item, one in
      (1...one.claim.trials.seeds).map { (item: item, seed: $0) }
    }
    let (items, library) = (items, library)
    let job = Job(count: parts.count) { index in
      ClaimTask(items[parts[index].item], seed: parts[index].seed, library: library)
    }
    var known: [ClaimTask.Outcome] = []
    var failure: RunFailure?
    job.finish(threads: ProcessInfo.processInfo.activeProcessorCount) { index, outcome in
      if case .failed(let reason) = outcome {
        failure = reason
        return false
      }
      known.append(outcome)
      let item = items[parts[index].item]
      if known.count == item.claim.trials.seeds {
        each(Result(item, known))
        known = []
      }
      return true
    }
    if let failure { throw failure }
  }
}

extension ClaimCheck.Result {
  fileprivate init(_ item: ClaimCheck.Item, _ outcomes: [ClaimTask.Outcome]) {
    self.item = item
    measured = outcomes.map { if case .measured(let text, _) = $0 { text } else { "" } }
    holding = outcomes.filter { if case .measured(_, true) = $0 { true } else { false } }.count
  }
}

/// A claim measured from one seed.
private struct ClaimTask: JobTask {
  enum Outcome: Sendable {
    case measured(String, Bool)
    case failed(RunFailure)
  }

  /// Updates between two looks at a claim that is reached at some time.
  private static let interval = 25

  private let claim: Claim
  private let updates: Int
  private let run: HeadlessRun?
  private let failure: RunFailure?
  private(set) var progress = 0
  private(set) var hasWork: Bool

  init(_ item: ClaimCheck.Item, seed: Int, library: TextLibrary) {
    var configuration = item.configuration
    configuration.seed = seed
    claim = item.claim
    updates = item.claim.trials.updates ?? configuration.updates
    do {
      run = try HeadlessRun(
        configuration, library: library, dataFile: nil, watching: item.observations)
      failure = nil
    } catch {
      run = nil
      failure = error as? RunFailure ?? RunFailure(reason: "\(error)")
    }
    hasWork = run != nil && updates > 0
  }

  mutating func advance() {
    guard let run, hasWork else { return }
    // A claim about the end is measured there, and one that is reached now and then.
    let count = min(claim.isReached ? Self.interval : updates, updates - progress)
    run.train(updates: count)
    progress += count
    let isReached = claim.isReached && claim.condition.holds(for: run.snapshot)
    hasWork = progress < updates && !isReached && run.snapshot.divergedAt == nil
  }

  var output: Outcome {
    guard let run else { return .failed(failure ?? RunFailure(reason: "no run")) }
    let snapshot = run.snapshot
    let when = claim.isReached ? " at update \(snapshot.update)" : ""
    return .measured(
      claim.condition.measured(snapshot) + when, claim.condition.holds(for: snapshot))
  }
}
