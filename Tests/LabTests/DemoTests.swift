import Lessons
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Demonstrations")
struct DemoTests {
  /// Plays what is left of a demonstration in a lab without a terminal, a sixtieth of a second for
  /// every quantum; returns the captions, or why it could not go on.
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
    lab.press(.character("s"))
    #expect(lab.state.demo == nil && lab.state.open?.notice.contains("yours") == true)
    lab.press(.character("Y"))
    let (_, end) = play(lab)
    #expect(end == "the demo waited for 'loss < 0.0000001' and the run stopped")
  }

  /// A lab that plays `lines`, after a student has answered the page's prediction.
  private func playing(_ lines: String, answered: Bool = true) throws -> LabInStep {
    let lab = LabInStep(LabState(entries: []), library: TextLibrary(assets: ""))
    lab.open(try experiment(predict + "\n\n```demo\n\(lines)\n```"))
    if answered { lab.press(.character("1")) }
    lab.press(.character("Y"))
    return lab
  }

  @Test("It answers for nobody: what the student had done is there again when it ends")
  func record() throws {
    let lab = try playing("press: 2 space\nwait: update >= 250")
    var seen: [Int] = []
    for moment in 0..<1000 where lab.state.demo != nil {
      lab.playDemo(now: Double(moment) / 10)
      lab.advance()
      seen += lab.state.open?.record.answers.values.map { $0 } ?? []
      #expect(
        lab.state.situation.contains { $0.contains("plays its demo from page 1") }
          == (lab.state.demo != nil))
    }
    #expect(seen.contains(1), "the demo answered")
    #expect(lab.state.open?.notice == "the demo is over")
    #expect(lab.state.open?.record.answers.values.map { $0 } == [0])
    #expect(lab.state.progress.lessons.values.map(\.answers.values).flatMap { $0 } == [0])
  }

  @Test("It shows how predictions are made to whoever is not asked for them, and then asks no more")
  func unasked() throws {
    var state = LabState(entries: [])
    state.predictions = .off
    let lab = LabInStep(state, library: TextLibrary(assets: ""))
    lab.open(try experiment(predict + "\n\n```demo\npress: 2\nwait: 5 s\n```"))
    lab.press(.character("Y"))
    for moment in 0..<3 { lab.playDemo(now: Double(moment)) }
    #expect(lab.state.open?.record.answers.values.map { $0 } == [1])
    lab.press(.escape)
    #expect(lab.state.predictions == .off && lab.state.open?.asksPredictions == false)
    #expect(lab.state.open?.record.answers.isEmpty == true)
  }

  @Test("It begins a run anew that has begun, so that its own keys do what they did for its author")
  func begun() throws {
    let lab = LabInStep(LabState(entries: []), library: TextLibrary(assets: ""))
    lab.open(try experiment("```demo\npress: space\nwait: update >= 250\n```"))
    lab.press(.character(" "))
    lab.advance(100)
    lab.press(.character("Y"))
    #expect(lab.snapshot.update == 0 && lab.state.open?.isTraining == false)
    let (_, end) = play(lab)
    #expect(end == "the demo is over")
  }

  @Test("A person's key ends it, closes what it had opened, and is done; Esc does no more")
  func person() throws {
    for (key, isLesson) in [(Key.character("?"), true), (.escape, true), (.character("q"), false)] {
      let lab = try playing("press: e\nwait: 5 s\npress: s")
      for moment in 0..<3 { lab.playDemo(now: Double(moment)) }
      #expect(lab.state.overlay == .settings(SettingsTable()))
      lab.press(key)
      lab.playDemo(now: 60)
      #expect(lab.state.demo == nil && lab.snapshot.update == 0, "its next key is not pressed")
      #expect((lab.state.open != nil) == isLesson)
      #expect(lab.state.overlay == (key == .character("?") ? .help(scroll: 0) : nil))
      if isLesson { #expect(lab.state.open?.notice.contains("the demo stopped here") == true) }
    }
  }

  @Test("A question to the person that was there before is the person's to answer")
  func question() throws {
    var state = LabState(entries: [])
    state.overlay = .glyphCheck
    let lab = LabInStep(state, library: TextLibrary(assets: ""))
    lab.open(try experiment("```demo\npress: 3 s\n```"))
    lab.perform(ActionCall("demo"))
    for moment in 0..<9 { lab.playDemo(now: Double(moment)) }
    #expect(lab.state.overlay == .glyphCheck && lab.state.glyphs == nil)
    lab.press(.character("1"))
    #expect(lab.state.glyphs == .braille && lab.state.demo != nil)
    for moment in 10..<19 { lab.playDemo(now: Double(moment)) }
    #expect(lab.snapshot.update == 1 && lab.state.open?.notice == "the demo is over")
  }

  @Test(
    "Mistakes are told with their lines",
    arguments: [
      ("shout: no", "a demo has no line 'shout'; allowed: say, press, wait"),
      ("press: Hyper", "no key 'Hyper'"), ("wait: los < 1", "nothing called 'los'"),
      ("say: " + String(repeating: "x", count: 80), "a caption has at most 72 characters"),
    ])
  func mistakes(line: String, words: String) throws {
    let error = #expect(throws: LessonError.self) { try experiment("```demo\n\(line)\n```") }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    #expect(error?.line == 17)
  }
}
