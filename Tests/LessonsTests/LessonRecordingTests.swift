import Testing

@testable import Lessons

@Suite("Records of claims")
struct LessonRecordingTests {
  private let text = """
    # x
    ```claim
    say: a
    expect: loss < 1
    ```
    between
    ```claim
    say: b
    measured: old
    expect: loss < 1
    ```

    """

  @Test("are put at the end of a block, or in place of what was there, and nothing else changes")
  func recording() {
    let recorded = LessonRecording.text(text, recording: [2: "loss 1", 7: "loss 2 .. 3"])
    #expect(
      recorded
        == text.replacing("1\n```\nbetween", with: "1\nmeasured: loss 1\n```\nbetween")
        .replacing("measured: old", with: "measured: loss 2 .. 3"))
    let again = LessonRecording.text(recorded, recording: [2: "loss 1", 8: "loss 2 .. 3"])
    #expect(again == recorded)
    #expect(LessonRecording.text(text, recording: [:]) == text)
  }

  @Test("keep the line ends of the file")
  func lineEnds() {
    let windows = text.replacing("\n", with: "\r\n")
    let recorded = LessonRecording.text(windows, recording: [2: "loss 1"])
    #expect(recorded.contains("measured: loss 1\r\n```\r\n"))
    #expect(!recorded.replacing("\r\n", with: "").contains("\n"))
  }
}
