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
      Claims and predictions are measured from several seeds, demonstrations are played, challenges \
      are met as they show. Every mistake in a lesson file is told with its line. What takes long \
      is done with --all, or where its lesson is named.
      """)

  @Argument(
    help: "The lessons: names, numbers, parts of names, or files (FILE.md); all of them without.")
  var lessons: [String] = []

  @Flag(help: "Also what takes long.")
  var all = false

  @Flag(help: "Write what every claim measured into its lesson file, and compare it later.")
  var record = false

  @OptionGroup var place: LibraryOptions

  func run() throws {
    let library = try place.library()
    var broken: [LessonError] = []
    var experiments: [Experiment] = []
    if lessons.isEmpty {
      (experiments, broken) = (library.experiments, library.mistakes)
    } else {
      for name in lessons {
        let found = try library.find(named: name)
        broken += found.mistakes
        if let experiment = found.experiment { experiments.append(experiment) }
      }
    }
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
    if record { try library.record(results) }
    let seconds = Int(((clock.now - start) / .seconds(1)).rounded())
    let wrong = results.count { !$0.isTrue }
    print(
      "\n\(results.count) checks of \(experiments.count) lessons in \(seconds) s: \(wrong) false, "
        + "\(broken.count) mistakes")
    if wrong + broken.count > 0 { throw ExitCode(1) }
  }
}
