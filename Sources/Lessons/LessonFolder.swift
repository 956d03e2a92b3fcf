import Foundation

/// The folder of lesson files, and beside it that of the shipped texts.
public struct LessonFolder: Sendable {
  /// The path of the lessons.
  public let path: String
  /// The path of the texts.
  public let assets: String

  /// The lessons of the folder that holds `lessons` and `assets`.
  public init(home: String) {
    path = home + "/lessons"
    assets = home + "/assets"
  }

  /// Finds the lessons: in `$UNROLL_HOME`, in `../share/unroll` beside the program, in a folder
  /// above the program, or in the working directory; throws the list of candidates when there are
  /// none.
  public static func find(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String? = Bundle.main.executablePath,
    workingDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(LessonFolderError) -> LessonFolder {
    var candidates: [String] = []
    if let home = environment["UNROLL_HOME"], !home.isEmpty { candidates.append(home) }
    if let executable {
      var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
        .deletingLastPathComponent()
      candidates.append(folder.deletingLastPathComponent().path + "/share/unroll")
      while folder.path != "/" {
        candidates.append(folder.path)
        folder = folder.deletingLastPathComponent()
      }
    }
    candidates.append(workingDirectory)
    for candidate in candidates where isFolder(candidate + "/lessons") {
      return LessonFolder(home: candidate)
    }
    throw LessonFolderError(candidates: candidates)
  }

  /// Every lesson file in the order of its name, read, or the mistake in it.
  public func list() -> [Result<Lesson, LessonError>] {
    // A folder that is gone has no lessons.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted().map { name in
      Result { () throws(LessonError) in try read(name) }
    }
  }

  private func read(_ name: String) throws(LessonError) -> Lesson {
    let file = "lessons/\(name)"
    guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
      throw LessonError(file: file, line: 1, problem: "cannot be read")
    }
    return try Lesson.parse(try LessonText(data, file: file).text, file: file)
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

/// No folder of lessons was found.
public struct LessonFolderError: Error, Sendable, CustomStringConvertible {
  /// Where it was looked for.
  public let candidates: [String]

  /// One line.
  public var description: String {
    "no folder called lessons in \(candidates.joined(separator: ", ")); "
      + "set UNROLL_HOME to where it is"
  }
}
