import Runs
import Screen

/// What a page asks: predictions, markers, hints, solutions, sentences.
extension LabState {
  /// Why the choice with this number cannot be committed to; nil where it can.
  func predictionRefusal(_ choice: Int?) -> String? {
    guard predictions != .off, let (_, prediction) = open?.openPrediction else {
      return "nothing on this page waits for a prediction"
    }
    guard prediction.guessed == nil else {
      return "this page asks for a marker: \(way(to: "guess"))"
    }
    guard let choice, !prediction.choices.indices.contains(choice) else { return nil }
    return "there are the choices 1 to \(prediction.choices.count)"
  }

  /// Commits to the choice with this number.
  mutating func predict(_ choice: Int) {
    guard let (slot, _) = open?.openPrediction else { return }
    open?.record.answers[slot] = choice
    open?.showExercise(slot.exercise)
    keepRecord()
    tell(
      "you said \(choice + 1); \(way(to: "train")) runs it, \(way(to: "undo")) takes it back")
  }

  /// Takes the last answer back, to be given anew.
  mutating func takeAnswerBack() {
    guard let slot = open?.answerToTakeBack else { return }
    open?.record.answers[slot] = nil
    open?.record.guesses[slot] = nil
    open?.showExercise(slot.exercise)
    keepRecord()
    tell("your answer is taken back: predict again")
  }

  /// Why no marker can be set; nil where one can.
  var guessRefusal: String? {
    guard predictions != .off, let (_, prediction) = open?.openPrediction,
      prediction.guessed != nil
    else { return "this page asks for no marker" }
    return nil
  }

  /// Lets the student set a marker on the axis.
  mutating func beginGuess() {
    let top = open?.baselines.map { Double($0.value) }.max() ?? 1
    overlay = .guess(value: top / 2, step: top / 40)
  }

  /// Commits to a marker at `value`.
  mutating func guess(_ value: Double) {
    guard let (slot, _) = open?.openPrediction else { return }
    open?.record.guesses[slot] = value
    open?.showExercise(slot.exercise)
    keepRecord()
    tell("you said \(Measurement.text(value)); \(way(to: "train")) runs it")
  }

  /// Moves the marker, or commits to where it is.
  mutating func handleGuess(value: Double, step: Double, _ key: Key) {
    switch key {
    case .up, .right, .character("k"): overlay = .guess(value: value + step, step: step)
    case .down, .left, .character("j"): overlay = .guess(value: max(0, value - step), step: step)
    case .pageUp: overlay = .guess(value: value + 5 * step, step: step)
    case .pageDown: overlay = .guess(value: max(0, value - 5 * step), step: step)
    case .enter, .character(" "):
      overlay = nil
      guess(value)
    case .escape: overlay = nil
    default: break
    }
  }

  /// Whether training has to wait for a prediction; says so. Where predictions are not required, a
  /// second press goes on without.
  mutating func waitsForPrediction() -> Bool {
    guard predictions != .off, let (slot, prediction) = open?.openPrediction,
      open?.record.skipped.contains(slot) == false
    else { return false }
    if predictions != .required { open?.record.skipped.insert(slot) }
    if prediction.guessed != nil {
      beginGuess()
      return true
    }
    let keys = (isLinear ? "predict " : "") + "1 to \(prediction.choices.count)"
    tell(
      "predict first: \(keys)"
        + (predictions == .required ? "" : "; \(way(to: "train")) again goes on without"))
    return true
  }

  /// Why there is no further hint; nil where there is one.
  var hintRefusal: String? {
    guard let (slot, challenge) = open?.openChallenge else {
      return "nothing on this page needs a hint"
    }
    let shown = open?.record.hints[slot] ?? 0
    return shown < challenge.hints.count ? nil : "there are no more hints"
  }

  /// Shows the next hint of the page's challenge.
  mutating func showHint() {
    guard let (slot, _) = open?.openChallenge else { return }
    open?.record.hints[slot, default: 0] += 1
    open?.showExercise(slot.exercise)
  }

  /// Why there is no solution to show; nil where there is one.
  var solutionRefusal: String? {
    open?.openChallenge?.challenge.solution.isEmpty == false
      ? nil : "there is nothing to show on this page"
  }

  /// Sets what solves the page's challenge, and starts the run.
  mutating func showSolution() {
    guard let (_, challenge) = open?.openChallenge else { return }
    do {
      try open?.configuration.apply(challenge.solution)
    } catch {
      return tell("\(error)")
    }
    start()
    emit(training: .train)
    open?.isTraining = true
    tell("shown with \(challenge.solution.joined(separator: ", "))")
  }

  /// The last prediction of the page that is decided: the one to write a sentence about.
  private var explainedSlot: LessonRecord.Slot? {
    guard let lesson = open else { return nil }
    return lesson.record.outcomes.keys.filter { $0.page == lesson.page }.max()
  }

  /// Why there is nothing to write a sentence about; nil where there is.
  var explanationRefusal: String? {
    explainedSlot == nil ? "there is nothing to explain yet" : nil
  }

  /// Keeps the student's sentence on why it came as it did.
  mutating func explain(_ sentence: String) {
    guard let slot = explainedSlot else { return }
    open?.record.sentences[slot] = String(sentence.prefix(Self.longestSentence))
    keepRecord()
    tell("kept")
  }

  /// Characters of a sentence that is typed.
  static let longestSentence = 200

  /// Sees what came of predictions and challenges.
  mutating func observeExercises(_ snapshot: Snapshot) {
    guard let lesson = open, snapshot.update > 0 || snapshot.divergedAt != nil, run != runOfDemo
    else { return }
    var record = lesson.record
    var news: String?
    var changed: Int?
    for (slot, exercise) in lesson.exercises {
      switch exercise {
      case .prediction(let prediction):
        guard record.isPredicted(slot), record.outcomes[slot] == nil,
          lesson.isAsked(prediction, of: snapshot.configuration),
          let moment = prediction.decidingMoment(of: snapshot)
        else { continue }
        let outcome = prediction.outcome(moment)
        let measured = prediction.measured(moment)
        record.outcomes[slot] = LessonRecord.Outcome(choice: outcome, measured: measured)
        changed = slot.exercise
        guard let answer = record.answers[slot] else {
          news = "you said \(Measurement.text(record.guesses[slot] ?? 0)), it was \(measured)"
          continue
        }
        news = "you said \(answer + 1), it was \(outcome.map { String($0 + 1) } ?? "none of them")"
      case .challenge(let challenge):
        guard !record.done.contains(slot), challenge.condition.holds(for: snapshot) else {
          continue
        }
        record.done.insert(slot)
        changed = slot.exercise
        news = "done: \(challenge.text)"
      case .claim: continue
      }
    }
    guard record != lesson.record else { return }
    open?.record = record
    if let changed { open?.showExercise(changed) }
    keepRecord()
    if let news { tell(news) }
  }

  /// Puts the open lesson's record among the others, and asks the program to write them down. What
  /// a demonstration does is not the student's.
  mutating func keepRecord() {
    guard let lesson = open, demo == nil else { return }
    open?.record.furthestPage = max(lesson.record.furthestPage, lesson.page)
    guard let record = open?.record, progress.lessons[lesson.experiment.lesson.name] != record
    else { return }
    progress.lessons[lesson.experiment.lesson.name] = record
    emit(.keepProgress)
  }
}
