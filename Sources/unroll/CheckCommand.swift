import ArgumentParser
import Foundation
import Lab
import Runs

/// `unroll check [LESSON...]`: reads lessons as the lab does, and measures what they claim.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the claims of lessons over their seeds; fails if one is false.",
    discussion: """
      Every mistake in a lesson file is told with its line. Claims that take long are measured with
      --all, or where their lesson is named.
      """)

  @Argument(help: "The lessons: names, numbers or parts of names; all of them without.")
  var lessons: [String] = []

  @Flag(help: "Also the claims that take long.")
  var all = false

  func run() throws {
    let library = try Library.found()
    let broken = library.entries.compactMap {
      if case .broken(_, let reason) = $0 { reason } else { nil }
    }
    let experiments =
      lessons.isEmpty ? library.experiments : try lessons.map { try library.experiment(named: $0) }
    if lessons.isEmpty, !broken.isEmpty {
      for reason in broken { print("WRONG  \(reason)") }
      throw Failure("check: \(broken.count) lesson files cannot be read")
    }
    let check = ClaimCheck(
      experiments.flatMap(\.claims), library: library.texts, includesSlow: all || !lessons.isEmpty)
    var wrong = 0
    let clock = ContinuousClock()
    let start = clock.now
    do {
      try check.run { result in
        let claim = result.item.claim
        print("\(result.isTrue ? "true " : "FALSE")  \(result.item.location)  \(claim.text)")
        print(
          "       \(claim.condition.text): \(result.holding) of \(claim.trials.seeds) seeds, "
            + "\(claim.trials.least) needed; measured " + result.measured.joined(separator: "; "))
        fflush(nil)
        if !result.isTrue { wrong += 1 }
      }
    } catch {
      throw Failure("\(error)")
    }
    let seconds = Int(((clock.now - start) / .seconds(1)).rounded())
    print(
      "\n\(check.items.count) claims of \(experiments.count) lessons in \(seconds) s, "
        + "\(wrong) false"
    )
    if wrong > 0 { throw ExitCode(1) }
  }
}
