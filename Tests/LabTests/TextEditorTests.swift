import Screen
import Testing

@testable import Lab

@Suite("Lines being typed")
struct TextEditorTests {
  private func editor(_ text: String, _ keys: [Key]) -> TextEditor {
    var editor = TextEditor(text)
    for key in keys { editor.take(key) }
    return editor
  }

  @Test(
    "take keys as an editor does",
    arguments: [
      ("ab", [Key.character("c")], "abc", 0, 3),
      ("ab", [.home, .character("c")], "cab", 0, 1),
      ("ab", [.left, .enter], "a\nb", 1, 0),
      ("a\nb", [.home, .backspace], "ab", 0, 1),
      ("a\nb", [.up, .end, .delete], "ab", 0, 1),
      ("abc\nd", [.up, .character("x")], "axbc\nd", 0, 2),
      ("abc\nd", [.up, .up, .down, .character("x")], "abc\nxd", 1, 1),
      ("abc\nd", [.left, .left, .character("x")], "abcx\nd", 0, 4),
      ("a\nb", [.pageUp, .right, .right, .character("x")], "a\nxb", 1, 1),
      ("", [.backspace, .delete, .left, .up, .down], "", 0, 0),
      ("", [.paste("a = 1\r\nb\u{7}\tc\n")], "a = 1\nb  c\n", 2, 0),
      ("ab", [.left, .paste("x\ny")], "ax\nyb", 1, 1),
      ("é", [.character("ü"), .backspace, .backspace], "", 0, 0),
    ])
  func keys(text: String, keys: [Key], result: String, line: Int, column: Int) {
    let editor = editor(text, keys)
    #expect(editor.text == result)
    #expect(editor.line == line && editor.column == column)
  }

  @Test("hold no more than a screen can show, whatever is pasted")
  func limits() {
    let long = editor("", [.paste(String(repeating: "a", count: 100_000))])
    #expect(long.text.count == 4000)
    let tall = editor("", [.paste(String(repeating: "a\n", count: 1000))])
    #expect(tall.lines.count == 60)
  }

  @Test("keep the cursor inside, wherever it is put")
  func cursor() {
    var editor = TextEditor("ab\nc")
    editor.moveCursor(line: 9, column: 9)
    #expect(editor.line == 1 && editor.column == 1)
    editor.moveCursor(line: -1, column: -1)
    #expect(editor.line == 0 && editor.column == 0)
  }
}
