import Foundation
import Lessons
import Screen
import Testing

@testable import Lab

@Suite("Every lesson")
struct LessonContractTests {
  static let lessons = LessonFolder(home: LabHarness.home).list()

  @Test("resolves without a mistake", arguments: lessons.indices)
  func resolves(index: Int) throws {
    _ = try Experiment(Self.lessons[index].get())
  }

  @Test(
    "trains on every page, and every page fits 80x24 scrolled and 120x40 whole",
    arguments: lessons.indices)
  func trains(index: Int) throws {
    let experiment = try Experiment(Self.lessons[index].get())
    for page in experiment.pages.indices {
      let large = try LabHarness(size: Size(width: 120, height: 40))
      try large.open(experiment.lesson.number, page: page + 1)
      #expect(!large.text.contains("more ↓"), "page \(page + 1) is too long for 120x40")
      large.type("s")
      #expect(large.snapshot.update == 1)
      let small = try LabHarness(size: Size(width: 80, height: 24))
      try small.open(experiment.lesson.number, page: page + 1)
      for _ in 0..<40 { small.press(.down) }
      #expect(!small.text.contains("more ↓"))
    }
  }

  @Test("draws in ASCII alone where the terminal has no more", arguments: lessons.indices)
  func ascii(index: Int) throws {
    let experiment = try Experiment(Self.lessons[index].get())
    for page in experiment.pages.indices {
      let lab = try LabHarness(size: Size(width: 80, height: 24))
      try lab.open(experiment.lesson.number, page: page + 1)
      let frame = lab.frame(Capabilities(glyphs: .ascii, colors: .none))
      #expect(frame.joined().allSatisfy { $0.isASCII })
      #expect(!frame.joined().contains("??"), "page \(page + 1) has glyphs that ASCII lacks")
    }
  }

  @Test(
    "has its mistakes told with their lines",
    arguments: [
      ("cell: tanh", "cell: lstn", "not a valid value for cell; it takes tanh, relu"),
      ("steps: 40", "stepps: 40", "no setting called 'stepps' in problem"),
      ("[loss, ruler]", "[loss, rular]", "no panel called 'rular'; allowed: loss, logloss"),
      ("- gain", "- gane", "no setting called 'gane'; allowed: problem"),
      ("batch: 64", "forcing: 1", "forcing has no effect on any page (problem recall"),
      ("- gain", "- attention", "attention has no effect on any page (problem recall"),
      ("- steps", "- steps 3", "'3' is not a valid value for steps; it takes 4 to 2000"),
    ])
  func mistakes(old: String, new: String, message: String) throws {
    let path = LabHarness.home + "/lessons/07-vanishing.md"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let broken = text.replacingOccurrences(of: old, with: new)
    #expect(broken != text)
    let lesson = try Lesson.parse(broken, file: "lessons/07-vanishing.md")
    let error = #expect(throws: LessonError.self) { try Experiment(lesson) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    let lines = broken.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains(new) })
    #expect(error?.line == line + 1)
  }
}

@Suite("Golden screens")
struct GoldenScreenTests {
  struct Screen: Sendable, CustomTestStringConvertible {
    let name: String
    let lesson: Int
    let page: Int
    let updates: Int

    var testDescription: String { name }
  }

  static let screens = [
    Screen(name: "contents", lesson: 0, page: 1, updates: 0),
    Screen(name: "recall-trained", lesson: 7, page: 4, updates: 150),
    Screen(name: "gain", lesson: 7, page: 3, updates: 0),
    Screen(name: "diverged", lesson: 7, page: 6, updates: 2),
    Screen(name: "characters", lesson: 15, page: 1, updates: 0),
  ]

  @Test("look as they did", arguments: screens, [(80, 24), (120, 40)])
  func goldens(screen: Screen, size: (Int, Int)) throws {
    let lab = try LabHarness(size: Size(width: size.0, height: size.1))
    if screen.lesson > 0 {
      try lab.open(screen.lesson, page: screen.page)
      lab.type(String(repeating: "s", count: screen.updates))
    }
    try expectGolden("\(screen.name)-\(size.0)x\(size.1)", lab.text + "\n", beside: #filePath)
  }
}

/// Compares `text` with the golden file `name`; `UNROLL_UPDATE_GOLDENS=1` writes it instead.
func expectGolden(_ name: String, _ text: String, beside file: String) throws {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent("Goldens")
  let url = folder.appendingPathComponent("\(name).txt")
  if ProcessInfo.processInfo.environment["UNROLL_UPDATE_GOLDENS"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }
  let golden = try? String(contentsOf: url, encoding: .utf8)
  #expect(golden == text, "\(name) differs from its golden frame:\n\(text)")
}
