import Screen
import Testing

@Suite struct ColumnsTests {
  @Test(arguments: [
    ("a", 1), (" ", 1), ("é", 1), ("e\u{301}", 1), ("─", 1), ("⣿", 1), ("█", 1), ("·", 1),
    ("日", 2), ("한", 2), ("한", 2), ("😀", 2), ("Ａ", 2), ("\u{3000}", 2), ("\u{301}", 0),
    ("\u{7}", 1), ("\u{1B}", 1), ("\u{202E}", 1), ("👨‍👩‍👧", 6), ("🇩🇪", 2),
  ]) func `a character takes the columns that the terminal gives it`(text: String, columns: Int) {
    #expect(Screen.columns(of: text) == columns)
  }

  @Test func `a text is as wide as its characters together`() {
    #expect(Screen.columns(of: "ln 4  日本") == 10)
    #expect(Screen.columns(of: "") == 0)
  }
}
