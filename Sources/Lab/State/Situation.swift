import Runs

extension LabState {
  /// What a transcript says of where the student is and what they have done, in words.
  public var situation: [String] {
    guard let lesson = open else { return ["contents"] }
    let name = lesson.experiment.lesson.name
    let record = demo?.studentsRecord ?? lesson.record
    let playing = demo.map { ["\(name) plays its demo from page \($0.firstPage + 1)"] } ?? []
    func slot(_ slot: LessonRecord.Slot) -> String {
      "\(name) page \(slot.page + 1) exercise \(slot.exercise + 1)"
    }
    return ["\(name) page \(lesson.page + 1)"] + playing
      + record.answers.sorted { $0.key < $1.key }.map { "\(slot($0.key)): said \($0.value + 1)" }
      + record.guesses.sorted { $0.key < $1.key }.map {
        "\(slot($0.key)): guessed \(Measurement.text($0.value))"
      }
      + record.outcomes.sorted { $0.key < $1.key }.map {
        "\(slot($0.key)): it was \($0.value.choice.map { String($0 + 1) } ?? "none"), "
          + $0.value.measured
      }
      + record.sentences.sorted { $0.key < $1.key }.map { "\(slot($0.key)): why: \($0.value)" }
      + record.done.sorted().map { "\(slot($0)): done" }
  }
}
