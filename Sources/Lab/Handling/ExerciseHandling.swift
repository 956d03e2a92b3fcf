import Runs
import Screen

extension OpenLesson {
  /// The exercises of the open page with their places.
  var exercises: [(place: LessonRecord.Place, exercise: PageExercise)] {
    current.exercises.enumerated().map { index, exercise in
      (LessonRecord.Place(page: page, exercise: index), exercise)
    }
  }

  /// The first prediction of the page that waits for an answer.
  var openPrediction: (place: LessonRecord.Place, prediction: Prediction)? {
    for (place, exercise) in exercises {
      if case .prediction(let prediction) = exercise, !record.isPredicted(place) {
        return (place, prediction)
      }
    }
    return nil
  }

  /// The first prediction of the page, answered or not.
  var pagePrediction: Prediction? {
    for case .prediction(let prediction) in current.exercises { return prediction }
    return nil
  }

  /// Whether the exercise at a place may be seen: a prediction where it is asked for, and a claim once the
  /// predictions before it are decided, for it would give them away.
  func isShown(_ place: LessonRecord.Place) -> Bool {
    switch current.exercises[place.exercise] {
    case .challenge: return true
    case .prediction: return asksPredictions || record.isPredicted(place)
    case .claim where !asksPredictions: return true
    case .claim: break
    }
    return exercises.prefix(place.exercise).allSatisfy { before, exercise in
      guard case .prediction = exercise else { return true }
      return record.outcomes[before] != nil
    }
  }

  /// Scrolls the page to one of its exercises.
  mutating func showExercise(_ place: Int) { (scroll, anchor) = (0, place) }

  /// The first challenge of the page that has not been met.
  var openChallenge: (place: LessonRecord.Place, challenge: Challenge)? {
    for (place, exercise) in exercises {
      if case .challenge(let challenge) = exercise, !record.done.contains(place) {
        return (place, challenge)
      }
    }
    return nil
  }

  /// The loss that the learner's last answer on this page names.
  var guessedLoss: Double? {
    for (place, exercise) in exercises.reversed() {
      if case .prediction(let prediction) = exercise, prediction.guessed == .loss,
        let guess = record.guesses[place]
      {
        return guess
      }
      if case .prediction(let prediction) = exercise, let answer = record.answers[place],
        prediction.choices.indices.contains(answer)
      {
        return prediction.choices[answer].condition.losses.first
      }
    }
    return nil
  }

  /// Whether the run is the one that the page's predictions speak of: only its pace, its length and what
  /// never changes a digit may differ.
  func isAsPlanned(_ configuration: Configuration) -> Bool {
    var (run, page) = (configuration, current.configuration)
    (run.pace, page.pace) = (nil, nil)
    (run.updates, page.updates) = (0, 0)
    (run.temperature, page.temperature) = (1, 1)
    return run.isSameRun(as: page)
  }
}

extension LabState {
  /// Commits to the choice with this number; false where no prediction waits for it.
  mutating func predict(_ choice: Int) -> Bool {
    guard predictions != .off, let (place, prediction) = open?.openPrediction,
      prediction.choices.indices.contains(choice)
    else { return false }
    open?.record.answers[place] = choice
    open?.showExercise(place.exercise)
    keepRecord()
    tell("you said \(choice + 1); space runs it")
    return true
  }

  /// Lets the learner set a marker on the axis, if the page asks for one; false where it does not.
  mutating func beginGuess() -> Bool {
    guard predictions != .off, let lesson = open, let (_, prediction) = lesson.openPrediction,
      prediction.guessed != nil
    else { return false }
    let top = lesson.baselines.map { Double($0.value) }.max() ?? 1
    overlay = .guess(value: top / 2, step: top / 40)
    return true
  }

  /// Moves the marker, or commits to where it is.
  mutating func updateGuess(value: Double, step: Double, _ key: Key) {
    switch key {
    case .up, .right, .character("k"): overlay = .guess(value: value + step, step: step)
    case .down, .left, .character("j"): overlay = .guess(value: max(0, value - step), step: step)
    case .pageUp: overlay = .guess(value: value + 5 * step, step: step)
    case .pageDown: overlay = .guess(value: max(0, value - 5 * step), step: step)
    case .enter, .character(" "):
      overlay = nil
      guard let (place, _) = open?.openPrediction else { return }
      open?.record.guesses[place] = value
      open?.showExercise(place.exercise)
      keepRecord()
      tell("you said \(Condition.text(value)); space runs it")
    case .escape: overlay = nil
    default: break
    }
  }

  /// Whether training has to wait for a prediction; says so. Where predictions are not required, a second
  /// press goes on without.
  mutating func waitsForPrediction() -> Bool {
    guard predictions != .off, let (place, prediction) = open?.openPrediction,
      open?.record.skipped.contains(place) == false
    else { return false }
    if prediction.guessed != nil {
      if predictions != .required { open?.record.skipped.insert(place) }
      return beginGuess()
    }
    let keys = "1 to \(prediction.choices.count)"
    if predictions == .required {
      tell("predict first: \(keys)")
    } else {
      open?.record.skipped.insert(place)
      tell("predict first: \(keys); space again goes on without")
    }
    return true
  }

  /// Shows the next hint of the page's challenge.
  mutating func showHint() {
    guard let (place, challenge) = open?.openChallenge else {
      return tell("nothing on this page needs a hint")
    }
    let shown = open?.record.hints[place] ?? 0
    guard shown < challenge.hints.count else { return tell("there are no more hints") }
    open?.record.hints[place] = shown + 1
  }

  /// Sets what solves the page's challenge, and starts the run.
  mutating func showSolution() -> [Effect] {
    guard let (_, challenge) = open?.openChallenge, !challenge.solution.isEmpty else {
      tell("there is nothing to show on this page")
      return []
    }
    do {
      try open?.configuration.apply(challenge.solution)
    } catch {
      tell("\(error)")
      return []
    }
    let effects = [start(), .train]
    open?.isTraining = true
    tell("shown with \(challenge.solution.joined(separator: ", "))")
    return effects
  }

  /// Sees what came of predictions and challenges.
  mutating func observeExercises(_ snapshot: Snapshot) {
    guard let lesson = open, snapshot.update > 0 || snapshot.divergedAt != nil else { return }
    var record = lesson.record
    var news: String?
    var changed: Int?
    for (place, exercise) in lesson.exercises {
      switch exercise {
      case .prediction(let prediction):
        guard record.isPredicted(place), record.outcomes[place] == nil,
          lesson.isAsPlanned(snapshot.configuration), prediction.isDecided(by: snapshot)
        else { continue }
        let outcome = prediction.outcome(snapshot)
        let measured = prediction.measured(snapshot, answer: record.answers[place])
        record.outcomes[place] = LessonRecord.Outcome(choice: outcome, measured: measured)
        changed = place.exercise
        guard let answer = record.answers[place] else {
          news = "you said \(Condition.text(record.guesses[place] ?? 0)), it was \(measured)"
          continue
        }
        news = "you said \(answer + 1), it was \(outcome.map { String($0 + 1) } ?? "none of them")"
      case .challenge(let challenge):
        guard !record.done.contains(place), challenge.condition.holds(for: snapshot) else {
          continue
        }
        record.done.insert(place)
        changed = place.exercise
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

  /// Puts the open lesson's record among the others, and asks the program to write them down.
  mutating func keepRecord() {
    guard let lesson = open else { return }
    open?.record.furthestPage = max(lesson.record.furthestPage, lesson.page)
    guard let record = open?.record, progress.lessons[lesson.experiment.lesson.name] != record
    else { return }
    progress.lessons[lesson.experiment.lesson.name] = record
    requests.append(.keepProgress)
  }

  /// What a transcript says of where the learner is and what they have done, in words.
  public var situation: [String] {
    guard let lesson = open else { return ["contents"] }
    let name = lesson.experiment.lesson.name
    let record = lesson.record
    func place(_ place: LessonRecord.Place) -> String {
      "\(name) page \(place.page + 1) exercise \(place.exercise + 1)"
    }
    return ["\(name) page \(lesson.page + 1)"]
      + record.answers.sorted { $0.key < $1.key }.map { "\(place($0.key)): said \($0.value + 1)" }
      + record.guesses.sorted { $0.key < $1.key }.map {
        "\(place($0.key)): guessed \(Condition.text($0.value))"
      }
      + record.outcomes.sorted { $0.key < $1.key }.map {
        "\(place($0.key)): it was \($0.value.choice.map { String($0 + 1) } ?? "none"), "
          + $0.value.measured
      }
      + record.sentences.sorted { $0.key < $1.key }.map { "\(place($0.key)): why: \($0.value)" }
      + record.done.sorted().map { "\(place($0)): done" }
  }
}
