import Testing

@testable import Problems

@Suite("Two columns of a file")
struct TwoColumnsTests {
  private func columns(
    _ text: String, _ form: TwoColumns.Form = .labelled
  ) throws(CorpusError) -> TwoColumns {
    try TwoColumns(bytes: Array(text.utf8), name: "f", as: form)
  }

  /// Enough rows for a column of labels to be known as one.
  private func many(_ separator: String, _ row: (Int) -> [String]) -> String {
    (0..<60).map { row($0).joined(separator: separator) + "\n" }.joined()
  }

  @Test("Lines that cannot be read are named with their numbers and reasons, and the rest is read")
  func malformed() throws {
    let text = "ham\tone two\n\nspam only\nspam\tthree\n\tnothing\nham\t\nham\ta\tb\n"
    let bytes = Array(text.utf8) + Array("ham\t".utf8) + [0xFF, 0xFE] + Array("\n".utf8)
    let file = try TwoColumns(bytes: bytes, name: "file.tsv", as: .labelled)
    #expect(file.rows.map(\.left) == ["ham", "spam"])
    #expect(
      file.complaint
        == "file.tsv: 6 lines left out: 2 (empty), 3 (one column), 5 (nothing in column 1), "
        + "6 (nothing in column 2), 7 (3 columns), 8 (not UTF-8 text)")
  }

  @Test("A file without columns is refused in one line")
  func refused() {
    #expect(throws: CorpusError(file: "f", reason: "is empty")) { try columns("") }
    let error = #expect(throws: CorpusError.self) { try columns("one\ntwo\n") }
    #expect(error?.reason.contains("f: 2 lines left out: 1 (one column), 2 (one column)") == true)
  }

  @Test("Commas, semicolons and pipes are found, and quotes are read as RFC 4180 has them")
  func separators() throws {
    for sign in [",", ";", "|"] {
      let text =
        "label\(sign)text\r\n"
        + "ham\(sign)\"well\(sign) \"\"yes\"\", \r\nI do\"\r\nspam\(sign)win\r\nham\(sign)no\r\n"
      let file = try columns(text)
      #expect(file.rows.map(\.left) == ["ham", "spam", "ham"])
      #expect(file.rows[0].right == "well\(sign) \"yes\",  I do")
      #expect(file.complaint?.contains("the first line is a header (label, text)") == true)
      #expect(file.leftOut.isEmpty)
    }
  }

  @Test("A text with commas of its own and no quotes goes on to the end of its line")
  func unquoted() throws {
    let text = many(",") {
      ["ham", "spam"][$0 % 2] == "ham" ? ["ham", "hello \($0)"] : ["spam", "a\($0)"]
    }
    let file = try columns(text + "ham,well, yes, no\n")
    #expect(file.rows.last?.right == "well, yes, no")
  }

  @Test("A first line whose label occurs nowhere else is a header, told and left out")
  func header() throws {
    let file = try columns("verdict\twords\n" + many("\t") { [["a", "b"][$0 % 2], "text \($0)"] })
    #expect(file.rows.count == 60)
    #expect(file.complaint == "f: the first line is a header (verdict, words) and left out")
    let plain = try columns(many("\t") { [["a", "b"][$0 % 2], "text \($0)"] })
    #expect(plain.rows.count == 60 && plain.complaint == nil)
  }

  @Test("Columns the other way round are read as they are meant, and told")
  func swapped() throws {
    let file = try columns(many("\t") { ["text \($0)", ["a", "b"][$0 % 2]] })
    #expect(file.rows[1] == TwoColumns.Row(left: "b", right: "text 1"))
    #expect(file.complaint == "f: column 2 is read as the label and column 1 as the text")
  }

  @Test("Of more columns, the labels and the longest texts are read, and of pairs the first two")
  func more() throws {
    let file = try columns(many(",") { ["\($0)", ["a", "b"][$0 % 2], "some text \($0)"] })
    #expect(file.rows[0] == TwoColumns.Row(left: "a", right: "some text 0"))
    #expect(file.complaint?.contains("column 2 is read as the label and column 3") == true)
    let pairs = try columns(many("\t") { ["one \($0)", "un \($0)", "CC-BY \($0)"] }, .pairs)
    #expect(pairs.rows[0] == TwoColumns.Row(left: "one 0", right: "un 0"))
    #expect(pairs.complaint == "f: 3 columns: the first two are read")
    // Empty columns at the end, as spreadsheets write them, are no columns.
    let padded = try columns(
      "v1,v2,,\n" + many(",") { [["a", "b"][$0 % 2], "text \($0)", "", ""] })
    #expect(padded.rows.count == 60 && padded.rows[0].right == "text 0")
  }

  @Test("UTF-16 with a byte-order mark is read, without one it is named")
  func wide() throws {
    let text = many("\t") { [["a", "b"][$0 % 2], "é \($0)"] }
    for isLittle in [true, false] {
      let units = [0xFEFF] + Array(text.utf16)
      let bytes = units.flatMap { unit -> [UInt8] in
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
        return isLittle ? [low, high] : [high, low]
      }
      let file = try TwoColumns(bytes: bytes, name: "f", as: .labelled)
      #expect(file.rows.count == 60 && file.rows[0].right == "é 0")
      #expect(file.complaint == "f: read as UTF-16")
      let error = #expect(throws: CorpusError.self) {
        try TwoColumns(bytes: Array(bytes.dropFirst(2)), name: "f", as: .labelled)
      }
      #expect(error?.reason.contains("UTF-16 without a byte-order mark") == true)
    }
  }

  @Test("A quote that is never closed costs its own line only")
  func openQuote() throws {
    let file = try columns("ham,\"open\n" + many(",") { [["ham", "b"][$0 % 2], "text \($0)"] })
    #expect(file.rows.count == 60)
    #expect(file.complaint?.contains("1 (a quote that is never closed)") == true)
  }
}
