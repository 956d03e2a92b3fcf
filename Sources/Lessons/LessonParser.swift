extension Lesson {
  /// The largest file that is read, in bytes.
  static let sizeLimit = 1 << 20

  /// Reads the text of a lesson file: front matter between two lines `---`, then pages.
  ///
  /// - Parameters:
  ///   - text: the whole file
  ///   - file: the file as messages should name it
  public static func parse(_ text: String, file: String) throws(LessonError) -> Lesson {
    func wrong(_ line: Int, _ problem: String) -> LessonError {
      LessonError(file: file, line: line, problem: problem)
    }
    guard text.utf8.count <= sizeLimit else { throw wrong(1, "is larger than 1 MiB") }
    let lines = Self.lines(of: text)
    if let bad = lines.firstIndex(where: { $0.unicodeScalars.contains(where: isControl) }) {
      throw wrong(bad + 1, "holds a control character")
    }
    guard lines.first == "---" else {
      throw wrong(1, "a lesson begins with a line ---, then its front matter")
    }
    guard let end = lines.dropFirst().firstIndex(of: "---") else {
      throw wrong(1, "the front matter has no second line ---")
    }
    let front = try FrontMatter(
      lines[1..<end].joined(separator: "\n"), file: file, firstLine: 2)
    let (pages, cells) = try PageParser(file: file, lineOffset: end + 1)
      .pages(of: lines[(end + 1)...].joined(separator: "\n"))
    guard !pages.isEmpty else {
      throw wrong(lines.count, "there is no page; a page begins with a heading: ## Title")
    }
    let name = stem(of: file)
    return Lesson(
      file: file, name: name, number: Int(name.prefix { $0.isNumber }) ?? 0, title: front.title,
      part: front.part, idea: front.idea, problem: front.problem, model: front.model,
      training: front.training, panels: front.panels, keys: front.keys, cells: cells, pages: pages)
  }

  /// The lines of a text, which may begin with a byte-order mark. A line ends with "\n" or, as on
  /// Windows, with "\r\n", which Swift counts as one character.
  private static func lines(of text: String) -> [Substring] {
    let marked = text.unicodeScalars.first == "\u{FEFF}"
    return Substring(text.unicodeScalars.dropFirst(marked ? 1 : 0))
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }

  /// `07-vanishing` for `lessons/07-vanishing.md`.
  private static func stem(of file: String) -> String {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    return last.hasSuffix(".md") ? String(last.dropLast(3)) : last
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\t"
  }
}
