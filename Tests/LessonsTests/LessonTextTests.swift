import Foundation
import Testing

@testable import Lessons

/// What people's editors write: other line ends, marks, encodings, comments, tables, links.
@Suite("Lesson files of people")
struct LessonTextTests {
  private let front = """
    ---
    title: A title
    part: Memory
    idea: one idea
    panels: [loss]
    ---

    """

  private func lesson(_ page: String) throws -> Lesson {
    try Lesson.parse(front + "\n## First\n\n\(page)\n", file: "l.md")
  }

  private func mistake(_ page: String) -> String? {
    #expect(throws: LessonError.self) { try lesson(page) }?.description
  }

  @Test("The line ends of Windows and a byte-order mark change nothing")
  func windows() throws {
    let page = "Text\nand more.\n\n    y = W h\n\n```lab\nsteps: 50\n```"
    let plain = try lesson(page)
    let text = front + "\n## First\n\n\(page)\n"
    let windows = text.replacing("\n", with: "\r\n")
    #expect(try Lesson.parse(windows, file: "l.md") == plain)
    #expect(try Lesson.parse("\u{FEFF}" + windows, file: "l.md") == plain)
    #expect(try Lesson.parse("\u{FEFF}" + text, file: "l.md") == plain)
  }

  @Test("A file in another encoding is told which, with the line")
  func encodings() throws {
    let latin = Array("---\ntitle: \u{0}\n".utf8).map { $0 == 0 ? 0xE4 : $0 }
    let error = #expect(throws: LessonError.self) { try LessonText(latin, file: "l.md") }
    #expect(
      error?.description == "l.md:2: is not UTF-8 text (byte 0xE4); if it is Windows-1252, "
        + "convert it with iconv -f WINDOWS-1252 -t UTF-8")
    let wide = #expect(throws: LessonError.self) {
      try LessonText([0xFF, 0xFE, 0x2D, 0x00], file: "l.md")
    }
    #expect(
      wide?.description
        == "l.md:1: is UTF-16 text, not UTF-8: convert it with iconv -f UTF-16 -t UTF-8")
    #expect(try LessonText(Array("é".utf8), file: "l.md").text == "é")
  }

  @Test("A line of code is measured in columns of the terminal")
  func wideCharacters() throws {
    _ = try lesson("    " + String(repeating: "東", count: 31))
    #expect(
      mistake("    " + String(repeating: "東", count: 32))
        == "l.md:10: a line of code is wider than 62 columns")
  }

  @Test(
    "The front matter may hold & and * where YAML reads them as text",
    arguments: ["Q & A", "'*one* idea'", "\"&c.\"", "a * b", "it's a & b  # *not* an alias"])
  func signs(idea: String) throws {
    let text = front.replacing("one idea", with: idea) + "\n## First\n\nText.\n"
    let read = try Lesson.parse(text, file: "l.md").idea
    #expect(read == idea.split(separator: "  #")[0].replacing(/^['"]|['"]$/, with: ""))
  }

  @Test("Anchors and aliases are refused", arguments: ["&a x", "*a", "[&a x]", "[x, *a]"])
  func anchors(idea: String) {
    let text = front.replacing("one idea", with: idea) + "\n## First\n\nText.\n"
    let error = #expect(throws: LessonError.self) { try Lesson.parse(text, file: "l.md") }
    #expect(error?.line == 4 && error?.problem.contains("anchors") == true)
  }

  @Test("A link keeps its address")
  func links() throws {
    let page = try lesson("See [the *paper*](https://a.org/p) and <https://b.org>.").pages[0]
    guard case .paragraph(let spans) = page.blocks[0] else {
      Issue.record("the block is not a paragraph")
      return
    }
    #expect(
      spans.map(\.text).joined() == "See the paper (https://a.org/p) and https://b.org.")
  }

  @Test("Comments are left out, and a table is refused")
  func comments() throws {
    let page = try lesson("<!-- to do -->\n\nText <!-- here --> more.").pages[0]
    guard case .paragraph(let spans) = page.blocks[0] else {
      Issue.record("the block is not a paragraph")
      return
    }
    #expect(page.blocks.count == 1 && spans.map(\.text).joined() == "Text  more.")
    #expect(mistake("<!-- a --> lost -->") == "l.md:10: a lesson may not hold HTML")
    #expect(
      mistake("| a | b |\n|---|---|\n| 1 | 2 |")
        == "l.md:10: a lesson may not hold a table; indent its lines by four spaces to show them "
        + "as they are")
  }
}
