import Foundation
import Testing

@testable import Runs

@Suite("Transcripts")
struct TranscriptTests {
  private static let other: Configuration = {
    var configuration = Configuration()
    configuration.cell = "lstm"
    configuration.rate = 0.1 + 0.2
    configuration.forgetBias = -1.5
    configuration.pace = 50
    return configuration
  }()

  @Test(
    "A line reads back as what it was",
    arguments: [
      TranscriptLine.note("07-vanishing page 3"), .command(update: 7, .train),
      .command(update: 0, .pause), .command(update: 12, .step), .command(update: 1, .stop),
      .command(update: 3, .trySeeds), .command(update: 8, .fork(5)), .command(update: 8, .unfork),
      .command(update: 9, .adjust(other)), .command(update: 4, .ask("3 May  1979")),
      .command(update: 5, .nudge(7, -0.1)), .command(update: 5, .check(3)),
      .command(update: 0, .start(run: 4, configuration: other, dataFile: nil)),
      .command(update: 0, .start(run: 4, configuration: other, dataFile: "/tmp/a text.txt")),
      .command(
        update: 0,
        .start(
          run: 4, configuration: other, dataFile: "/tmp/a text.txt",
          contestants: [Configuration(), other])),
      .figure(run: 2, update: 40, loss: 0.1 + 0.2, norm: 1e-38),
    ])
  func roundTrip(line: TranscriptLine) throws {
    #expect(try TranscriptLine(line.text) == line)
  }

  @Test("Not a number keeps its bits")
  func notANumber() throws {
    let line = TranscriptLine.figure(run: 1, update: 2, loss: .infinity, norm: .nan)
    guard case .figure(1, 2, .infinity, let norm) = try TranscriptLine(line.text) else {
      Issue.record("another line came back")
      return
    }
    #expect(norm.isNaN)
  }

  @Test(
    "What is no line is refused",
    arguments: [
      "", "at", "at x train", "at -1 train", "at 1 fly", "at 1 start", "at 1 start x cell=lstm",
      "at 1 adjust cell=lstn", "figure 1 2", "figure 1 2 x y", "at 1 start 1 cell=lstm nonsense",
    ])
  func refused(text: String) {
    #expect(throws: SettingError.self) { try TranscriptLine(text) }
  }

  @Test("A session done again has the same figures; a figure that was changed is found")
  func replay() throws {
    var configuration = Configuration()
    configuration.steps = 8
    configuration.updates = 30
    var faster = configuration
    faster.rate = 0.05
    let run = TrainingRun(library: TextLibrary(assets: ""))
    var lines: [TranscriptLine] = []
    func perform(_ command: TrainingCommand) {
      lines.append(.command(update: run.snapshot.update, command))
      run.perform(command)
    }
    func note() {
      lines.append(
        .figure(
          run: run.snapshot.run, update: run.snapshot.update, loss: run.snapshot.loss ?? 0,
          norm: run.snapshot.gradientNorm ?? 0))
    }
    perform(.start(run: 1, configuration: configuration, dataFile: nil))
    perform(.train)
    for _ in 0..<10 { run.advance() }
    note()
    perform(.adjust(faster))
    for _ in 0..<15 { run.advance() }
    perform(.pause)
    perform(.step)
    note()
    var verdicts: [Bool] = []
    try Replay(library: TextLibrary(assets: "")).run(lines) { verdicts.append($1) }
    #expect(verdicts == [true, true])
    // Without the change of the rate the second figure is another.
    verdicts = []
    let without = lines.filter { $0 != .command(update: 10, .adjust(faster)) }
    try Replay(library: TextLibrary(assets: "")).run(without) { verdicts.append($1) }
    #expect(verdicts == [true, false])
    #expect(throws: RunFailure.self) {
      try Replay(library: TextLibrary(assets: "")).run([.command(update: 5, .train)]) { _, _ in }
    }
  }
}
