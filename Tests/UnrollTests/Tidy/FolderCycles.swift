/// Which folders of a target use which: a folder uses another where a file names what only the
/// other declares, be it a type, a function, a value or what an extension adds to a type.
struct FolderGraph {
  /// From each folder the folders that it uses, with an example.
  private(set) var uses: [String: [String: String]] = [:]

  /// The folders of the files of one target. A name of a function or value counts only where
  /// nothing else in `tree` has it, because the rule reads words and not types.
  init(_ files: [SourceText], in tree: [SourceText]) {
    var types: [String: Set<String>] = [:]
    var values: [String: Set<String>] = [:]
    var namesakes: [String: Set<String>] = [:]
    for file in tree {
      for name in Declarations(file).all { namesakes[name, default: []].insert(Self.folder(file)) }
    }
    for file in files {
      let declared = Declarations(file)
      for name in declared.types { types[name, default: []].insert(Self.folder(file)) }
      for name in declared.free.union(declared.members) where namesakes[name]?.count == 1 {
        values[name, default: []].insert(Self.folder(file))
      }
    }
    for file in files {
      let own = Self.folder(file)
      for (word, range) in file.code.identifiers() {
        guard let home = types[word] ?? values[word], home.count == 1, let other = home.first,
          other != own, types[word] != nil || !file.isLabel(range)
        else { continue }
        let example = "\(file.path):\(file.line(of: range.lowerBound)) uses \(word)"
        uses[own, default: [:]][other] = uses[own]?[other] ?? example
      }
    }
  }

  /// A path from a folder back to itself, told use by use; nil where there is none.
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
}

extension SourceText {
  /// Whether a word of the code is the label of an argument: a colon follows it.
  fileprivate func isLabel(_ range: Range<Int>) -> Bool {
    range.upperBound < code.count && code[range.upperBound] == UInt8(ascii: ":")
  }
}
