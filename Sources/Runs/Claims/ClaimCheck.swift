import Dispatch
import Synchronization

/// Measures claims of lessons: each over its seeds, without a terminal.
public struct ClaimCheck: Sendable {
  /// A claim and where it stands.
  public struct Item: Sendable {
    /// The lesson's name.
    public let lesson: String
    /// The lesson's file and the claim's line.
    public let place: String
    /// The claim.
    public let claim: Claim
    let configuration: Configuration
    let observations: Set<ObservationKind>

    /// A claim about runs of `configuration`, in addition to which it has settings of its own.
    public init(
      lesson: String, place: String, claim: Claim, configuration: Configuration,
      observations: Set<ObservationKind>
    ) {
      var configuration = configuration
      // The reader of the lesson has tried these settings.
      for text in claim.settings { try? configuration.apply(text) }
      (self.lesson, self.place, self.claim) = (lesson, place, claim)
      (self.configuration, self.observations) = (configuration, observations)
    }
  }

  /// What came of one claim.
  public struct Result: Sendable {
    /// The claim.
    public let item: Item
    /// What each seed gave, in the order of the seeds.
    public let measured: [String]
    /// For how many seeds it held.
    public let holding: Int

    /// Whether it held for as many seeds as it must.
    public var isTrue: Bool { holding >= item.claim.least }
  }

  /// The claims, in the order of lessons and pages.
  public let items: [Item]
  private let library: TextLibrary

  /// A check of `items`; of the slow ones only if `includesSlow`.
  public init(_ items: [Item], library: TextLibrary, includesSlow: Bool) {
    self.items = items.filter { includesSlow || !$0.claim.isSlow }
    self.library = library
  }

  /// Measures all of them, every seed of every claim on one thread, as many at a time as there are
  /// processors; `each` gets the results in order, as soon as they are known. Throws in one line if a run
  /// cannot be set up.
  public func run(each: (Result) -> Void) throws {
    for item in items {
      let outcomes = Mutex<[Int: Outcome]>([:])
      DispatchQueue.concurrentPerform(iterations: item.claim.seeds) { index in
        let outcome = measure(item, seed: index + 1)
        outcomes.withLock { $0[index] = outcome }
      }
      let known = outcomes.withLock { found in (0..<item.claim.seeds).compactMap { found[$0] } }
      for case .failed(let failure) in known { throw failure }
      each(
        Result(
          item: item,
          measured: known.map {
            if case .measured(let text, _) = $0 { text } else { "" }
          },
          holding: known.filter {
            if case .measured(_, true) = $0 { true } else { false }
          }.count))
    }
  }

  private enum Outcome: Sendable {
    case measured(String, Bool)
    case failed(RunFailure)
  }

  private func measure(_ item: Item, seed: Int) -> Outcome {
    var configuration = item.configuration
    configuration.seed = seed
    let updates = item.claim.updates ?? configuration.updates
    do {
      let run = try HeadlessRun(
        configuration, library: library, dataFile: nil, watching: item.observations)
      let claim = item.claim
      var done = 0
      while done < updates, run.snapshot.divergedAt == nil {
        if claim.isReached, done > 0, claim.condition.holds(for: run.snapshot) { break }
        let count = claim.isReached ? min(25, updates - done) : updates - done
        run.train(updates: count)
        done += count
      }
      let snapshot = run.snapshot
      let when = claim.isReached ? " at update \(snapshot.update)" : ""
      return .measured(
        claim.condition.measured(snapshot) + when, claim.condition.holds(for: snapshot))
    } catch let failure as RunFailure {
      return .failed(failure)
    } catch {
      return .failed(RunFailure(reason: "\(error)"))
    }
  }
}
