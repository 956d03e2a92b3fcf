import Foundation

/// The files of the repository that people write, read once.
struct SourceTree: Sendable {
  /// Sorted by their paths.
  let files: [SourceText]

  /// The working tree that the tests were built from.
  static let whole = SourceTree(root: Program.repository)

  private static let endings = [".swift", ".c", ".h", ".md", ".py"]

  private init(root: String) {
    var paths = ["README.md", "Package.swift"]
    for folder in ["Sources", "Tests", "lessons"] {
      let names = FileManager.default.enumerator(atPath: "\(root)/\(folder)")
      for case let name as String in names ?? .init()
      where Self.endings.contains(where: name.hasSuffix) && !name.contains("Fixtures/") {
        paths.append("\(folder)/\(name)")
      }
    }
    files = paths.sorted().map { path in
      let data = FileManager.default.contents(atPath: "\(root)/\(path)") ?? Data()
      return SourceText(path: path, text: String(decoding: data, as: UTF8.self))
    }
  }

  /// The files in a folder: `Sources/Charts`.
  func files(below folder: String) -> [SourceText] {
    files.filter { $0.path.hasPrefix(folder + "/") }
  }
}
