import Screen
import Testing

@Suite struct WrapTests {
  @Test(arguments: [
    ("the gradient that reaches step t", 12, ["the gradient", "that reaches", "step t"]),
    ("a  b", 10, ["a  b"]),
    ("    indented text", 12, ["    indented", "text"]),
    ("word ", 4, ["word"]),
    ("incomprehensible", 6, ["incomp", "rehens", "ible"]),
    ("an incomprehensible x", 8, ["an", "incompre", "hensible", "x"]),
    ("one\ntwo\n\nthree", 10, ["one", "two", "", "three"]),
    ("a\u{A0}b c", 4, ["a b", "c"]),
    ("日本語の文", 5, ["日本", "語の", "文"]),
    ("x日本", 3, ["x日", "本"]),
    ("日", 1, ["日"]), ("ab 日本語", 6, ["ab 日", "本語"]),
    ("", 5, [""]),
  ]) func `lines break at spaces`(text: String, width: Int, lines: [String]) {
    #expect(wrap(text, width: width) == lines)
  }

  @Test func `below one column there are no lines`() {
    #expect(wrap("text", width: 0).isEmpty)
    #expect(wrap("text", width: -3).isEmpty)
  }

  @Test func `a word keeps together although its style changes`() {
    let lines = wrap(
      [StyledText("see "), StyledText("un", .strong), StyledText("rolled")], width: 9)
    #expect(lines.map { $0.map(\.text) } == [["see"], ["un", "rolled"]])
    #expect(lines[1].map(\.style) == [.strong, .plain])
  }

  @Test(arguments: 1..<40) func `no line is wider than asked and no letter is lost`(width: Int) {
    let text = "At g = 1.1 and T = 50 that is 107. 日本語 With tanh incomprehensibilities follow."
    let lines = wrap(text, width: width)
    #expect(lines.allSatisfy { Screen.columns(of: $0) <= max(width, 2) })
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
  }

  @Test(arguments: [
    ("gradient ruler", 20, "gradient ruler"), ("gradient ruler", 10, "gradient…"),
    ("gradient ruler", 1, "…"), ("gradient ruler", 0, ""), ("日本語", 4, "日…"),
  ]) func `clipped text ends with an ellipsis`(text: String, width: Int, result: String) {
    #expect(clipped(text, to: width) == result)
  }
}
