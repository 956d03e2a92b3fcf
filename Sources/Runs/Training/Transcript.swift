import Foundation

/// What happened in a session, line by line, so that it can be read, collected, and done again bit
/// for bit without a terminal.
///
/// A line is a word and what belongs to it. `at N` lines carry what was asked of training, and the
/// update after which training did it; `figure` lines carry numbers as they were then; all others
/// are for people.
public enum TranscriptLine: Sendable, Equatable {
  /// Something asked of training when it had done `update` updates of its run.
  case command(update: Int, TrainingCommand)
  /// The numbers of a run after an update.
  case figure(run: Int, update: Int, loss: Float, norm: Float)
  /// What a person may want to know: the page, what was predicted, what came of it.
  case note(String)

  /// The line as text.
  public var text: String {
    switch self {
    case .note(let words): return "note " + words.filter { !$0.isNewline }
    case .figure(let run, let update, let loss, let norm):
      return "figure \(run) \(update) \(Self.exact(loss)) \(Self.exact(norm))"
    case .command(let update, let command):
      let words =
        switch command {
        case .start(let run, let configuration, let dataFile, let others):
          "start \(run) "
            + ([configuration] + others).map(Self.settings).joined(separator: " against ")
            + (dataFile.map { " data \($0)" } ?? "")
        case .adjust(let configuration): "adjust \(Self.settings(configuration))"
        case .train: "train"
        case .pause: "pause"
        case .step: "step"
        case .stop: "stop"
        case .trySeeds: "seeds"
        case .fork(let update): "fork \(update)"
        case .unfork: "unfork"
        case .watch: "watch"
        case .ask(let text): "ask \(text.filter { !$0.isNewline })"
        case .nudge(let index, let change): "nudge \(index) \(Self.exact(change))"
        case .check(let index): "check \(index)"
        }
      return "at \(update) \(words)"
    }
  }

  /// The number, and behind it its bits, which alone count when the line is read.
  private static func number(_ word: String) -> Float? {
    word.split(separator: "/").last.flatMap { UInt32($0, radix: 16) }.map { Float(bitPattern: $0) }
  }

  private static func exact(_ value: Float) -> String {
    "\(value)/\(String(value.bitPattern, radix: 16))"
  }

  private static func settings(_ configuration: Configuration) -> String {
    configuration.settings.map { setting in
      let value = setting.record(in: configuration)
      return "\(setting.name)=\(value.replacingOccurrences(of: " ", with: blank))"
    }.joined(separator: " ")
  }

  /// What stands for a blank inside of a value; no value has it otherwise.
  private static let blank = "%20"

  /// Reads a line; throws what is wrong with it.
  public init(_ line: String) throws(SettingError) {
    let words = line.split(separator: " ").map(String.init)
    let wrong = SettingError(
      problem: "'\(line.prefix(40))' is no line of a transcript", allowed: ["at", "figure", "note"])
    switch words.first {
    case "note": self = .note(String(line.dropFirst(5)))
    case "figure":
      let numbers = words.dropFirst(3).compactMap(Self.number)
      guard words.count == 5, let run = Int(words[1]), let update = Int(words[2]),
        numbers.count == 2
      else { throw wrong }
      self = .figure(run: run, update: update, loss: numbers[0], norm: numbers[1])
    case "at":
      guard words.count >= 3, let update = Int(words[1]), update >= 0 else { throw wrong }
      if words[2] == "ask" {
        // What was typed is kept as it was, blanks and all.
        self = .command(update: update, .ask(String(line.dropFirst("at \(words[1]) ask ".count))))
      } else {
        self = .command(update: update, try Self.command(Array(words.dropFirst(2)), wrong))
      }
    default: throw wrong
    }
  }

  private static func command(
    _ words: [String], _ wrong: SettingError
  ) throws(SettingError) -> TrainingCommand {
    switch words[0] {
    case "train": return .train
    case "pause": return .pause
    case "step": return .step
    case "stop": return .stop
    case "seeds": return .trySeeds
    case "unfork": return .unfork
    case "fork":
      guard words.count == 2, let update = Int(words[1]) else { throw wrong }
      return .fork(update)
    case "watch": return .watch(Watch())
    case "nudge":
      guard words.count == 3, let index = Int(words[1]), let change = Self.number(words[2]) else {
        throw wrong
      }
      return .nudge(index, change)
    case "check":
      guard words.count == 2, let index = Int(words[1]) else { throw wrong }
      return .check(index)
    case "adjust": return .adjust(try configuration(words.dropFirst()))
    case "start":
      guard words.count > 2, let run = Int(words[1]) else { throw wrong }
      let end = words.firstIndex(of: "data") ?? words.endIndex
      let file = end < words.endIndex ? words[(end + 1)...].joined(separator: " ") : nil
      var all: [Configuration] = []
      for part in words[2..<end].split(separator: "against", omittingEmptySubsequences: false) {
        all.append(try configuration(part))
      }
      return .start(
        run: run, configuration: all[0], dataFile: file, contestants: Array(all.dropFirst()))
    default: throw wrong
    }
  }

  private static func configuration(
    _ settings: ArraySlice<String>
  ) throws(SettingError) -> Configuration {
    var configuration = Configuration()
    for text in settings {
      try configuration.apply(text.replacingOccurrences(of: blank, with: " "))
    }
    return configuration
  }
}

/// Does a session again, and compares its figures.
public struct Replay {
  private let run: TrainingRun

  /// A replay that reads texts from `library`.
  public init(library: TextLibrary) { run = TrainingRun(library: library, canGoBack: true) }

  /// Does what `lines` say, in order; `each` gets every figure with what it is this time. Throws
  /// what cannot be done.
  public func run(
    _ lines: [TranscriptLine], each: (_ line: TranscriptLine, _ isSame: Bool) -> Void
  ) throws {
    for line in lines {
      switch line {
      case .note: continue
      case .command(let update, let command):
        try goOn(to: update)
        run.perform(command)
        if case .failed(let reason) = run.snapshot.phase { throw RunFailure(reason: reason) }
      case .figure(let number, let update, let loss, let norm):
        try goOn(to: update)
        let snapshot = run.snapshot
        each(
          line,
          snapshot.run == number && snapshot.update == update
            && snapshot.loss?.bitPattern == loss.bitPattern
            && snapshot.gradientNorm?.bitPattern == norm.bitPattern)
      }
    }
  }

  /// Trains until the run has done so many updates.
  private func goOn(to update: Int) throws {
    while run.snapshot.update < update {
      guard run.snapshot.isTraining else {
        throw RunFailure(
          reason: "the run stops at update \(run.snapshot.update), before \(update)")
      }
      run.advanceAlone()
    }
  }
}
