import Foundation
import Problems
import Testing

@testable import Runs

/// Every setting with every problem and every model that learns it.
@Suite("What settings apply to")
struct ApplicabilityTests {
  private static let home = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// A problem with a kind of model that learns it.
  struct Pair: Sendable, CustomTestStringConvertible {
    let problem: String
    let model: String

    var testDescription: String { "\(problem), \(model)" }
  }

  static let pairs = ProblemKind.all.flatMap { problem in
    ModelKind.all.filter { $0.learns(problem) }.map { Pair(problem: problem.name, model: $0.name) }
  }

  /// The losses of two updates, to the bit; nil where the run cannot be set up.
  private func losses(_ configuration: Configuration) -> [UInt32]? {
    let run = TrainingRun(library: TextLibrary(assets: Self.home + "/assets"))
    run.perform(.start(run: 1, configuration: configuration, dataFile: nil))
    for _ in 0..<2 { run.perform(.step) }
    return run.snapshot.update > 0 ? run.snapshot.losses.points.map(\.y.bitPattern) : nil
  }

  private func configuration(_ pair: Pair) throws -> Configuration {
    var configuration = Configuration()
    (configuration.steps, configuration.batch, configuration.hidden) = (8, 4, 5)
    configuration.embedding = 6
    configuration.cell = ModelKind.named(pair.model)?.cells?.first ?? "tanh"
    try configuration.apply(["problem=\(pair.problem)", "model=\(pair.model)"])
    return configuration
  }

  /// Settings that change no loss by purpose, and those that choose the pair.
  private static let others = ["problem", "model", "temperature", "pace", "updates"]

  /// All sequences of these problems are the same, so that any number of them has one loss.
  private static let withoutDraws = ["hello", "sine"]

  /// Counts draw nothing; their seed decides what is written only.
  private func changesNoLoss(_ setting: Setting, _ pair: Pair) -> Bool {
    setting.name == "batch" && Self.withoutDraws.contains(pair.problem)
      || setting.name == "seed" && pair.model == "ngram"
  }

  @Test(
    "What applies changes the losses of a run, and what does not apply changes none",
    arguments: pairs)
  func effects(pair: Pair) throws {
    for setting in Setting.catalogue where !Self.others.contains(setting.name) {
      var base = try configuration(pair)
      if setting.name == "gain" { base.initialization = "orthogonal" }
      if setting.name == "forget-bias", pair.model != "scan" { base.cell = "lstm" }
      let expected = try #require(losses(base), "\(setting.name)")
      // The smallest norm clips even a gradient that is small already.
      let values = setting.stops + (setting.name == "clip" ? ["0.001"] : [])
      let changes = try (values.prefix(3) + values.suffix(2)).contains { value in
        var other = base
        try setting.set(value, in: &other)
        return losses(other).map { $0 != expected } ?? false
      }
      let applies = setting.applies(to: base)
      #expect((setting.complaint(in: base) == nil) == applies)
      guard !changesNoLoss(setting, pair) else { continue }
      #expect(changes == applies, "\(setting.name) with \(pair.testDescription)")
    }
  }

  @Test(
    "What has no effect is refused by name, with what it applies to",
    arguments: [
      (
        ["problem=messages", "attention=on"],
        "attention has no effect here (problem messages, model recurrent, cell tanh); "
          + "it applies to the model"
      ),
      (
        ["problem=characters", "carry=off"],
        "it applies to a state that may be carried into the next window (echo, sine)"
      ),
      (["problem=dates", "steps=10"], "problems whose length is chosen (recall, adding,"),
      (["forget-bias=1"], "it applies to cells with a forget gate (lstm, gru,"),
      (["cell=mingru", "gain=2"], "cells with a recurrent matrix (tanh, relu,"),
      (
        ["temperature=1"],
        "it applies to problems that a sample is written for (characters, brackets)"
      ),
      (
        ["problem=recall", "model=encoder-decoder"],
        "the model encoder-decoder cannot learn recall; allowed: "
      ),
    ])
  func refused(settings: [String], message: String) {
    var configuration = Configuration()
    let error = #expect(throws: SettingError.self) { try configuration.apply(settings) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    #expect(configuration == Configuration(), "nothing is taken up by halves")
  }

  @Test("The order of settings does not matter")
  func order() throws {
    var (one, other) = (Configuration(), Configuration())
    try one.apply(["forget-bias=2", "cell=lstm"])
    try other.apply(["cell=lstm", "forget-bias=2"])
    #expect(one == other && one.forgetBias == 2)
  }

  @Test("What was kept is taken up without what says nothing, and refused where it would be lost")
  func kept() throws {
    var configuration = Configuration()
    try configuration.takeUp(["attention=off", "cell=lstm", "forget-bias=2", "carry=on"])
    #expect(configuration.forgetBias == 2)
    #expect(throws: SettingError.self) { try configuration.takeUp(["attention=on"]) }
  }

  @Test("A file's header and a transcript name what applies, and nothing else")
  func records() throws {
    let line = TranscriptLine.command(update: 0, .adjust(Configuration())).text
    #expect(line.contains("cell=tanh") && !line.contains("attention=") && !line.contains("carry="))
    let header = RunRecord.Header(
      version: "", lesson: "", configuration: Configuration(), threads: 1, data: nil)
    let text = String(decoding: try JSONEncoder().encode(header), as: UTF8.self)
    #expect(text.contains(#""cell":"tanh""#) && !text.contains("forget-bias"))
  }

  @Test("What is left over from another problem is not part of a run")
  func effective() throws {
    var configuration = Configuration()
    (configuration.problem, configuration.isBidirectional) = ("sine", true)
    (configuration.cell, configuration.steps) = ("mingru", 8)
    #expect(!configuration.effective.isBidirectional && configuration.effective.steps == 8)
    #expect(configuration.effective.cell == "mingru")
    configuration.problem = "parity"
    #expect(configuration.effective.isBidirectional)
  }

  @Test("Settings without an effect make no other run")
  func same() {
    var (one, other) = (Configuration(), Configuration())
    other.hasAttention = true
    #expect(one.isSameRun(as: other))
    (one.cell, other.cell) = ("lstm", "lstm")
    other.forgetBias = 1
    #expect(!one.isSameRun(as: other))
  }
}
