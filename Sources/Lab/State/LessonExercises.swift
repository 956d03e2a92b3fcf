import Runs

extension OpenLesson {
  /// The exercises of the open page with their slots.
  var exercises: [(slot: LessonRecord.Slot, exercise: PageExercise)] {
    current.exercises.enumerated().map { index, exercise in
      (LessonRecord.Slot(page: page, exercise: index), exercise)
    }
  }

  /// The first prediction of the page that waits for an answer.
  var openPrediction: (slot: LessonRecord.Slot, prediction: Prediction)? {
    for (slot, exercise) in exercises {
      if case .prediction(let prediction) = exercise, !record.isPredicted(slot) {
        return (slot, prediction)
      }
    }
    return nil
  }

  /// The first prediction of the page, answered or not.
  var pagePrediction: Prediction? {
    for case .prediction(let prediction) in current.exercises { return prediction }
    return nil
  }

  /// Whether the exercise in a slot may be seen: a prediction where it is asked for, and a claim
  /// once the predictions before it are decided, for it would give them away.
  func isShown(_ slot: LessonRecord.Slot) -> Bool {
    switch current.exercises[slot.exercise] {
    case .challenge: return true
    case .prediction: return asksPredictions || record.isPredicted(slot)
    case .claim where !asksPredictions: return true
    case .claim: break
    }
    return exercises.prefix(slot.exercise).allSatisfy { before, exercise in
      guard case .prediction = exercise else { return true }
      return record.outcomes[before] != nil
    }
  }

  /// Scrolls the page to one of its exercises.
  mutating func showExercise(_ slot: Int) { (scroll, anchor) = (0, slot) }

  /// The first challenge of the page that has not been met.
  var openChallenge: (slot: LessonRecord.Slot, challenge: Challenge)? {
    for (slot, exercise) in exercises {
      if case .challenge(let challenge) = exercise, !record.done.contains(slot) {
        return (slot, challenge)
      }
    }
    return nil
  }

  /// The loss that the student's last answer on this page names.
  var guessedLoss: Double? {
    for (slot, exercise) in exercises.reversed() {
      if case .prediction(let prediction) = exercise, prediction.guessed == .loss,
        let guess = record.guesses[slot]
      {
        return guess
      }
      if case .prediction(let prediction) = exercise, let answer = record.answers[slot],
        prediction.choices.indices.contains(answer)
      {
        return prediction.choices[answer].condition.losses.first
      }
    }
    return nil
  }

  /// Whether the run is the one that the page's predictions speak of: only its pace, its length and
  /// what never changes a digit may differ.
  func isAsPlanned(_ configuration: Configuration) -> Bool {
    var (run, page) = (configuration, current.configuration)
    (run.pace, page.pace) = (nil, nil)
    (run.updates, page.updates) = (0, 0)
    (run.temperature, page.temperature) = (1, 1)
    return run.isSameRun(as: page)
  }
}
