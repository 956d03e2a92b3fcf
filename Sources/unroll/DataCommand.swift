import ArgumentParser
import Lab

/// `unroll data LESSON`: what a lesson's page learns from, as a file.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Print what a lesson's page learns from, as a file that --data takes.",
    discussion: """
      A text, or lines of two columns with a tab between: a label and a text, or a source and its \
      target. A run on the printed file has the same digits.
      """)
  @OptionGroup var lesson: LessonOptions

  func run() throws {
    let library = try lesson.library()
    let chosen = try lesson.resolve(in: library)
    do {
      print(
        try library.texts.file(chosen.dataFile, for: chosen.configuration), terminator: "")
    } catch {
      throw Failure("data: \(error)")
    }
  }
}
