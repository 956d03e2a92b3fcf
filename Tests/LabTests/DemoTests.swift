import Lessons
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Demonstrations")
struct DemoTests {
  /// Plays what is left of a demonstration in a lab without a terminal, a sixtieth of a second for every
  /// quantum; returns the captions, or why it could not go on.
  private func play(_ lab: LabInStep, quanta: Int = 60_000) -> (captions: [String], end: String) {
    var captions: [String] = []
    for quantum in 0..<quanta {
      guard let demo = lab.state.demo else { break }
      if !demo.caption.isEmpty, demo.caption != captions.last { captions.append(demo.caption) }
      if quantum % 5 == 0 { lab.playDemo(now: Double(quantum) / 60) }
      lab.advance()
    }
    return (captions, lab.state.demo == nil ? lab.state.open?.notice ?? "" : "it never ended")
  }

  private static let lessons = LessonFolder(home: LabHarness.home).list()

  @Test("Every lesson has one that plays to its end", arguments: lessons.indices)
  func everyLesson(index: Int) throws {
    let experiment = try Experiment(Self.lessons[index].get())
    let lab = try LabHarness(predictions: .asked)
    try lab.open(experiment.lesson.number)
    lab.press(.character("Y"))
    #expect(lab.state.demo != nil, "\(experiment.lesson.name) has no demo")
    let (captions, end) = play(lab.lab)
    #expect(end == "the demo is over")
    #expect(captions.count >= experiment.pages.filter { !$0.demo.isEmpty }.count)
  }

  @Test("A key takes over, and the demo says what it could not reach")
  func takeOver() throws {
    let lab = LabInStep(LabState(entries: []), library: TextLibrary(assets: ""))
    lab.open(
      try experiment(
        """
        ```demo
        say: look at this
        press: space
        wait: loss < 0.0000001
        ```
        """))
    lab.press(.character("Y"))
    for moment in 0..<20 {
      lab.playDemo(now: Double(moment))
      lab.advance()
    }
    let text = lab.scene(size: Size(width: 100, height: 30), Capabilities()).grid.text()
    #expect(text.contains("look at this") && lab.snapshot.update > 0)
    lab.take(.character("s"))
    #expect(lab.state.demo == nil && lab.state.open?.notice.contains("yours") == true)
    lab.press(.character("Y"))
    let (_, end) = play(lab)
    #expect(end == "the demo waited for 'loss < 0.0000001' and the run stopped")
  }

  @Test(
    "Mistakes are told with their lines",
    arguments: [
      ("shout: no", "a demo has no line 'shout'; there are: say, press, wait"),
      ("press: Hyper", "no key 'Hyper'"), ("wait: los < 1", "nothing called 'los'"),
      ("say: " + String(repeating: "x", count: 80), "a caption has at most 72 characters"),
    ])
  func mistakes(line: String, words: String) throws {
    let error = #expect(throws: LessonError.self) { try experiment("```demo\n\(line)\n```") }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(error?.line == 17)
  }
}
