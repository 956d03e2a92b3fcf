import Foundation
import Runs

/// Finds out whether what lessons say is so, without a terminal.
public struct LessonCheck: Sendable {
  /// What came of one item.
  public struct Result: Sendable {
    /// What was checked.
    public let item: CheckItem
    /// Whether it is so.
    public let isTrue: Bool
    /// What was measured, and what is wrong with it, in a line.
    public let measured: String
    /// What a claim measured, as its file should record it.
    public let record: String?
  }

  /// What is checked, in the order of lessons and pages.
  public let items: [CheckItem]
  private let library: TextLibrary
  private let records: Bool

  /// A check of `items`; of the slow ones only if `includesSlow`.
  ///
  /// - Parameters:
  ///   - items: what is checked
  ///   - library: what runs learn from
  ///   - includesSlow: whether those are done that take long
  ///   - records: whether what claims record is about to be written, so that it may differ
  public init(
    _ items: [CheckItem], library: TextLibrary, includesSlow: Bool, records: Bool = false
  ) {
    self.items = items.filter { includesSlow || !$0.isSlow }
    (self.library, self.records) = (library, records)
  }

  /// Checks all of them: every seed of every item is a task, as many at a time as there are
  /// processors; `each` gets the results in order, as soon as they are known. Throws in one line if
  /// a run cannot be set up.
  public func run(each: (Result) -> Void) throws {
    let parts = items.enumerated().flatMap { item, one -> [(item: Int, seed: Int)] in
      guard case .trials(_, let seeds) = one.work else { return [(item, 1)] }
      return (1...seeds).map { (item, $0) }
    }
    let (items, library) = (items, library)
    let job = Job(count: parts.count) { index in
      CheckTask(items[parts[index].item], seed: parts[index].seed, library: library)
    }
    var known: [CheckTask.Output] = []
    var failure: RunFailure?
    job.finish(threads: ProcessInfo.processInfo.activeProcessorCount) { index, output in
      if case .trial(.failed(let reason)) = output {
        failure = reason
        return false
      }
      known.append(output)
      let item = parts[index].item
      if index + 1 == parts.count || parts[index + 1].item != item {
        each(result(of: items[item], known))
        known = []
      }
      return true
    }
    if let failure { throw failure }
  }

  private func result(of item: CheckItem, _ outputs: [CheckTask.Output]) -> Result {
    let ended = outputs.compactMap { output -> Trial.Result? in
      guard case .trial(.ended(let result)) = output else { return nil }
      return result
    }
    switch item.subject {
    case .claim(let claim): return verdict(on: claim, item, ended)
    case .prediction(let prediction): return Self.verdict(on: prediction, item, ended)
    case .challengeIsOpen:
      let isMet = ended.contains { $0.holding == [true] }
      return Result(
        item: item, isTrue: !isMet, measured: Self.text(ended, withUpdate: isMet), record: nil)
    case .challengeIsMet:
      let isMet = ended.allSatisfy { $0.holding == [true] }
      return Result(
        item: item, isTrue: isMet, measured: Self.text(ended, withUpdate: isMet), record: nil)
    case .demo, .hints:
      guard case .play(let complaint)? = outputs.first else {
        preconditionFailure("a demonstration and hints are played")
      }
      return Result(item: item, isTrue: complaint == nil, measured: complaint ?? "", record: nil)
    }
  }

  private func verdict(on claim: Claim, _ item: CheckItem, _ ended: [Trial.Result]) -> Result {
    let holding = ended.count { $0.holding == [true] }
    let record = MeasuredRange(ended, isReached: claim.isReached).text
    let isRecorded = records || claim.measured == record
    var words =
      "\(claim.condition.text): \(holding) of \(claim.trials.seeds) seeds, "
      + "\(claim.trials.least) needed; measured \(record)"
    if !isRecorded {
      words += "; its file records " + (claim.measured ?? "nothing") + ": see check --record"
    }
    return Result(
      item: item, isTrue: holding >= claim.trials.least && isRecorded, measured: words,
      record: record)
  }

  private static func verdict(
    on prediction: Prediction, _ item: CheckItem, _ ended: [Trial.Result]
  ) -> Result {
    let choices = ended.map { result -> Int? in
      let others = prediction.choices.indices.filter {
        result.holding[$0] && !prediction.choices[$0].condition.isOtherwise
      }
      if others.count > 1 { return nil }
      return others.first ?? prediction.choices.firstIndex { $0.condition.isOtherwise }
    }
    let counts = Dictionary(choices.compactMap(\.self).map { ($0, 1) }) { $0 + $1 }
    let most = counts.values.max() ?? 0
    let isSettled = most >= CheckItem.least
    let told = choices.map { $0.map { String($0 + 1) } ?? "none or several" }
    let isTrue = !choices.contains(nil) && isSettled != prediction.varies
    var words = "choices true from seeds 1 to \(ended.count): \(told.joined(separator: ", "))"
    if isSettled, prediction.varies { words += "; it does not vary" }
    if !isSettled, !prediction.varies, !choices.contains(nil) { words += "; write 'varies: yes'" }
    return Result(
      item: item, isTrue: isTrue, measured: words + "; measured " + text(ended), record: nil)
  }

  private static func text(_ ended: [Trial.Result], withUpdate: Bool = false) -> String {
    ended.map { $0.measured + (withUpdate ? " at update \($0.update)" : "") }
      .joined(separator: "; ")
  }
}

/// One seed of a trial, or something that is played.
private enum CheckTask: JobTask {
  enum Output: Sendable {
    case trial(Trial.Outcome)
    /// What is wrong; nil where nothing is.
    case play(String?)
  }

  case trial(Trial)
  case play(item: CheckItem, library: TextLibrary, complaint: String?, isDone: Bool)

  init(_ item: CheckItem, seed: Int, library: TextLibrary) {
    if case .trials(let plan, let seeds) = item.work {
      self = .trial(Trial(seeds == 1 ? plan : plan.from(seed: seed), library: library))
    } else {
      self = .play(item: item, library: library, complaint: nil, isDone: false)
    }
  }

  var progress: Int { if case .trial(let trial) = self { trial.progress } else { 0 } }

  var hasWork: Bool {
    switch self {
    case .trial(let trial): trial.hasWork
    case .play(_, _, _, let isDone): !isDone
    }
  }

  mutating func advance() {
    switch self {
    case .trial(var trial):
      trial.advance()
      self = .trial(trial)
    case .play(let item, let library, _, _):
      let complaint: String?
      switch item.subject {
      case .hints(let challenge):
        complaint = item.experiment.complaint(
          aboutHintsOf: challenge, page: item.page, library: library)
      case .demo(let unshown):
        complaint = item.experiment.complaintAboutDemo(meeting: unshown, library: library)
      default: complaint = nil
      }
      self = .play(item: item, library: library, complaint: complaint, isDone: true)
    }
  }

  var output: Output {
    switch self {
    case .trial(let trial): .trial(trial.output)
    case .play(_, _, let complaint, _): .play(complaint)
    }
  }
}
