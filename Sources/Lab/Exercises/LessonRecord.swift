import Foundation
import Runs

/// What one student has done in one lesson: a value that is kept from one session to the next.
public struct LessonRecord: Sendable, Equatable {
  /// What came of a prediction.
  public struct Outcome: Sendable, Equatable {
    /// The choice that came true; nil where none did.
    public var choice: Int?
    /// What was measured, in words.
    public var measured: String
  }

  /// Which exercise: its page and its slot there, both from 0.
  public struct Slot: Sendable, Hashable, Comparable {
    /// The page, from 0.
    public var page: Int
    /// The exercise of the page, from 0.
    public var exercise: Int

    /// Pages first, then slots.
    public static func < (a: Slot, b: Slot) -> Bool {
      (a.page, a.exercise) < (b.page, b.exercise)
    }
  }

  /// The choices that were committed to.
  public var answers: [Slot: Int] = [:]
  /// The markers that were set on an axis.
  public var guesses: [Slot: Double] = [:]
  /// What came of them.
  public var outcomes: [Slot: Outcome] = [:]
  /// The sentences that say why.
  public var sentences: [Slot: String] = [:]
  /// The challenges that were met.
  public var done: Set<Slot> = []
  /// The furthest page seen, from 0.
  public var furthestPage = 0
  /// Hints shown so far; not kept.
  var hints: [Slot: Int] = [:]
  /// Predictions passed over; not kept.
  var skipped: Set<Slot> = []

  /// Nothing done yet.
  public init() {}

  /// Whether the prediction at `slot` has been made.
  public func isPredicted(_ slot: Slot) -> Bool {
    answers[slot] != nil || guesses[slot] != nil
  }

  /// What either of two records knows; where both do, `other` counts.
  mutating func merge(_ other: LessonRecord) {
    answers.merge(other.answers) { $1 }
    guesses.merge(other.guesses) { $1 }
    outcomes.merge(other.outcomes) { $1 }
    sentences.merge(other.sentences) { $1 }
    done.formUnion(other.done)
    furthestPage = max(furthestPage, other.furthestPage)
  }
}

/// What a student has done in all lessons, as the file that carries it to another machine.
public struct StudentProgress: Sendable, Equatable {
  /// By the name of the lesson.
  public var lessons: [String: LessonRecord] = [:]

  /// Nothing done yet.
  public init() {}

  /// Reads a file's lines; those that say nothing known are passed over.
  public init(_ text: String) {
    for line in text.split(separator: "\n").prefix(100_000) {
      let words = line.split(separator: " ", maxSplits: 4).map(String.init)
      guard words.count >= 3, let page = Int(words[2]), (0..<10_000).contains(page) else {
        continue
      }
      let name = words[0]
      if words[1] == "page" {
        lessons[name, default: LessonRecord()].furthestPage = page
        continue
      }
      guard words.count >= 4, let exercise = Int(words[3]), (0..<1000).contains(exercise) else {
        continue
      }
      let slot = LessonRecord.Slot(page: page, exercise: exercise)
      let rest = words.count == 5 ? words[4] : ""
      switch words[1] {
      case "done": lessons[name, default: LessonRecord()].done.insert(slot)
      case "said": lessons[name, default: LessonRecord()].answers[slot] = Int(rest)
      case "guessed":
        guard let value = Double(rest), value.isFinite else { break }
        lessons[name, default: LessonRecord()].guesses[slot] = value
      case "why": lessons[name, default: LessonRecord()].sentences[slot] = rest
      case "was":
        let parts = rest.split(separator: " ", maxSplits: 1).map(String.init)
        lessons[name, default: LessonRecord()].outcomes[slot] = LessonRecord.Outcome(
          choice: parts.first.flatMap { Int($0) }, measured: parts.count > 1 ? parts[1] : "")
      default: break
      }
    }
  }

  /// The lines of the file: lesson, word, page and exercise, and what belongs to them.
  public var text: String {
    lessons.sorted { $0.key < $1.key }.flatMap { name, record -> [String] in
      func line(_ word: String, _ slot: LessonRecord.Slot, _ rest: String = "") -> String {
        "\(name) \(word) \(slot.page) \(slot.exercise)" + (rest.isEmpty ? "" : " \(rest)")
      }
      return ["\(name) page \(record.furthestPage)"]
        + record.done.sorted().map { line("done", $0) }
        + record.answers.sorted { $0.key < $1.key }.map { line("said", $0.key, "\($0.value)") }
        + record.guesses.sorted { $0.key < $1.key }.map { line("guessed", $0.key, "\($0.value)") }
        + record.outcomes.sorted { $0.key < $1.key }.map {
          line("was", $0.key, "\($0.value.choice.map(String.init) ?? "-") \($0.value.measured)")
        }
        + record.sentences.sorted { $0.key < $1.key }.map { line("why", $0.key, $0.value) }
    }.map { $0 + "\n" }.joined()
  }

  /// Takes in what another file knows.
  public mutating func merge(_ other: StudentProgress) {
    for (name, record) in other.lessons { lessons[name, default: LessonRecord()].merge(record) }
  }
}
