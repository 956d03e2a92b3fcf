import ArgumentParser
import CTerminal
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
    discussion: """
      The exit status is 3 for a run that diverged. Where a signal ends a run that is saved, what \
      there is is saved, and the exit status is 128 and the signal's number.
      """)
  @OptionGroup var lesson: LessonOptions

  @Option(help: "Updates to do; otherwise as many as the lesson plans.")
  var updates: Int?

  @Option(
    help: ArgumentHelp(
      """
      Go on from the run in this file (safetensors), with its settings; or from the weights of an \
      nn.RNN, nn.LSTM or nn.GRU with an embedding and a linear head that PyTorch trained. \
      --updates 0 evaluates them.
      """, valueName: "file"))
  var load: String?

  @Option(
    help: ArgumentHelp(
      """
      Write the run to this file at the end: parameters by PyTorch's names, and what --load needs.
      """,
      valueName: "file"))
  var save: String?

  @Option(help: "Also save after every so many updates.")
  var saveEvery: Int?

  @Option(help: "text: charts and final numbers; json: an object per line.")
  var format = Format.text

  func run() throws {
    let library = try lesson.library()
    var chosen = try lesson.resolve(in: library)
    try check(updates: updates ?? 0)
    let target = try save.map {
      try OutputFile($0, option: "--save", sparing: chosen.dataFile)
    }
    let saved = try load.map(SavedRunFile.read)
    let page = chosen.configuration
    if let saved {
      chosen.configuration = try told { try saved.configuration(on: page, given: lesson.given) }
    }
    let training = try told {
      let training = try HeadlessRun(
        chosen.configuration, library: library.texts, dataFile: chosen.dataFile,
        threads: lesson.threads,
        watching: Watch(chosen.experiment.pages[chosen.page].observations), from: saved)
      if let saved { try training.load(saved) }
      return training
    }
    for note in saved?.notes(
      page: page, configuration: chosen.configuration, data: training.data) ?? []
    {
      Self.tell("\(load ?? ""): \(note)")
    }
    if target != nil { interrupt_listen() }
    try train(training, chosen, target)
    let signal = interrupt_number()
    if signal != 0 {
      Self.tell("stopped at update \(training.updates), and saved to \(save ?? "")")
      throw ExitCode(128 + signal)
    }
    if training.snapshot.divergedAt != nil { throw ExitCode(Self.divergedStatus) }
  }

  /// The exit status of a run whose numbers did not stay finite.
  private static let divergedStatus: Int32 = 3

  private func check(updates: Int) throws {
    guard (0...100_000_000).contains(updates) else {
      throw Failure("--updates \(updates): allowed is 0 to 100000000")
    }
    guard let saveEvery else { return }
    guard save != nil else { throw Failure("--save-every needs --save") }
    guard (1...100_000_000).contains(saveEvery) else {
      throw Failure("--save-every \(saveEvery): allowed is 1 to 100000000")
    }
  }

  /// Says whose mistake an error is, where a file is loaded.
  private func told<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      guard let load else { throw error }
      throw Failure("--load \(load): \(error)")
    }
  }

  private static func tell(_ line: String) {
    FileHandle.standardError.write(Data("unroll: \(line)\n".utf8))
  }

  /// Trains, saves, and prints; what was trained is saved even where it cannot be printed.
  private func train(
    _ training: HeadlessRun, _ chosen: LessonOptions.Choice, _ target: OutputFile?
  ) throws {
    let lines = format == .json ? RunLines() : nil
    do {
      try lines?.begin(chosen, threads: lesson.threads)
      for done in 0..<(updates ?? chosen.configuration.updates) {
        guard interrupt_number() == 0, training.step() else { break }
        if let lines {
          training.finishEvaluations()
          try lines.put(training.snapshot)
        }
        if let saveEvery, (done + 1) % saveEvery == 0 {
          try target?.write(training.saved().bytes())
        }
      }
    } catch {
      try target?.write(training.saved().bytes())
      throw error
    }
    training.evaluate()
    try target?.write(training.saved().bytes())
    if let lines { return try lines.put(training.snapshot, isSummary: true) }
    let panels = chosen.experiment.pages[chosen.page].panels
    print(
      Report.text(training.snapshot, panels: panels, Environment.capabilities), terminator: "")
  }
}

/// The lines of a run as JSON.
private struct RunLines {
  private let encoder: JSONEncoder
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  init() {
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    start = clock.now
  }

  func begin(_ chosen: LessonOptions.Choice, threads: Int) throws {
    try putLine(
      RunRecord.Header(
        version: Unroll.version, lesson: chosen.experiment.lesson.name,
        configuration: chosen.configuration, threads: threads, data: chosen.dataFile))
  }

  func put(_ snapshot: Snapshot, isSummary: Bool = false) throws {
    try putLine(
      RunRecord.Update(
        snapshot, secondsElapsed: (clock.now - start) / .seconds(1), isSummary: isSummary))
  }

  private func putLine(_ value: some Encodable) throws {
    try StandardOutput.putLine(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
