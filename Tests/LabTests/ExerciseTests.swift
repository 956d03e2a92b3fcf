import Foundation
import Lessons
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Exercises")
struct ExerciseTests {
  private func lab(_ blocks: String, requires: Bool = false) throws -> LabInStep {
    var state = LabState(entries: [])
    state.predictions = requires ? .required : .asked
    let lab = LabInStep(state, library: TextLibrary(assets: ""))
    lab.open(try experiment(blocks))
    return lab
  }

  private func screen(_ lab: LabInStep) -> String {
    lab.scene(size: Size(width: 120, height: 40), Capabilities()).grid.text()
  }

  @Test("A run waits for its prediction once, and the outcome is told")
  func prediction() throws {
    let lab = try lab(predict)
    #expect(screen(lab).contains("Press 1 to 2."))
    lab.press(.character(" "))
    #expect(screen(lab).contains("predict first: 1 to 2; space again goes on without"))
    #expect(lab.state.open?.isTraining == false)
    lab.press(.character("1"))
    #expect(lab.takeEffects().contains(.keepProgress))
    #expect(screen(lab).contains("You said 1. Press space."))
    #expect(!screen(lab).contains("your guess"), "a choice names no loss")
    lab.press(.character(" "))
    lab.advance(199)
    #expect(!screen(lab).contains("Measured"))
    lab.advance(1)
    let text = screen(lab)
    #expect(text.contains("You said 1. Measured: loss 0.") && text.contains("solved ✓"))
    #expect(text.contains("you said 1, it was 2") && text.contains("Four steps are easily"))
    lab.press(.character("E"))
    for letter in "It was close." { lab.press(.character(letter)) }
    lab.press(.enter)
    #expect(screen(lab).contains("You wrote: It was close."))
  }

  @Test("An answer can be taken back until an update has been done")
  func takenBack() throws {
    let lab = try lab(predict)
    lab.press(.character("1"))
    lab.press(.character("u"))
    #expect(lab.state.open?.record.answers.isEmpty == true)
    #expect(lab.state.progress.lessons.values.allSatisfy { $0.answers.isEmpty })
    lab.press(.character("2"))
    #expect(lab.state.open?.record.answers.values.map { $0 } == [1])
    lab.press(.character("s"))
    lab.press(.character("u"))
    #expect(lab.state.open?.record.answers.values.map { $0 } == [1])
    #expect(screen(lab).contains("there is nothing to undo"))
  }

  @Test("Digits go back to panes once the prediction is made, and wrong ones do nothing before")
  func digits() throws {
    let lab = try lab(predict)
    lab.press(.character("2"))
    #expect(lab.state.open?.focus == 0)
    lab.press(.character("2"))
    #expect(lab.state.open?.focus == 1)
  }

  @Test("Where predictions are required there is no going on without")
  func required() throws {
    let lab = try lab(predict, requires: true)
    for _ in 0..<3 { lab.press(.character(" ")) }
    #expect(lab.state.open?.isTraining == false)
    lab.press(.character("2"))
    lab.press(.character(" "))
    #expect(lab.state.open?.isTraining == true)
  }

  @Test("A vote counts hands by digits and stays in the corner until it is dropped")
  func vote() throws {
    let lab = try lab(predict)
    lab.press(.character("v"))
    for digit in "1221291" { lab.press(.character(digit)) }
    #expect(lab.state.overlay == .vote([3, 3]), "9 is no choice")
    #expect(screen(lab).contains("at chance"))
    lab.press(.enter)
    #expect(screen(lab).contains("vote  1: 3   2: 3"))
    #expect(lab.state.open?.record.answers.isEmpty == true, "a vote is no prediction")
    for key: Key in [.character("v"), .backspace, .enter] { lab.press(key) }
    #expect(!screen(lab).contains("vote  1:"))
  }

  @Test("Where predictions are off, digits move to panes and space trains")
  func off() throws {
    var state = LabState(entries: [])
    state.predictions = .off
    let lab = LabInStep(state, library: TextLibrary(assets: ""))
    lab.open(try experiment(predict))
    lab.press(.character("2"))
    lab.press(.character(" "))
    #expect(lab.state.open?.focus == 1 && lab.state.open?.isTraining == true)
  }

  @Test("A run with other settings than the page's decides no prediction")
  func otherSettings() throws {
    let lab = try lab(predict)
    lab.press(.character("1"))
    lab.press(.character("+"))
    lab.train(updates: 250)
    #expect(lab.state.open?.record.outcomes.isEmpty == true)
    lab.press(.character("-"))
    lab.train(updates: 250)
    #expect(lab.state.open?.record.outcomes.count == 1)
  }

  @Test("It is decided at its update, whatever the run does later, and refutes who chose wrong")
  func moment() throws {
    let asked = predict.replacing("after: 200", with: "after: 20")
      .replacing("loss < 0.4", with: "loss < 0.4 | why: You may think so; but it takes longer.")
    let lab = try lab(asked)
    lab.press(.character("2"))
    lab.press(.character(" "))
    // Nobody looks until the run is far past the update, and solved.
    lab.advance(260)
    let slot = LessonRecord.Slot(page: 0, exercise: 0)
    let outcome = try #require(lab.state.open?.record.outcomes[slot])
    #expect(outcome.choice == 0 && lab.snapshot.recentLoss ?? 9 < 0.4)
    #expect(screen(lab).contains("You may think so; but it takes longer."))
    #expect(lab.snapshot.moments[20]?.update == 20)
  }

  @Test("It is decided by a run on its path, and says what the run lacks")
  func path() throws {
    let lab = try lab(predict.replacing("after: 200", with: "path: steps=20\nafter: 20"))
    lab.press(.character("1"))
    #expect(screen(lab).contains("This is decided with steps 20"))
    lab.press(.character(" "))
    lab.advance(30)
    #expect(lab.state.open?.record.outcomes.isEmpty == true)
    for _ in 0..<9 where lab.state.open?.configuration.steps != 20 { lab.press(.character("+")) }
    #expect(lab.state.open?.configuration.steps == 20)
    #expect(screen(lab).contains("You said 1. Press space."))
    lab.press(.character(" "))
    lab.advance(30)
    #expect(lab.state.open?.record.outcomes.count == 1)
  }

  @Test("A challenge gives hints in steps, sees itself met, and explains then")
  func challenge() throws {
    let lab = try lab(
      """
      ```try
      do: Learn it with T = 10.
      check: loss < 1.3 and steps = 10
      hint: One.
      hint: Two.
      show: steps=10, rate=0.02
      why: Longer is slower.
      ```
      """)
    #expect(screen(lab).contains("H: hint 1 of 2   D: show me"))
    lab.press(.character("H"))
    #expect(screen(lab).contains("Hint: One.") && !screen(lab).contains("Hint: Two."))
    lab.press(.character("H"))
    lab.press(.character("H"))
    #expect(screen(lab).contains("Hint: Two.") && screen(lab).contains("there are no more hints"))
    lab.press(.character("D"))
    #expect(lab.state.open?.configuration.steps == 10 && lab.state.open?.isTraining == true)
    #expect(!screen(lab).contains("Longer is slower."))
    for _ in 0..<6 where lab.state.open?.record.done.isEmpty == true {
      lab.train(updates: 100)
    }
    #expect(screen(lab).contains("Done ✓") && screen(lab).contains("Longer is slower."))
  }

  @Test("A claim does not give away the prediction before it")
  func spoiler() throws {
    let claim = "```claim\nsay: It is solved.\nexpect: loss < 0.4\n```"
    let lab = try lab(predict + "\n\n" + claim)
    #expect(!screen(lab).contains("It is solved."))
    lab.press(.character("2"))
    lab.train(updates: 200)
    #expect(screen(lab).contains("It is solved.  (5 seeds)"))
  }

  @Test(
    "that are wrong are told with their lines",
    arguments: [
      ("choice: solved | loss < 0.4", "choice: solved", "a choice is 'words | condition' or"),
      ("after: 200", "after: 301", "'301' is not a valid value for after; allowed: 1 to 300"),
      ("loss > 1.2", "otherwise", "'at chance' is true otherwise, so it is the last choice"),
      ("loss > 1.2", "loss.2 > 1.2", "speaks of run 2, and this page has 1"),
      ("why: Four", "varies: perhaps\nwhy: Four", "'perhaps' is not a valid value for varies"),
      ("loss < 0.4", "los < 0.4", "nothing called 'los' is measured or set"),
      ("after: 200", "after: soon", "'soon' is not a valid value for after"),
      ("after: 200", "afterwards: 200", "a predict block has no line 'afterwards'"),
      ("ask: Where will it be?", "why: x", "a predict block has one line 'ask'"),
      ("after: 200", "after 200", "a predict block holds lines of 'name: value'"),
    ])
  func mistakes(old: String, new: String, message: String) throws {
    let broken = lessonText(predict.replacingOccurrences(of: old, with: new))
    let error = #expect(throws: LessonError.self) {
      try Experiment(.parse(broken, file: "lessons/99-try.md"))
    }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    let fence = broken.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.hasPrefix("```predict") }
    #expect((try #require(fence) + 1...(try #require(fence) + 6)).contains(error?.line ?? 0))
  }

  @Test("Progress survives its file, and two files know what either knew")
  func progress() throws {
    var progress = StudentProgress()
    var record = LessonRecord()
    let slot = LessonRecord.Slot(page: 2, exercise: 1)
    record.answers[slot] = 1
    record.outcomes[slot] = LessonRecord.Outcome(
      choice: nil, measured: "loss 0.5, did not diverge")
    record.sentences[slot] = "because of the wait"
    record.done = [LessonRecord.Slot(page: 3, exercise: 0)]
    record.furthestPage = 4
    progress.lessons["07-vanishing"] = record
    #expect(StudentProgress(progress.text) == progress)
    var other = StudentProgress("07-vanishing done 5 0\n15-char-rnn page 2\n")
    other.merge(progress)
    #expect(other.lessons["07-vanishing"]?.done.count == 2)
    #expect(other.lessons["07-vanishing"]?.furthestPage == 4)
    #expect(other.lessons["15-char-rnn"]?.furthestPage == 2)
    for nonsense in ["", "x", "a b c d e f", "l done 99999999 1", "l said 1 1 x", "l page -1"] {
      #expect(StudentProgress(StudentProgress(nonsense).text).lessons.count <= 1)
    }
  }
}
