import Foundation
import Lessons
import Screen
import Testing

@testable import Lab
@testable import Runs

/// A lesson file is text from a stranger.
@Suite("Lesson files that were damaged")
struct LessonFileTests {
  @Test("are read or refused with a line of their own, and draw what they can", arguments: 0..<6)
  func damaged(round: Int) throws {
    let path = LabHarness.home + "/lessons/07-vanishing.md"
    let whole = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var random = SplitMix(state: UInt64(round) &* 977 &+ 5)
    for _ in 0..<25 {
      var bytes = whole
      for _ in 0..<(1 + random.below(6)) { damage(&bytes, &random) }
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        let lesson = try Lesson.parse(text, file: "lessons/07-vanishing.md")
        let experiment = try Experiment(lesson)
        try draw(experiment)
      } catch let error as LessonError {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
        #expect((1...lines + 1).contains(error.line), "\(error)")
        #expect(!error.problem.isEmpty)
      }
    }
  }

  /// Pages are drawn and asked without a run: a damaged size must not cost minutes.
  private func draw(_ experiment: Experiment) throws {
    var state = LabState(entries: [.lesson(experiment)])
    for page in experiment.pages.indices {
      _ = state.handle(.open(experiment, page: page))
      for key: Key in [.character("1"), .character("H"), .character("w"), .escape] {
        _ = state.handle(.key(key))
        let grid = LabDrawing.draw(
          state, Snapshot(), size: Size(width: 80, height: 24), Capabilities())
        #expect(grid.width == 80)
      }
    }
    #expect(StudentProgress(state.progress.text).lessons.count == state.progress.lessons.count)
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    let offset = random.below(bytes.count)
    switch random.below(5) {
    case 0: bytes[offset] = UInt8(random.below(256))
    case 1: bytes.remove(at: offset)
    case 2:
      let words = [
        "```", "---", "|", ": ", "9999999999999999999", "[[[[", "\u{1B}[2J", " and ", "=", "..",
      ]
      bytes.insert(contentsOf: Array(words[random.below(words.count)].utf8), at: offset)
    case 3: bytes.removeSubrange(offset..<min(bytes.count, offset + random.below(200)))
    default:
      let end = min(bytes.count, offset + random.below(200))
      bytes.insert(contentsOf: bytes[offset..<end], at: random.below(bytes.count))
    }
  }
}

private struct SplitMix {
  var state: UInt64

  mutating func below(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, count)))
  }
}
