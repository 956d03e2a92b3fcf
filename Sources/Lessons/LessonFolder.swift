import Foundation

/// The folder of lesson files, and beside it that of the shipped texts.
public struct LessonFolder: Sendable {
  /// The path of the lessons.
  public let path: String
  /// The path of the texts.
  public let assets: String
  /// What precedes the names of its files where they are told.
  private let prefix: String

  /// The lessons of the folder that holds `lessons` and `assets`.
  public init(home: String) {
    self.init(path: home + "/lessons", assets: home + "/assets", prefix: "lessons/")
  }

  private init(path: String, assets: String, prefix: String) {
    (self.path, self.assets, self.prefix) = (path, assets, prefix)
  }

  /// The lessons of another folder, with the same texts; throws in one line where there is none.
  public func with(lessons path: String) throws(LessonFolderError) -> LessonFolder {
    guard Self.isFolder(path) else { throw .noFolder(path) }
    let prefix = path.hasSuffix("/") ? path : path + "/"
    return LessonFolder(path: path, assets: assets, prefix: prefix)
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
    throw .nowhere(candidates)
  }

  /// Every lesson file in the order of its name.
  public var files: [LessonFile] {
    // A folder that is gone has no lessons.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted().map { name in
      LessonFile(path: "\(path)/\(name)", title: prefix + name)
    }
  }

  /// Every lesson in the order of its file's name, read, or the first mistake in it.
  public func list() -> [Result<Lesson, LessonError>] {
    files.map { file in
      let (lesson, mistakes) = file.read()
      return lesson.map { .success($0) } ?? .failure(mistakes[0])
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

/// Where a lesson is written down.
public struct LessonFile: Sendable {
  /// Where it is.
  public let path: String
  /// What messages call it.
  public let title: String

  /// The file at `path`; messages call it `title`, or else as it is given.
  public init(path: String, title: String? = nil) {
    (self.path, self.title) = (path, title ?? path)
  }

  /// The lesson in it, or everything that is wrong.
  public func read() -> (lesson: Lesson?, mistakes: [LessonError]) {
    guard let data = FileManager.default.contents(atPath: path) else {
      return (nil, [LessonError(file: title, line: 1, problem: "cannot be read")])
    }
    do throws(LessonError) {
      return Lesson.read(try LessonText(data, file: title).text, file: title)
    } catch {
      return (nil, [error])
    }
  }
}

/// No folder of lessons was found.
public enum LessonFolderError: Error, Sendable, Equatable, CustomStringConvertible {
  /// In none of these folders.
  case nowhere([String])
  /// Not where a person said.
  case noFolder(String)

  /// One line.
  public var description: String {
    switch self {
    case .nowhere(let candidates):
      "no folder called lessons in \(candidates.joined(separator: ", ")); "
        + "set UNROLL_HOME to where it is"
    case .noFolder(let path): "--lessons \(path): is no folder"
    }
  }
}
