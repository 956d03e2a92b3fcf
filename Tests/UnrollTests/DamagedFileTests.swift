import Foundation
import Lessons
import Testing

@testable import Lab
@testable import Problems
@testable import Runs

/// Files as the lab meets them, damaged at random: what reads them says what is wrong or takes
/// them, and never traps. `UNROLL_FUZZ` is how many there are of each kind.
@Suite("Damaged files")
struct DamagedFileTests {
  private static let count = ProcessInfo.processInfo.environment["UNROLL_FUZZ"].flatMap(Int.init)

  /// Reads `count` damaged copies of `seeds`, and says how many of them were taken.
  private func taken(
    _ seeds: [[UInt8]], of usual: Int, by read: ([UInt8]) -> Bool
  ) throws -> Int {
    try #require(!seeds.isEmpty && seeds.allSatisfy { !$0.isEmpty })
    var damage = Damage(seed: 20)
    var taken = 0
    for index in 0..<(Self.count ?? usual) where read(damage.copy(of: seeds[index % seeds.count])) {
      taken += 1
    }
    return taken
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(Program.repository)/\(path)")))
  }

  @Test("of labels and texts, and of pairs, are read or refused")
  func tables() throws {
    let rows = (0..<80).map { ($0 % 3 == 0 ? "spam" : "ham", "call \($0), \($0 * 7) now") }
    let seeds = [
      "label,text\n" + rows.map { "\($0),\"\($1)\"\n" }.joined(),
      rows.map { "\($0)\t\($1)\n" }.joined(), rows.map { "\($0)|\($1)\n" }.joined(),
      "\u{FEFF}" + rows.map { "\($1) one;\($1) un\r\n" }.joined(),
    ].map { Array($0.utf8) }
    let taken = try taken(seeds, of: 400) { bytes in
      do {
        let labelled = try TwoColumns(bytes: bytes, name: "file", as: .labelled)
        let texts = try LabelledTexts(labelled)
        return texts.labels.count > 1
      } catch {
        do {
          return try TextPairs(TwoColumns(bytes: bytes, name: "file", as: .pairs)).complaint == nil
        } catch {
          return false
        }
      }
    }
    #expect(taken > 0)
  }

  @Test("of text are read or refused")
  func texts() throws {
    let seeds = ["the sea, the sea!\r\n", "\u{FEFF}日本語のテキスト、海と船。\n", "नमस्ते दुनिया\n"]
      .map { Array(String(repeating: $0, count: 20).utf8) }
    let taken = try taken(seeds, of: 100) { bytes in
      do {
        return try !Corpus(bytes: bytes, name: "file", least: 20).training.isEmpty
      } catch {
        return false
      }
    }
    #expect(taken > 0)
  }

  @Test("of weights and of saved runs are taken or refused")
  func checkpoints() throws {
    var configuration = Configuration()
    for setting in ["problem=hello", "cell=tanh", "hidden=3", "steps=4", "batch=2"] {
      try configuration.apply(setting)
    }
    let run = try HeadlessRun(configuration, library: TextLibrary(assets: ""), dataFile: nil)
    run.train(updates: 2)
    let seeds = [
      run.saved().bytes(),
      try bytes("Tests/PyTorch/pytorch-gru-float64.safetensors"),
    ]
    let taken = try taken(seeds, of: 400) { bytes in
      do {
        let saved = try SavedRun(bytes: bytes)
        return try saved.configuration(on: configuration, given: []).hidden > 0
      } catch {
        return false
      }
    }
    #expect(taken > 0)
  }

  @Test("of lessons are read, or told with their mistakes")
  func lessons() throws {
    let seeds = try ["07-vanishing", "08-lstm-gates"].map { try bytes("lessons/\($0).md") }
    let taken = try taken(seeds, of: 25) { bytes in
      let (lesson, mistakes) = Lesson.read(String(decoding: bytes, as: UTF8.self), file: "file.md")
      guard let lesson else {
        #expect(!mistakes.isEmpty)
        return false
      }
      do {
        return try !Experiment(lesson).pages.isEmpty
      } catch {
        return false
      }
    }
    #expect(taken > 0)
  }

  @Test("of transcripts are read line by line, or refused")
  func transcripts() throws {
    let lines = [
      "at 120 set rate 0.01", "figure 1 200 loss 3fb1a2c3 0.125", "note the session began",
      "at 0 start 07-vanishing 1 cell=tanh steps=40 rate=0.003", "at 300 fork",
    ]
    let taken = try taken(lines.map { Array($0.utf8) }, of: 5000) { bytes in
      do {
        return try !TranscriptLine(String(decoding: bytes, as: UTF8.self)).text.isEmpty
      } catch {
        return false
      }
    }
    #expect(taken > 0)
  }
}

/// Damages bytes as files are damaged: by a flipped bit, a lost or a doubled part, a strange number
/// or sign in the middle.
private struct Damage {
  private static let strange: [[UInt8]] =
    [
      "\0", "\u{1B}[2J", "\u{202E}", "99999999999999999999", "-1", "nan", "1e999", "\"", "\n", "\r",
      "```", "---", "{", "]", "\t\t", "..", "\u{FEFF}", "é",
    ].map { Array($0.utf8) } + [[0xFF, 0xFE], [0xC3], [0xF4, 0x90, 0x80, 0x80]]
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func integer(below: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, below)))
  }

  /// A copy with one to four faults.
  mutating func copy(of bytes: [UInt8]) -> [UInt8] {
    var copy = bytes
    for _ in 0...integer(below: 4) {
      let start = integer(below: copy.count)
      let end = min(copy.count, start + 1 + integer(below: 40))
      switch integer(below: 6) {
      case 0 where !copy.isEmpty: copy[start] ^= 1 << UInt8(integer(below: 8))
      case 1: copy.removeSubrange(start..<end)
      case 2: copy.insert(contentsOf: copy[start..<end], at: start)
      case 3: copy.insert(contentsOf: Self.strange[integer(below: Self.strange.count)], at: start)
      case 4:
        let sign = Self.strange[integer(below: Self.strange.count)]
        copy.replaceSubrange(start..<end, with: sign)
      default: copy = Array(copy.prefix(end))
      }
    }
    return copy
  }
}
