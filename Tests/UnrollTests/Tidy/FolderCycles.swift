/// Which folders of a target use which: a folder uses another where a file names a type that only
/// the other declares.
struct FolderGraph {
  /// From each folder the folders that it uses, with an example.
  private(set) var uses: [String: [String: String]] = [:]

  /// The folders of the files of one target.
  init(_ files: [SourceText]) {
    var homes: [String: Set<String>] = [:]
    for file in files {
      for name in Self.declaredTypes(file) { homes[name, default: []].insert(Self.folder(file)) }
    }
    for file in files {
      let own = Self.folder(file)
      for (word, range) in file.code.identifiers() {
        guard let home = homes[word], home.count == 1, let other = home.first, other != own
        else { continue }
        let example = "\(file.path):\(file.line(of: range.lowerBound)) uses \(word)"
        uses[own, default: [:]][other] = uses[own]?[other] ?? example
      }
    }
  }

  /// A way from a folder back to itself, told use by use; nil where there is none.
  var cycle: [String]? {
    var finished: Set<String> = []
    for start in uses.keys.sorted() where !finished.contains(start) {
      var path: [String] = []
      if let found = walk(start, &path, &finished) { return found }
    }
    return nil
  }

  private func walk(
    _ folder: String, _ path: inout [String], _ finished: inout Set<String>
  ) -> [String]? {
    if let first = path.firstIndex(of: folder) {
      let around = Array(path[first...]) + [folder]
      return zip(around, around.dropFirst()).map { uses[$0]?[$1] ?? "" }
    }
    guard !finished.contains(folder) else { return nil }
    path.append(folder)
    for other in (uses[folder] ?? [:]).keys.sorted() {
      if let found = walk(other, &path, &finished) { return found }
    }
    path.removeLast()
    finished.insert(folder)
    return nil
  }

  /// `Sources/Lab/Views` for `Sources/Lab/Views/HelpView.swift`.
  private static func folder(_ file: SourceText) -> String {
    file.path.split(separator: "/").dropLast().joined(separator: "/")
  }

  /// The types that a file declares outside of others.
  private static func declaredTypes(_ file: SourceText) -> [String] {
    let words = file.code.identifiers()
    return words.indices.dropLast().compactMap { index in
      let line = file.range(ofLine: file.line(of: words[index].range.lowerBound))
      guard
        ["struct", "class", "enum", "protocol", "actor", "typealias"].contains(words[index].word),
        words[index + 1].word.utf8.first?.isCapital == true,
        file.code[line].first != UInt8(ascii: " ")
      else { return nil }
      return words[index + 1].word
    }
  }
}
