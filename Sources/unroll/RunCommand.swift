import ArgumentParser
import Foundation
import Lab
import Screen

/// Trains a lesson's model without a terminal.
struct Run: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    abstract: "Train a lesson's model without a terminal.")
  @OptionGroup var lesson: LessonOptions

  @Option(help: "Updates to do; otherwise as many as the lesson plans.")
  var updates: Int?

  @Option(help: "text: charts and final numbers; json: an object per line.")
  var format = Format.text

  func run() throws {
    let chosen = try lesson.resolve(in: Library.found())
    let updates = updates ?? chosen.configuration.updates
    guard (0...100_000_000).contains(updates) else {
      throw Failure("--updates \(updates): allowed is 0 to 100000000")
    }
    let training = try HeadlessRun(
      chosen.configuration, library: Library.found().texts, dataFile: chosen.dataFile,
      threads: lesson.threads)
    switch format {
    case .text:
      training.train(updates: updates)
      let panels = chosen.experiment.pages[chosen.page].panels
      print(
        Report.text(training.snapshot, panels: panels, Environment.capabilities), terminator: "")
    case .json: try printLines(of: training, updates: updates, chosen)
    }
  }

  private func printLines(
    of training: HeadlessRun, updates: Int, _ chosen: LessonOptions.Choice
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func line(_ value: some Encodable) {
      guard let data = try? encoder.encode(value) else { return }
      FileHandle.standardOutput.write(data + Data("\n".utf8))
    }
    line(
      RunRecord.Header(
        version: Unroll.version, lesson: chosen.experiment.lesson.name,
        configuration: chosen.configuration, threads: lesson.threads, data: chosen.dataFile))
    let clock = ContinuousClock()
    let start = clock.now
    training.train(updates: updates) { snapshot in
      line(RunRecord.Update(snapshot, secondsElapsed: (clock.now - start) / .seconds(1)))
    }
    line(
      RunRecord.Update(
        training.snapshot, secondsElapsed: (clock.now - start) / .seconds(1), isSummary: true))
  }
}
