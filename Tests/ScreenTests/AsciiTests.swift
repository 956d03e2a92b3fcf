import Screen
import Testing

@Suite struct AsciiTests {
  @Test(arguments: [
    ("½ ln 2", "1/2 ln 2"), ("a → b", "a -> b"), ("plain", "plain"), ("1 · 2", "1 . 2"),
    ("don’t…", "don't..."), ("日", "? "), ("naïve", "naive"),
  ]) func `text is spelled out`(text: String, result: String) {
    #expect(Ascii.text(text) == result)
  }

  @Test(
    arguments: [
      ("─", "-"), ("│", "|"), ("┤", "+"), ("╌", "-"), ("✓", "v"), ("✗", "x"), ("▸", ">"),
      ("█", "#"),
      ("⠉", "'"), ("⠒", "-"), ("⣀", "_"), ("⣿", "#"), ("⠀", " "), ("A", "A"), ("日", "?"),
    ] as [(Character, Character)]) func `a glyph has a stand-in`(glyph: Character, ascii: Character)
  {
    #expect(Ascii.glyph(glyph) == ascii)
  }

  @Test func `every line, block and braille character has a stand-in of its own`() {
    for value in Array(0x2500...0x2590) + Array(0x2801...0x28FF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let ascii = Ascii.glyph(Character(scalar))
      #expect(ascii.isASCII && ascii != "?" && ascii != " ", "U+\(String(value, radix: 16))")
    }
  }
}
