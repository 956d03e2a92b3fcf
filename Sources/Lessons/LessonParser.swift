extension Lesson {
  /// The largest file that is read, in bytes.
  static let sizeLimit = 1 << 20

  /// Reads the text of a lesson file: front matter between two lines `---`, then pages.
  ///
  /// - Parameters:
  ///   - text: the whole file
  ///   - file: the file as messages should name it
  /// - Throws: the first mistake.
  public static func parse(_ text: String, file: String) throws(LessonError) -> Lesson {
    let (lesson, mistakes) = read(text, file: file)
    guard let lesson else {
      throw mistakes.first ?? LessonError(file: file, line: 1, problem: "cannot be read")
    }
    return lesson
  }

  /// The same with every mistake, in the order of their lines; without a lesson where there is one.
  public static func read(
    _ text: String, file: String
  ) -> (lesson: Lesson?, mistakes: [LessonError]) {
    func wrong(_ line: Int, _ problem: String) -> (Lesson?, [LessonError]) {
      (nil, [LessonError(file: file, line: line, problem: problem)])
    }
    guard text.utf8.count <= sizeLimit else { return wrong(1, "is larger than 1 MiB") }
    let lines = Self.lines(of: text)
    if let bad = lines.firstIndex(where: { $0.unicodeScalars.contains(where: isControl) }) {
      return wrong(bad + 1, "holds a control character")
    }
    guard lines.first == "---" else {
      return wrong(1, "a lesson begins with a line ---, then its front matter")
    }
    guard let end = lines.dropFirst().firstIndex(of: "---") else {
      return wrong(1, "the front matter has no second line ---")
    }
    var mistakes: [LessonError] = []
    let front = FrontMatter(
      lines[1..<end].joined(separator: "\n"), file: file, firstLine: 2, mistakes: &mistakes)
    var parser = PageParser(file: file, lineOffset: end + 1)
    let (pages, cells) = parser.pages(of: lines[(end + 1)...].joined(separator: "\n"))
    mistakes += parser.mistakes
    if pages.isEmpty, parser.mistakes.isEmpty {
      mistakes +=
        wrong(
          lines.count, "there is no page; a page begins with a heading: ## Title"
        ).1
    }
    guard mistakes.isEmpty else { return (nil, mistakes.sorted { $0.line < $1.line }) }
    let name = stem(of: file)
    let lesson = Lesson(
      file: file, name: name, number: Int(name.prefix { $0.isNumber }) ?? 0, title: front.title,
      part: front.part, idea: front.idea, problem: front.problem, model: front.model,
      training: front.training, panels: front.panels, keys: front.keys, cells: cells, pages: pages)
    return (lesson, [])
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
