/// A run from one seed without a terminal, and which of several conditions came true in it.
package struct Trial: JobTask {
  /// What is run, and what is asked of it.
  package struct Plan: Sendable {
    /// The run's settings, with its seed.
    package var configuration: Configuration
    /// The runs that learn the same problem beside it.
    package var contestants: [Configuration]
    /// What is measured.
    package var watched: Watch
    /// Updates of the run.
    package var updates: Int
    /// What may come true.
    package var conditions: [Condition]
    /// Whether it is enough that the first condition holds once; all are asked at the end else.
    package var isReached: Bool

    /// A run of `updates` updates, asked at its end unless `isReached`.
    package init(
      _ configuration: Configuration, contestants: [Configuration], watched: Watch, updates: Int,
      conditions: [Condition], isReached: Bool = false
    ) {
      (self.configuration, self.contestants) = (configuration, contestants)
      (self.watched, self.updates) = (watched, updates)
      (self.conditions, self.isReached) = (conditions, isReached)
    }

    /// The same from another seed.
    package func from(seed: Int) -> Plan {
      var plan = self
      plan.configuration.seed = seed
      for index in plan.contestants.indices { plan.contestants[index].seed = seed }
      return plan
    }
  }

  /// What came of it.
  package enum Outcome: Sendable {
    case ended(Result)
    case failed(RunFailure)
  }

  /// A run that has ended.
  package struct Result: Sendable {
    /// Which of the conditions hold.
    package let holding: [Bool]
    /// The numbers that the conditions are about, by name.
    package let values: [(name: String, number: Double)]
    /// The same in words, with what diverged.
    package let measured: String
    /// Updates done.
    package let update: Int
  }

  /// Updates between two looks at something that is reached at some time.
  private static let interval = 25

  private let plan: Plan
  private let run: HeadlessRun?
  private let failure: RunFailure?
  package private(set) var progress = 0
  package private(set) var hasWork: Bool

  /// Sets up the run.
  package init(_ plan: Plan, library: TextLibrary) {
    self.plan = plan
    do {
      run = try HeadlessRun(
        plan.configuration, beside: plan.contestants, library: library, watching: plan.watched)
      failure = nil
    } catch {
      run = nil
      failure = error as? RunFailure ?? RunFailure(reason: "\(error)")
    }
    hasWork = run != nil && plan.updates > 0
  }

  package mutating func advance() {
    guard let run, hasWork else { return }
    let count = min(plan.isReached ? Self.interval : plan.updates, plan.updates - progress)
    run.train(updates: count)
    progress += count
    let isReached = plan.isReached && plan.conditions[0].holds(for: run.snapshot)
    hasWork = progress < plan.updates && !isReached && run.snapshot.divergedAt == nil
  }

  package var output: Outcome {
    guard let run else { return .failed(failure ?? RunFailure(reason: "no run")) }
    let snapshot = run.snapshot
    var values: [(name: String, number: Double)] = []
    for value in plan.conditions.flatMap({ $0.values(snapshot) })
    where !values.contains(where: { $0.name == value.name }) {
      values.append(value)
    }
    return .ended(
      Result(
        holding: plan.conditions.map { $0.holds(for: snapshot) }, values: values,
        measured: Condition.measured(plan.conditions, snapshot), update: snapshot.update))
  }
}
