import Foundation
import Lessons
import Runs

/// Turns the blocks of a lesson file into exercises.
struct ExerciseReader {
  let file: String
  /// The settings of the page.
  let configuration: Configuration
  /// The page's contestants.
  let contestants: [Configuration]
  /// What the lesson's knobs can set, each as `name=value`.
  let turns: [String]
  /// What the author may want to change, with file and line.
  private(set) var hints: [String] = []
  /// What is wrong in lines of a block that can be read apart from the others.
  private(set) var mistakes: [LessonError] = []

  init(
    file: String, configuration: Configuration, contestants: [Configuration], turns: [String]
  ) {
    (self.file, self.configuration) = (file, configuration)
    (self.contestants, self.turns) = (contestants, turns)
  }

  mutating func read(_ exercise: Exercise) throws(LessonError) -> PageExercise {
    switch exercise.kind {
    case .predict: .prediction(try prediction(exercise))
    case .try: .challenge(try challenge(exercise))
    case .claim: .claim(try claim(exercise))
    }
  }

  private mutating func prediction(_ exercise: Exercise) throws(LessonError) -> Prediction {
    try check(
      exercise, fields: ["ask", "choice", "guess", "path", "after", "varies", "slow", "why"])
    let path = try settings("path", exercise)
    var choices: [Prediction.Choice] = []
    for word in exercise.values("choice") {
      do throws(LessonError) {
        choices.append(try choice(word, path: path))
      } catch {
        mistakes.append(error)
      }
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
    let count = exercise.values("choice").count
    guard guessed == nil ? (2...9).contains(count) : count == 0 else {
      throw wrong(
        exercise.line, "a prediction has 2 to 9 lines 'choice', or one line 'guess' instead")
    }
    if let early = choices.dropLast().first(where: \.condition.isOtherwise) {
      throw wrong(
        exercise.line, "'\(early.text)' is true otherwise, so it is the last choice")
    }
    let updates = configuration.updates
    return Prediction(
      question: try one("ask", exercise), choices: choices, guessed: guessed, path: path,
      after: try number("after", exercise, 1...updates) ?? updates,
      varies: try isYes("varies", exercise), isSlow: try isYes("slow", exercise),
      why: exercise.values("why").first?.text ?? "", line: exercise.line)
  }

  /// `words | condition`, or `words | condition | why: You may think ...`.
  private mutating func choice(
    _ word: Word, path: [String]
  ) throws(LessonError) -> Prediction.Choice {
    let parts = word.text.split(separator: "|", maxSplits: 2).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard parts.count >= 2, parts.count == 2 || parts[2].hasPrefix("why:") else {
      throw wrong(
        word.line, "a choice is 'words | condition' or 'words | condition | why: words'",
        ["solved | loss < 0.1", "something else | otherwise"])
    }
    return Prediction.Choice(
      text: parts[0],
      condition: try condition(
        Word(text: parts[1], line: word.line), with: path, allowsOtherwise: true),
      refutation: parts.count < 3
        ? "" : parts[2].dropFirst("why:".count).trimmingCharacters(in: .whitespaces))
  }

  /// A line that says `yes` or `no`; without it, no.
  private func isYes(_ name: String, _ exercise: Exercise) throws(LessonError) -> Bool {
    guard let word = exercise.values(name).first else { return false }
    guard ["yes", "no"].contains(word.text) else {
      throw wrong(
        word.line, "'\(word.text)' is not a valid value for \(name)", ["yes", "no"])
    }
    return word.text == "yes"
  }

  private mutating func challenge(_ exercise: Exercise) throws(LessonError) -> Challenge {
    try check(exercise, fields: ["do", "check", "hint", "show", "why"])
    let text = try one("do", exercise)
    let solution = try settings("show", exercise)
    return Challenge(
      text: text, condition: try condition(try word("check", exercise), with: solution),
      hints: exercise.values("hint").map(\.text), solution: solution,
      why: exercise.values("why").first?.text ?? "", line: exercise.line)
  }

  private mutating func claim(_ exercise: Exercise) throws(LessonError) -> Claim {
    try check(
      exercise,
      fields: [
        "say", "set", "updates", "expect", "reach", "seeds", "least", "slow", "measured",
      ])
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
        isSlow: try isYes("slow", exercise)),
      condition: try condition(
        try word(isReached ? "reach" : "expect", exercise), with: settings),
      isReached: isReached, measured: exercise.values("measured").first?.text,
      line: exercise.line)
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
    _ word: Word, with others: [String] = [], allowsOtherwise: Bool = false
  ) throws(LessonError) -> Condition {
    do throws(SettingError) {
      let condition = try Condition(word.text)
      guard allowsOtherwise || !condition.isOtherwise else {
        throw SettingError(
          problem: "'otherwise' is for the last choice of a prediction", allowed: ["loss < 0.1"])
      }
      guard condition.lastRun <= 1 + contestants.count else {
        throw SettingError(
          problem: "'\(word.text)' speaks of run \(condition.lastRun), and this page has "
            + "\(1 + contestants.count)",
          allowed: ["a line 'contestant: name=value' in its lab block"])
      }
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
    var all = [configuration, own] + contestants
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
