/// The text of a lesson file as it is on the disk, or in what encoding it is instead of UTF-8.
struct LessonText {
  /// With the byte-order mark that it may begin with.
  let text: String

  init(_ bytes: some Collection<UInt8>, file: String) throws(LessonError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw LessonError(
        file: file, line: 1,
        problem: "is UTF-16 text, not UTF-8: convert it with iconv -f UTF-16 -t UTF-8")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Self.mistake(in: bytes, file: file)
    }
    self.text = text
  }

  /// Where `bytes` stop being UTF-8, and what they may be.
  private static func mistake(in bytes: some Collection<UInt8>, file: String) -> LessonError {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var index = 0
    var line = 1
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      index += UTF8.width(scalar)
      if scalar == "\n" { line += 1 }
    }
    let code = bytes.dropFirst(index).first.map { String($0, radix: 16, uppercase: true) }
    return LessonError(
      file: file, line: line,
      problem: "is not UTF-8 text (byte 0x\(code ?? "??")); if it is Windows-1252, "
        + "convert it with iconv -f WINDOWS-1252 -t UTF-8")
  }
}
