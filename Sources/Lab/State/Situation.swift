import Runs

extension LabState {
  /// What a transcript says of where the learner is and what they have done, in words.
  public var situation: [String] {
    guard let lesson = open else { return ["contents"] }
    let name = lesson.experiment.lesson.name
    let record = demo?.learnersRecord ?? lesson.record
    let playing = demo.map { ["\(name) plays its demo from page \($0.firstPage + 1)"] } ?? []
    func place(_ place: LessonRecord.Place) -> String {
      "\(name) page \(place.page + 1) exercise \(place.exercise + 1)"
    }
    return ["\(name) page \(lesson.page + 1)"] + playing
      + record.answers.sorted { $0.key < $1.key }.map { "\(place($0.key)): said \($0.value + 1)" }
      + record.guesses.sorted { $0.key < $1.key }.map {
        "\(place($0.key)): guessed \(Measurement.text($0.value))"
      }
      + record.outcomes.sorted { $0.key < $1.key }.map {
        "\(place($0.key)): it was \($0.value.choice.map { String($0 + 1) } ?? "none"), "
          + $0.value.measured
      }
      + record.sentences.sorted { $0.key < $1.key }.map { "\(place($0.key)): why: \($0.value)" }
      + record.done.sorted().map { "\(place($0)): done" }
  }
}
