import Lessons
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Knobs")
struct KnobTests {
  /// The knobs that a lesson with this list has; the list begins in line 10.
  private func knobs(_ items: [String]) throws -> [Knob] {
    let list = items.map { "  - \($0)" }.joined(separator: "\n")
    let text = lessonText("").replacingOccurrences(of: "keys: [steps]", with: "keys:\n\(list)")
    return try Experiment(.parse(text, file: "lessons/99-try.md")).knobs
  }

  @Test("A setting's row proposes keys, label and stops; a lesson may choose others")
  func knobs() throws {
    let knobs = try knobs(["cell tanh lstm", "steps", "gain key={}", "rate key=L 0.1 0.2"])
    #expect(knobs.map(\.keys) == ["x", "-+", "{}", "L"])
    #expect(knobs.map(\.label) == ["cell", "T", "gain", "rate"])
    #expect(knobs[0].values == ["tanh", "lstm"] && knobs[3].values == ["0.1", "0.2"])
    #expect(knobs.map(\.isDial) == [false, true, true, false])
  }

  @Test(
    "Any setting that applies can be a knob with the keys that its row proposes",
    arguments: Setting.catalogue)
  func any(setting: Setting) throws {
    let knob = Knob(setting)
    #expect((1...2).contains(knob.keys.count), "\(setting.name)")
    for (key, _) in knob.directions {
      #expect(!Action.lessonKeys.contains { $0.key == key }, "\(setting.name) \(key)")
    }
  }

  @Test(
    "A key of two knobs, or of a knob and of the lab, is told with its line and what to write",
    arguments: [
      (
        ["gain", "steps key=[]"], 11, "'gain' in line 10 has the key [ already; write steps key=-+"
      ),
      (
        ["cell", "clip key=s"], 11,
        "the key s of 'clip' means 'Do one update.' in every lesson; write clip key=c"
      ),
      (["cell key=1"], 10, "the key 1 of 'cell' means 'a pane or a choice' in every lesson"),
      (["cell", "cell key=c"], 11, "'cell' is in line 10 already"),
      (["gain key=[[ "], 10, "'gain' needs two different keys"),
      (["gain key=abc"], 10, "a knob has one key, or two for less and more; write gain key=[]"),
      (["gain key="], 10, "a knob has one key, or two"),
      (["steps", "clip key=="], 11, "'steps' in line 10 has the key = already; write clip key=c"),
    ])
  func collisions(items: [String], line: Int, message: String) throws {
    let error = #expect(throws: LessonError.self) { try knobs(items) }
    #expect(error?.line == line)
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test("A knob goes round with one key, and has two ends with two")
  func motion() throws {
    let gain = try Setting.named("gain")
    let dial = Knob(gain, values: ["0.5", "1", "2"])
    #expect(dial.value(after: "1", direction: 1) == "2")
    #expect(dial.value(after: "2", direction: 1) == nil)
    #expect(dial.value(after: "1.5", direction: -1) == "1")
    #expect(dial.value(after: "1.5", direction: 1) == "2")
    let circle = Knob(gain, keys: "y", values: ["0.5", "1", "2"])
    #expect(circle.value(after: "2", direction: 1) == "0.5")
    #expect(circle.value(after: "9", direction: 1) == "0.5")
  }

  @Test("A knob that has no effect as things are shows no value, and says why when it is turned")
  func withoutEffect() throws {
    let lab = try LabHarness()
    try lab.open(7)
    #expect(lab.text.contains("forget bias f -"))
    lab.type("f")
    #expect(lab.text.contains("forget-bias has no effect here (problem recall, model recurrent"))
    #expect(lab.state.open?.configuration.forgetBias == nil)
    lab.type("x")
    #expect(lab.text.contains("forget bias f auto"))
  }

  @Test("A key that other lessons have says that this one has no such knob")
  func missing() throws {
    let lab = try LabHarness()
    try lab.open(15)
    lab.type("p")
    #expect(lab.text.contains("this lesson has no knob for readout"))
  }
}
