/// A word of a file: part of an identifier, of a comment or of a string literal, or one sign.
struct SourceWord: Sendable {
  /// In lower case.
  let text: String
  let line: Int
  /// Whether it is part of an identifier that begins with a capital: of a type.
  let isType: Bool
}

extension SourceText {
  /// The words of some of the file's bytes, in order. `xGradient` is two of them; signs count as
  /// words, so that no phrase reaches across a full stop.
  func words(of part: [UInt8]) -> [SourceWord] {
    var words: [SourceWord] = []
    var line = 1
    var index = 0
    while index < part.count {
      let byte = part[index]
      if byte.isWordByte {
        var end = index
        while end < part.count, part[end].isWordByte { end += 1 }
        words += Self.components(part[index..<end], line: line)
        index = end
        continue
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      if byte > UInt8(ascii: " "), byte != UInt8(ascii: "-"), byte != UInt8(ascii: "`") {
        words.append(
          SourceWord(text: String(UnicodeScalar(byte)), line: line, isType: false))
      }
      index += 1
    }
    return words
  }

  /// `PanelKind_2` as panel, kind, 2.
  private static func components(_ identifier: ArraySlice<UInt8>, line: Int) -> [SourceWord] {
    let isType = identifier.first?.isCapital ?? false
    var words: [SourceWord] = []
    var start = identifier.startIndex
    func close(_ end: Int) {
      defer { start = end }
      guard end > start else { return }
      let text = String(decoding: identifier[start..<end].map(\.lowered), as: UTF8.self)
      words.append(SourceWord(text: text, line: line, isType: isType))
    }
    for index in identifier.indices.dropFirst() {
      let (byte, before) = (identifier[index], identifier[index - 1])
      if byte == UInt8(ascii: "_") {
        close(index)
      } else if before == UInt8(ascii: "_") {
        start = index
      } else if byte.isCapital {
        let next = index + 1 < identifier.endIndex ? identifier[index + 1] : byte
        // In URLReader the last capital of a run begins the next word.
        if !before.isCapital || !(next.isCapital || next.isDigit) { close(index) }
      }
    }
    close(identifier.endIndex)
    return words
  }
}

extension UInt8 {
  var isCapital: Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self }
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  /// Letters, digits, the underscore, and everything beyond ASCII.
  var isWordByte: Bool {
    isCapital || isDigit || UInt8(ascii: "a")...UInt8(ascii: "z") ~= self
      || self == UInt8(ascii: "_") || self >= 0x80
  }
  fileprivate var lowered: UInt8 { isCapital ? self + 32 : self }
}
