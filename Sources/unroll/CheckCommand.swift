import ArgumentParser
import Foundation
import Lab
import Lessons
import Runs

/// `unroll check [LESSON...]`: reads lessons as the lab does, and finds out whether what they say
/// is so.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check what lessons say, by running it; fails if something is not so.",
    discussion: """
      Claims and predictions are measured from several seeds, demonstrations are played, and \
      challenges are met as they show. Every mistake in a lesson file is told with its line. What \
      takes long is done with --all, or where its lesson is named.
      """)

  @Argument(
    help: "The lessons: names, numbers, parts of names, or files (FILE.md); all of them without.")
  var lessons: [String] = []

  @Flag(help: "Also what takes long.")
  var all = false

  @Flag(help: "Write what every claim measured into its lesson file, and compare it later.")
  var record = false

  @OptionGroup var home: LibraryOptions

  func run() throws {
    let library = try home.library()
    let items = lessons.isEmpty ? library.items : try lessons.map { try library.find(named: $0) }
    let experiments = items.compactMap(\.experiment)
    var broken = items.flatMap(\.mistakes)
    broken += experiments.flatMap(\.complaints)
    for mistake in broken { print("WRONG  \(mistake)") }
    for hint in experiments.flatMap(\.hints) { print("hint   \(hint)") }

    let check = LessonCheck(
      experiments.flatMap(\.checkItems), library: library.texts,
      includesSlow: all || !lessons.isEmpty, records: record)
    var results: [LessonCheck.Result] = []
    let clock = ContinuousClock()
    let start = clock.now
    do {
      try check.run { result in
        print("\(result.isTrue ? "true " : "FALSE")  \(result.item.location)  \(result.item.text)")
        if !result.measured.isEmpty { print("       \(result.measured)") }
        fflush(nil)
        results.append(result)
      }
    } catch {
      throw Failure("\(error)")
    }
    if record { for item in items { try item.record(results) } }
    let seconds = Int(((clock.now - start) / .seconds(1)).rounded())
    let wrong = results.count { !$0.isTrue }
    print(
      "\n\(results.count) checks of \(experiments.count) lessons in \(seconds) s: \(wrong) false, "
        + "\(broken.count) mistakes")
    if wrong + broken.count > 0 { throw ExitCode(1) }
  }
}
