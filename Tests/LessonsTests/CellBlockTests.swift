import Testing

@testable import Lessons

@Suite("Blocks that define a cell")
struct CellBlockTests {
  private func lesson(_ top: String, page: String = "Text.") throws -> Lesson {
    try Lesson.parse(
      """
      ---
      title: A title
      part: Memory
      idea: one idea
      problem: { name: recall }
      panels: [loss]
      ---

      \(top)

      ## Page

      \(page)
      """, file: "lessons/99-x.md")
  }

  @Test("are read before the first page and on one, with their lines")
  func read() throws {
    let lesson = try lesson(
      """
      ```cell mine
      z = sigmoid(W_z x)
      h' = z * h
      ```
      """,
      page: """
        ```cell other
        h' = W_h x
        ```
        """)
    #expect(
      lesson.cells.map(\.name) == [Word(text: "mine", line: 9), Word(text: "other", line: 16)])
    #expect(lesson.cells[0].text == "z = sigmoid(W_z x)\nh' = z * h")
    // Where it is part of a page, a reader sees it.
    #expect(lesson.pages.map(\.blocks) == [[.code(["h' = W_h x"])]])
  }

  @Test("have a name")
  func nameless() {
    let error = #expect(throws: LessonError.self) { try lesson("```cell\nh' = W_h x\n```") }
    #expect(error?.line == 9 && error?.problem.contains("```cell mine") == true)
  }

  @Test(
    "A word that is nearly that of a block is told, with what there is",
    arguments: [
      ("tri", "try"), ("cel mine", "cell"), ("predictt", "predict"), ("Claim", "claim"),
      ("note", "notes"), ("labs", "lab"), ("preditc", "predict"),
    ])
  func misspelt(word: String, meant: String) {
    let error = #expect(throws: LessonError.self) {
      try lesson("", page: "```\(word)\na: b\n```")
    }
    #expect(error?.line == 13)
    #expect(error?.problem.hasSuffix("is it '\(meant)'?") == true, "\(error?.description ?? "")")
    #expect(error?.allowed == FenceWord.all)
  }

  @Test(
    "Words of other things are code as before",
    arguments: ["", "python", "text", "swift", "sh", "c", "latex", "lua", "shell", "toml"])
  func others(word: String) throws {
    let lesson = try lesson("", page: "```\(word)\na = b\n```")
    #expect(lesson.pages[0].blocks == [.code(["a = b"])])
  }
}
