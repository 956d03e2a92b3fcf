/// What claims measured, kept in the file that makes them.
public enum LessonRecording {
  /// The text of a lesson file with a line `measured: words` at the end of every claim block that
  /// begins at a line of `records`, in place of the one that it has.
  public static func text(_ text: String, recording records: [Int: String]) -> String {
    let ending = text.contains("\r\n") ? "\r\n" : "\n"
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map(String.init)
    // From the end, so that the lines before stay where they are.
    for (line, words) in records.sorted(by: { $0.key > $1.key }) {
      guard lines.indices.contains(line),
        let end = lines[line...].firstIndex(where: { $0.hasPrefix("```") })
      else { continue }
      let new = "measured: \(words)"
      if let old = lines[line..<end].firstIndex(where: { $0.hasPrefix("measured:") }) {
        lines[old] = new
      } else {
        lines.insert(new, at: end)
      }
    }
    return lines.joined(separator: ending)
  }
}
