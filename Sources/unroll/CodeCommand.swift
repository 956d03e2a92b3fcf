import ArgumentParser
import Lab
import Runs

/// `unroll code LESSON`: the run of a lesson's page as a PyTorch program, to be read beside it.
struct Code: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a PyTorch program that does what a lesson's page trains.",
    discussion: """
      The program needs Python 3 and torch. It draws the same weights and the same data, and its
      losses are those of unroll run, up to rounding.
      """)
  @OptionGroup var lesson: LessonOptions

  func run() throws {
    let library = try lesson.library()
    let chosen = try lesson.resolve(in: library)
    do {
      let program = try PyTorchProgram(
        chosen.experiment.source(page: chosen.page), configuration: chosen.configuration,
        dataFile: chosen.dataFile, shipped: library.texts.shipped)
      print(program.text, terminator: "")
    } catch {
      throw Failure("code: \(error)")
    }
  }
}
