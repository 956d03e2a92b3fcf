import Foundation
import Testing

@testable import Lessons

private let front = """
  ---
  title: A title
  part: Memory
  idea: one idea
  problem: { name: recall, steps: 40 }
  model:
    cell: lstm
  panels: [loss, ruler]
  keys: [cell tanh lstm, gain]
  ---
  """

private let page = """

  ## First page

  Prose with **bold**, *emphasis* and `code`.

      y = W h

  - one
  - two

  ```lab
  steps: 50
  clip: off
  ```
  """

@Suite("Lesson files")
struct LessonTests {
  @Test("A lesson is read with every word's line")
  func reads() throws {
    let lesson = try Lesson.parse(front + page + "\n## Second\n\nMore.\n", file: "lessons/03-x.md")
    #expect(lesson.name == "03-x" && lesson.number == 3 && lesson.title == "A title")
    #expect(lesson.problem.map(\.key.text) == ["name", "steps"])
    #expect(lesson.problem[1].value == Word(text: "40", line: 5))
    #expect(lesson.model.map(\.value) == [Word(text: "lstm", line: 7)])
    #expect(lesson.panels.map(\.text) == ["loss", "ruler"])
    #expect(lesson.keys.map(\.text) == ["cell tanh lstm", "gain"])
    #expect(lesson.pages.map(\.title) == ["First page", "Second"])
    let first = lesson.pages[0]
    #expect(first.line == 11)
    #expect(
      first.settings.map(\.key) == [Word(text: "steps", line: 21), Word(text: "clip", line: 22)])
    #expect(first.blocks.count == 3)
    guard case .paragraph(let spans) = first.blocks[0] else {
      Issue.record("the first block is not a paragraph")
      return
    }
    #expect(spans.first { $0.strong }?.text == "bold")
    #expect(spans.first { $0.emphasis }?.text == "emphasis")
    #expect(spans.first { $0.code }?.text == "code")
    #expect(first.blocks[1] == .code(["y = W h"]))
  }

  @Test(
    "Each mistake is told with its file, its line and what is wrong",
    arguments: [
      ("title: x\n", "l.md:1: a lesson begins with a line ---, then its front matter"),
      ("---\ntitle: x\n", "l.md:1: the front matter has no second line ---"),
      (
        front.replacingOccurrences(of: "part:", with: "parts:") + page,
        "l.md:3: no field called 'parts'; allowed: title, part, idea, problem, model, training, "
          + "panels, keys"
      ),
      (
        front.replacingOccurrences(of: "title: A title\n", with: "") + page,
        "l.md:2: the front matter has no title"
      ),
      (
        front.replacingOccurrences(of: "cell: lstm", with: "cell: [lstm]") + page,
        "l.md:7: 'cell' should have one value"
      ),
      (
        front.replacingOccurrences(of: "[loss, ruler]", with: "loss") + page,
        "l.md:8: 'panels' should be a list"
      ),
      (
        front.replacingOccurrences(of: "A title", with: "&a x") + page,
        "l.md:2: the front matter may not hold anchors (&) or aliases (*); put such "
          + "text in quotes"
      ),
      (front + "\n", "l.md:11: there is no page; a page begins with a heading: ## Title"),
      (front + "\n\ntext\n", "l.md:12: text before the first page; a page begins with ## Title"),
      (front + page + "\n\n<b>x</b>\n", "l.md:25: a lesson may not hold HTML"),
      (front + page + "\n\n![x](y)\n", "l.md:25: a lesson may not hold pictures"),
      (front + page + "\n\u{1B}[2J\n", "l.md:24: holds a control character"),
      (
        front + page.replacingOccurrences(of: "clip: off", with: "clip"),
        "l.md:22: a lab block holds lines of 'name: value'"
      ),
      (
        front + "\n## P\n\n    \(String(repeating: "x", count: 63))\n",
        "l.md:13: a line of code is wider than 62 columns"
      ),
    ])
  func mistakes(text: String, message: String) {
    let error = #expect(throws: LessonError.self) { try Lesson.parse(text, file: "l.md") }
    #expect(error?.description == message)
  }

  @Test("Broken YAML is told with its line")
  func brokenYAML() {
    let text = front.replacingOccurrences(of: "idea: one idea", with: "idea: [one") + page
    let error = #expect(throws: LessonError.self) { try Lesson.parse(text, file: "l.md") }
    #expect(error?.line ?? 0 >= 4)
    #expect(error?.problem.hasPrefix("the front matter is not valid YAML") == true)
  }

  @Test("No change of a file can make the reader crash or hang")
  func fuzz() {
    let original = Array((front + page).unicodeScalars)
    let spice = Array("---{}[]&*!|>%@`#:\n\t -\"'\u{0}\u{7F}é東".unicodeScalars)
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var refused = 0
    for _ in 0..<3000 {
      var text = original
      for _ in 0...random(6) {
        let offset = random(text.count)
        switch random(3) {
        case 0: text[offset] = spice[random(spice.count)]
        case 1: text.removeSubrange(offset..<min(text.count, offset + random(20) + 1))
        default: text.insert(contentsOf: text[..<random(min(200, text.count))], at: offset)
        }
        if text.isEmpty { text = original }
      }
      let string = String(String.UnicodeScalarView(text))
      do {
        _ = try Lesson.parse(string, file: "l.md")
      } catch {
        refused += 1
        #expect(error.description.hasPrefix("l.md:"))
        #expect(!error.description.contains("\n"))
      }
    }
    #expect(refused > 1000)
  }

  @Test("Nesting without end is refused")
  func nesting() {
    let deep = String(repeating: "> ", count: 500) + "x"
    #expect(throws: LessonError.self) { try Lesson.parse(front + "\n## P\n\n\(deep)\n", file: "l") }
    let braces = front.replacingOccurrences(
      of: "{ name: recall, steps: 40 }", with: String(repeating: "[", count: 5000))
    #expect(throws: LessonError.self) { try Lesson.parse(braces + page, file: "l") }
    let large = front + page + String(repeating: "x", count: 1 << 20)
    #expect(throws: LessonError.self) { try Lesson.parse(large, file: "l") }
  }

  @Test("The folder is found in UNROLL_HOME, above the program, and in the working directory")
  func folder() throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("unroll-\(UUID())")
    let lessons = home.appendingPathComponent("lessons")
    try FileManager.default.createDirectory(at: lessons, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    try (front + page).write(
      to: lessons.appendingPathComponent("02-good.md"), atomically: true, encoding: .utf8)
    try "broken".write(
      to: lessons.appendingPathComponent("01-bad.md"), atomically: true, encoding: .utf8)
    let path = home.path
    let found = [
      try LessonFolder.find(
        environment: ["UNROLL_HOME": path], executable: nil, workingDirectory: "/"),
      try LessonFolder.find(
        environment: [:], executable: path + "/bin/unroll", workingDirectory: "/"),
      try LessonFolder.find(environment: [:], executable: nil, workingDirectory: path),
    ]
    for folder in found {
      #expect(folder.path == path + "/lessons")
      let list = folder.list()
      #expect(list.count == 2)
      #expect(throws: LessonError.self) { try list[0].get() }
      #expect(try list[1].get().name == "02-good")
    }
    #expect(throws: LessonFolderError.self) {
      try LessonFolder.find(environment: [:], executable: nil, workingDirectory: "/nowhere")
    }
  }
}
