import Runs
import Screen

/// An exercise as it is on its page, line by line: the question and what came of it.
struct ExerciseText {
  let exercise: PageExercise
  let slot: LessonRecord.Slot
  let record: LessonRecord
  /// Whether it may be seen yet.
  var isShown = true
  /// What the run lacks to decide it, each as `clip off`.
  var missing: [String] = []
  /// Whether it is told line by line, with words in place of keys.
  var isLinear = false

  /// Its paragraphs; each is wrapped by whoever draws it, with this indent.
  var paragraphs: [(indent: Int, text: [StyledText])] {
    switch exercise {
    case .prediction(let prediction): lines(of: prediction)
    case .challenge(let challenge): lines(of: challenge)
    case .claim(let claim): lines(of: claim)
    }
  }

  private func lines(of prediction: Prediction) -> [(Int, [StyledText])] {
    let answer = record.answers[slot]
    let outcome = record.outcomes[slot]
    var lines: [(Int, [StyledText])] = [
      (0, [StyledText("Predict  ", .accent.bolded), StyledText(prediction.question, .plain)])
    ]
    for (index, choice) in prediction.choices.enumerated() {
      let isAnswer = index == answer
      let isTrue = outcome != nil && index == outcome?.choice
      var text = [
        StyledText("\(index + 1) ", .accent),
        StyledText(choice.text, isTrue ? .good.bolded : isAnswer ? .strong : .plain),
      ]
      if isTrue { text.append(StyledText(" ✓", .good)) }
      if isAnswer { text.append(StyledText("  ◂ you", .dim)) }
      lines.append((2, text))
    }
    if prediction.guessed != nil {
      return lines + self.lines(ofGuess: record.guesses[slot], outcome)
        + explanation(of: prediction, outcome)
    }
    guard let answer else {
      lines.append(
        (0, [StyledText(way("Press", "1 to \(prediction.choices.count)", "predict"), .dim)]))
      return lines
    }
    guard let outcome else {
      lines.append((0, [StyledText("You said \(answer + 1). " + whatDecides, .dim)]))
      return lines
    }
    let isRight = outcome.choice == answer
    lines.append(
      (
        0,
        [
          StyledText("You said \(answer + 1). Measured: ", .plain),
          StyledText(outcome.measured, isRight ? .good.bolded : .warning.bolded),
          StyledText(isRight ? ". Right." : ".", .plain),
        ]
      ))
    let refutation = isRight ? "" : prediction.choices[answer].refutation
    return lines + (refutation.isEmpty ? [] : [(0, [StyledText(refutation, .plain)])])
      + explanation(of: prediction, outcome)
  }

  /// What the student does for the lab to decide the prediction.
  private var whatDecides: String {
    let train = way("Press", "space", "train")
    guard !missing.isEmpty else { return train }
    return "This is decided with \(missing.joined(separator: ", ")); then "
      + train.prefix(1).lowercased() + train.dropFirst()
  }

  /// `Press space.`, or `Type train.`; `Type predict 1 to 3.` where the key is a number.
  private func way(_ verb: String, _ key: String, _ word: String) -> String {
    guard isLinear else { return "\(verb) \(key)." }
    return key.first?.isNumber == true ? "Type \(word) and \(key)." : "Type \(word)."
  }

  /// What is written under a prediction for which a marker is set on an axis.
  private func lines(
    ofGuess guess: Double?, _ outcome: LessonRecord.Outcome?
  ) -> [(Int, [StyledText])] {
    guard let guess else {
      let press = "Press G, move the marker with up and down, then Enter."
      return [(0, [StyledText(isLinear ? "Type guess and a value." : press, .dim)])]
    }
    let said = "You said \(Measurement.text(guess))."
    guard let outcome else {
      return [(0, [StyledText(said + " " + whatDecides, .dim)])]
    }
    return [
      (
        0,
        [
          StyledText(said + " Measured: ", .plain),
          StyledText(outcome.measured, .good.bolded), StyledText(".", .plain),
        ]
      )
    ]
  }

  /// Why it came so, by the lesson and by the student, once it is known.
  private func explanation(
    of prediction: Prediction, _ outcome: LessonRecord.Outcome?
  ) -> [(Int, [StyledText])] {
    guard outcome != nil else { return [] }
    let sentence = record.sentences[slot]
    let own =
      sentence.map { "You wrote: \($0)" }
      ?? "\(isLinear ? "explain" : "E"): explain the result in one sentence."
    return (prediction.why.isEmpty ? [] : [(0, [StyledText(prediction.why, .plain)])])
      + [(0, [StyledText(own, .dim)])]
  }

  private func lines(of challenge: Challenge) -> [(Int, [StyledText])] {
    let isDone = record.done.contains(slot)
    var lines: [(Int, [StyledText])] = [
      (
        0,
        [
          StyledText(isDone ? "Done ✓  " : "Try this  ", isDone ? .good.bolded : .accent.bolded),
          StyledText(challenge.text, .plain),
        ]
      )
    ]
    if isDone {
      if !challenge.why.isEmpty { lines.append((0, [StyledText(challenge.why, .plain)])) }
      return lines
    }
    let shown = record.hints[slot] ?? 0
    for hint in challenge.hints.prefix(shown) {
      lines.append((2, [StyledText("Hint: \(hint)", .plain)]))
    }
    var keys: [String] = []
    if shown < challenge.hints.count {
      keys.append("\(isLinear ? "hint" : "H"): hint \(shown + 1) of \(challenge.hints.count)")
    }
    if !challenge.solution.isEmpty { keys.append("\(isLinear ? "show" : "D"): show me") }
    if !keys.isEmpty { lines.append((0, [StyledText(keys.joined(separator: "   "), .dim)])) }
    return lines
  }

  private func lines(of claim: Claim) -> [(Int, [StyledText])] {
    let (count, least) = (claim.trials.seeds, claim.trials.least)
    let seeds = count == 1 ? "1 seed" : "\(count) seeds"
    let share = least < count ? "\(least) of \(seeds)" : seeds
    let measured = claim.measured.map { ": \($0)" } ?? ""
    return [
      (0, [StyledText(claim.text, .plain), StyledText("  (\(share)\(measured))", .dim)])
    ]
  }
}
