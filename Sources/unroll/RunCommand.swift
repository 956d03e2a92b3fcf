import ArgumentParser
import Foundation
import Lab
import Runs
import Screen

/// Trains a lesson's model without a terminal.
struct Run: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    abstract: "Train a lesson's model without a terminal.",
    discussion: "The exit status is 3 for a run that diverged.")
  @OptionGroup var lesson: LessonOptions

  @Option(help: "Updates to do; otherwise as many as the lesson plans.")
  var updates: Int?

  @Option(
    help: ArgumentHelp(
      "Go on from the run in this file (safetensors).", valueName: "file"))
  var load: String?

  @Option(
    help: ArgumentHelp(
      """
      Write the run to this file at the end: parameters by PyTorch's names, and what --load needs.
      """,
      valueName: "file"))
  var save: String?

  @Option(help: "text: charts and final numbers; json: an object per line.")
  var format = Format.text

  func run() throws {
    let library = try Library.found()
    let chosen = try lesson.resolve(in: library)
    let updates = updates ?? chosen.configuration.updates
    guard (0...100_000_000).contains(updates) else {
      throw Failure("--updates \(updates): allowed is 0 to 100000000")
    }
    let training = try HeadlessRun(
      chosen.configuration, library: library.texts, dataFile: chosen.dataFile,
      threads: lesson.threads,
      watching: chosen.experiment.pages[chosen.page].observations)
    if let load { try read(load, into: training) }
    switch format {
    case .text:
      training.train(updates: updates)
      let panels = chosen.experiment.pages[chosen.page].panels
      print(
        Report.text(training.snapshot, panels: panels, Environment.capabilities), terminator: "")
    case .json: try printLines(of: training, updates: updates, chosen)
    }
    if let save { try write(training.saved().bytes(), to: save) }
    if training.snapshot.divergedAt != nil { throw ExitCode(Self.divergedStatus) }
  }

  /// The exit status of a run whose numbers did not stay finite.
  private static let divergedStatus: Int32 = 3

  private func read(_ file: String, into training: HeadlessRun) throws {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw Failure("--load \(file): cannot be read")
    }
    do {
      try training.load(bytes: [UInt8](bytes))
    } catch {
      throw Failure("--load \(file): \(error)")
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Failure("--save \(path): cannot be written")
    }
  }

  private func printLines(
    of training: HeadlessRun, updates: Int, _ chosen: LessonOptions.Choice
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func put(_ value: some Encodable) throws {
      try StandardOutput.putLine(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
    try put(
      RunRecord.Header(
        version: Unroll.version, lesson: chosen.experiment.lesson.name,
        configuration: chosen.configuration, threads: lesson.threads, data: chosen.dataFile))
    let clock = ContinuousClock()
    let start = clock.now
    try training.train(updates: updates) { snapshot in
      try put(RunRecord.Update(snapshot, secondsElapsed: (clock.now - start) / .seconds(1)))
    }
    try put(
      RunRecord.Update(
        training.snapshot, secondsElapsed: (clock.now - start) / .seconds(1), isSummary: true))
  }
}
