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

  /// The last answer on the page, as long as no update was done since; nil where there is none.
  var answerToTakeBack: LessonRecord.Slot? {
    guard update == 0, !isTraining else { return nil }
    return exercises.reversed().first { slot, exercise in
      guard case .prediction = exercise else { return false }
      return record.isPredicted(slot) && record.outcomes[slot] == nil
    }?.slot
  }

  /// Whether the page asks what a run will do and that is not known yet.
  var awaitsRun: Bool {
    exercises.contains { slot, exercise in
      guard case .prediction = exercise else { return false }
      return record.outcomes[slot] == nil
    }
  }

  /// The first prediction of the page, answered or not.
  var pagePrediction: Prediction? {
    for case .prediction(let prediction) in current.exercises { return prediction }
    return nil
  }

  /// Whether the exercise in a slot may be seen: a prediction where it is asked for; a challenge
  /// once the page's predictions are decided, or a run was begun without them, and a claim once its
  /// challenges are met, too, for they would give them away.
  func isShown(_ slot: LessonRecord.Slot) -> Bool {
    let hasBegun = isTraining || update > 0
    let isDecided =
      !asksPredictions
      || exercises.allSatisfy { other, exercise in
        guard case .prediction = exercise else { return true }
        return record.outcomes[other] != nil || record.skipped.contains(other) && hasBegun
      }
    switch current.exercises[slot.exercise] {
    case .prediction: return asksPredictions || record.isPredicted(slot)
    case .challenge: return isDecided
    case .claim:
      return isDecided
        && (!asksPredictions
          || exercises.allSatisfy { other, exercise in
            guard case .challenge = exercise else { return true }
            return record.done.contains(other)
          })
    }
  }

  /// Scrolls the page to one of its exercises.
  mutating func showExercise(_ slot: Int) { (scroll, anchor) = (0, slot) }

  /// The first challenge of the page that may be seen and has not been met.
  var openChallenge: (slot: LessonRecord.Slot, challenge: Challenge)? {
    for (slot, exercise) in exercises {
      if case .challenge(let challenge) = exercise, !record.done.contains(slot), isShown(slot) {
        return (slot, challenge)
      }
    }
    return nil
  }

  /// The loss that the student's last marker on this page stands for.
  var guessedLoss: Double? {
    for (slot, exercise) in exercises.reversed() {
      if case .prediction(let prediction) = exercise, prediction.guessed == .loss,
        let guess = record.guesses[slot]
      {
        return guess
      }
    }
    return nil
  }

  /// Whether a run of `configuration` is what a prediction of the page is asked about: only its
  /// pace, its length and what never changes a digit may differ.
  func isAsked(_ prediction: Prediction, of configuration: Configuration) -> Bool {
    missing(for: prediction, in: configuration).isEmpty
  }

  /// The settings that the run lacks to decide an exercise, if it is a prediction.
  func missing(for exercise: PageExercise) -> [String] {
    guard case .prediction(let prediction) = exercise else { return [] }
    return missing(for: prediction, in: configuration)
  }

  /// The settings that `configuration` lacks to be what a prediction of the page is asked about,
  /// each as a person would write it: `clip off`.
  func missing(for prediction: Prediction, in configuration: Configuration) -> [String] {
    var asked = current.configuration
    // The reader of the lesson has tried these settings.
    for text in prediction.path { try? asked.apply(text) }
    return configuration.missing(toBe: asked)
  }
}
