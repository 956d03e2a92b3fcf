import Foundation
import Lessons
import Runs

/// What the student says will happen, before a run that shows it.
public struct Prediction: Sendable, Equatable {
  /// Something that may happen, and when it has.
  public struct Choice: Sendable, Equatable {
    /// In words.
    public let text: String
    /// What a run must be for it.
    public let condition: Condition
  }

  /// What the page asks before the run is started.
  public let question: String
  /// What may happen; none where a marker is set on an axis instead.
  public let choices: [Choice]
  /// What the marker is set for.
  public let guessed: Runs.Measurement?
  /// The update after which it is known.
  public let after: Int
  /// Why it is so, shown afterwards.
  public let why: String

  /// The first choice that `snapshot` makes true; nil where none is.
  public func outcome(_ snapshot: Snapshot) -> Int? {
    choices.firstIndex { $0.condition.holds(for: snapshot) }
  }

  /// What of it was measured, in words.
  public func measured(_ snapshot: Snapshot, answer: Int?) -> String {
    if let guessed { return guessed.words(snapshot) ?? "no \(guessed.name)" }
    return answer.map { choices[$0].condition.measured(snapshot) } ?? ""
  }

  /// Whether `snapshot` decides it: it is time, and what the choices speak of has been measured of
  /// the weights as they are.
  public func isDecided(by snapshot: Snapshot) -> Bool {
    if snapshot.divergedAt != nil { return true }
    return snapshot.update >= after && choices.allSatisfy { $0.condition.isMeasured(by: snapshot) }
  }
}

/// Something that the student brings about, and the lab sees.
public struct Challenge: Sendable, Equatable {
  /// What to do.
  public let text: String
  /// When it is done.
  public let condition: Condition
  /// Help, step by step.
  public let hints: [String]
  /// Settings that show how it is done.
  public let solution: [String]
  /// Why it works, shown afterwards.
  public let why: String
}

/// An exercise whose every word has been found.
public enum PageExercise: Sendable, Equatable {
  case prediction(Prediction)
  case challenge(Challenge)
  case claim(Claim)

  /// What it measures.
  var measurements: [Runs.Measurement] {
    switch self {
    case .prediction(let prediction):
      prediction.choices.flatMap(\.condition.measurements)
        + [prediction.guessed].compactMap(\.self)
    case .challenge(let challenge): challenge.condition.measurements
    case .claim(let claim): claim.condition.measurements
    }
  }
}

/// Turns the blocks of a lesson file into exercises.
struct ExerciseReader {
  let file: String
  /// The settings of the page.
  let configuration: Configuration
  /// What the lesson's knobs can set, each as `name=value`.
  let turns: [String]
  /// What the author may want to change, with file and line.
  private(set) var hints: [String] = []

  init(file: String, configuration: Configuration, turns: [String]) {
    (self.file, self.configuration, self.turns) = (file, configuration, turns)
  }

  mutating func read(_ exercise: Exercise) throws(LessonError) -> PageExercise {
    switch exercise.kind {
    case .predict: .prediction(try prediction(exercise))
    case .try: .challenge(try challenge(exercise))
    case .claim: .claim(try claim(exercise))
    }
  }

  private mutating func prediction(_ exercise: Exercise) throws(LessonError) -> Prediction {
    try check(exercise, fields: ["ask", "choice", "guess", "after", "why"])
    var choices: [Prediction.Choice] = []
    for word in exercise.values("choice") {
      let parts = word.text.split(separator: "|", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard parts.count == 2 else {
        throw wrong(word.line, "a choice is 'words | condition'", ["solved | loss < 0.1"])
      }
      choices.append(
        Prediction.Choice(
          text: parts[0], condition: try condition(Word(text: parts[1], line: word.line))))
    }
    let guess = exercise.values("guess").first
    let guessed = guess.flatMap {
      Runs.Measurement.named(FormerNames.measurements.current($0.text).name)
    }
    if let guess, guessed == nil {
      throw wrong(
        guess.line, "nothing called '\(guess.text)' is measured",
        Runs.Measurement.all.map(\.name))
    }
    guard guessed == nil ? (2...9).contains(choices.count) : choices.isEmpty else {
      throw wrong(
        exercise.line, "a prediction has 2 to 9 lines 'choice', or one line 'guess' instead")
    }
    return Prediction(
      question: try one("ask", exercise), choices: choices, guessed: guessed,
      after: try number("after", exercise, 0...10_000_000) ?? 1,
      why: exercise.values("why").first?.text ?? "")
  }

  private mutating func challenge(_ exercise: Exercise) throws(LessonError) -> Challenge {
    try check(exercise, fields: ["do", "check", "hint", "show", "why"])
    let text = try one("do", exercise)
    let solution = try settings("show", exercise)
    return Challenge(
      text: text, condition: try condition(try word("check", exercise), with: solution),
      hints: exercise.values("hint").map(\.text), solution: solution,
      why: exercise.values("why").first?.text ?? "")
  }

  private mutating func claim(_ exercise: Exercise) throws(LessonError) -> Claim {
    try check(
      exercise, fields: ["say", "set", "updates", "expect", "reach", "seeds", "least", "slow"])
    let isReached = !exercise.values("reach").isEmpty
    guard !isReached || exercise.values("expect").isEmpty else {
      throw wrong(exercise.line, "a claim expects something at the end, or reaches it: not both")
    }
    let seeds = try number("seeds", exercise, 1...50) ?? 5
    let settings = try settings("set", exercise)
    return Claim(
      text: try one("say", exercise),
      trials: Claim.Trials(
        settings: settings, updates: try number("updates", exercise, 0...10_000_000), seeds: seeds,
        least: try number("least", exercise, 1...seeds) ?? seeds,
        isSlow: exercise.values("slow").first?.text == "yes"),
      condition: try condition(
        try word(isReached ? "reach" : "expect", exercise), with: settings),
      isReached: isReached, line: exercise.line)
  }

  private func wrong(_ line: Int, _ problem: String, _ allowed: [String] = []) -> LessonError {
    LessonError(file: file, line: line, problem: problem, allowed: allowed)
  }

  private func check(_ exercise: Exercise, fields: [String]) throws(LessonError) {
    for field in exercise.fields where !fields.contains(field.key.text) {
      throw wrong(
        field.key.line, "a \(exercise.kind.rawValue) block has no line '\(field.key.text)'", fields)
    }
  }

  private func word(_ name: String, _ exercise: Exercise) throws(LessonError) -> Word {
    let words = exercise.values(name)
    guard words.count == 1, let word = words.first else {
      throw wrong(exercise.line, "a \(exercise.kind.rawValue) block has one line '\(name)'")
    }
    return word
  }

  private func one(_ name: String, _ exercise: Exercise) throws(LessonError) -> String {
    try word(name, exercise).text
  }

  private func number(
    _ name: String, _ exercise: Exercise, _ range: ClosedRange<Int>
  ) throws(LessonError) -> Int? {
    guard let word = exercise.values(name).first else { return nil }
    guard let number = Int(word.text), range.contains(number) else {
      throw wrong(
        word.line, "'\(word.text)' is not a valid value for \(name)",
        ["\(range.lowerBound) to \(range.upperBound)"])
    }
    return number
  }

  /// A condition, each of whose measurements some run of this page has: with its settings, with
  /// `others` or with a knob turned.
  mutating func condition(
    _ word: Word, with others: [String] = []
  ) throws(LessonError) -> Condition {
    do throws(SettingError) {
      let condition = try Condition(word.text)
      hints += condition.hints.map { "\(file):\(word.line): \($0)" }
      if let complaint = condition.complaint(in: try configurations(with: others)) {
        throw complaint
      }
      return condition
    } catch {
      throw LessonError(file: file, line: word.line, error)
    }
  }

  /// What runs of this page may be set to, the page's own settings first.
  private func configurations(with others: [String]) throws(SettingError) -> [Configuration] {
    var own = configuration
    for text in others { try own.apply(text) }
    var all = [configuration, own]
    for turn in turns {
      var turned = own
      try turned.apply(turn)
      if turned.contradiction == nil { all.append(turned) }
    }
    return all
  }

  /// Settings `name=value` with commas between them, each checked beside the others on this page.
  private func settings(_ name: String, _ exercise: Exercise) throws(LessonError) -> [String] {
    var found: [String] = []
    var given: [(setting: Setting, line: Int)] = []
    var together = configuration
    for word in exercise.values(name) {
      for part in word.text.split(separator: ",") {
        let text = part.trimmingCharacters(in: .whitespaces)
        do {
          given.append((try together.set(text), word.line))
        } catch {
          throw LessonError(file: file, line: word.line, error)
        }
        found.append(text)
      }
    }
    for (setting, line) in given {
      guard let problem = together.contradiction ?? setting.complaint(in: together) else {
        continue
      }
      throw LessonError(file: file, line: line, problem)
    }
    return found
  }
}
