import ArgumentParser
import Foundation
import Lab
import Lessons
import Runs

/// Where lessons are: the option that every command shares that reads one.
struct LibraryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A folder of lessons, instead of those that are installed.", valueName: "dir"))
  var lessons: String?

  /// The lessons and texts, and beside them the lesson in a file, if `name` is one.
  func library(with name: String? = nil) throws -> Library {
    try Library.found(in: lessons, with: name.flatMap { Library.isFile($0) ? $0 : nil })
  }
}

/// The lessons and texts found on this machine.
struct Library {
  /// A lesson file, and what is in it.
  struct Item {
    let file: LessonFile
    let experiment: Experiment?
    let mistakes: [LessonError]

    init(_ file: LessonFile) {
      self.file = file
      let (lesson, wrong) = file.read()
      (experiment, mistakes) = lesson.map { Experiment.read($0) } ?? (nil, wrong)
    }

    var entry: LabState.Entry {
      experiment.map { .lesson($0) }
        ?? .broken(file: file.title, reason: mistakes.first?.description ?? "")
    }
  }

  let folder: LessonFolder
  let items: [Item]
  let texts: TextLibrary
  /// A lesson that a person named by its file.
  private let extra: LessonFile?

  private init(_ folder: LessonFolder, extra: LessonFile?) {
    (self.folder, self.extra) = (folder, extra)
    items = (folder.files + [extra].compactMap(\.self)).map { Item($0) }
    texts = TextLibrary(assets: folder.assets)
  }

  /// Finds the lessons folder, or takes `path`, and beside it the lesson in the file `file`; throws
  /// when there is no folder.
  static func found(in path: String? = nil, with file: String? = nil) throws -> Library {
    var folder = try LessonFolder.find()
    if let path { folder = try folder.with(lessons: path) }
    return Library(folder, extra: file.map { LessonFile(path: $0) })
  }

  /// The same, read again.
  func reloaded() -> Library { Library(folder, extra: extra) }

  /// The folders that lessons are in.
  var folders: [String] {
    [folder.path]
      + [extra].compactMap(\.self).map {
        URL(fileURLWithPath: $0.path).deletingLastPathComponent().path
      }
  }

  /// Whether `name` is that of a file, and not of a lesson.
  static func isFile(_ name: String) -> Bool { name.hasSuffix(".md") }

  /// The rows of the contents.
  var entries: [LabState.Entry] { items.map(\.entry) }

  /// The contents screen over these lessons.
  func state(dataFile: String?) -> LabState {
    LabState(entries: entries, dataFile: dataFile)
  }

  /// The lessons that can be opened.
  var experiments: [Experiment] { items.compactMap(\.experiment) }

  /// The lesson that `name` means, whether or not it can be read: its file, its whole name, its
  /// number, or a part that only it has.
  func find(named name: String) throws -> Item {
    if Self.isFile(name) {
      guard FileManager.default.isReadableFile(atPath: name) else {
        throw Failure("\(name): cannot be read")
      }
      return items.first { $0.file.path == name } ?? Item(LessonFile(path: name))
    }
    func stem(_ item: Item) -> String {
      String((item.file.path.split(separator: "/").last ?? "").dropLast(".md".count))
    }
    let exact = items.filter {
      stem($0) == name || Int(stem($0).prefix { $0.isNumber }) == Int(name) && Int(name) != nil
    }
    let partial = items.filter { stem($0).contains(name) }
    if let found = exact.first ?? (partial.count == 1 ? partial.first : nil) { return found }
    let names = experiments.map(\.lesson.name).joined(separator: ", ")
    throw Failure("no lesson called '\(name)'; allowed: \(names)")
  }

  /// The lesson that `name` means; throws the first thing that is wrong with it.
  func experiment(named name: String) throws -> Experiment {
    let item = try find(named: name)
    guard let experiment = item.experiment else {
      throw Failure(item.mistakes.first?.description ?? "\(name): cannot be read")
    }
    return experiment
  }
}

extension Library.Item {
  /// Writes what its claims measured into its file, unless that says it already.
  func record(_ results: [LessonCheck.Result]) throws {
    guard let lesson = experiment?.lesson else { return }
    var records: [Int: String] = [:]
    for result in results where result.item.lesson == lesson.name {
      guard case .claim(let claim) = result.item.subject else { continue }
      records[claim.line] = result.record
    }
    // The reason is the same for whoever reads it: it was read a moment ago.
    guard let text = try? String(contentsOfFile: file.path, encoding: .utf8) else {
      throw Failure("\(file.title): cannot be read")
    }
    let recorded = LessonRecording.text(text, recording: records)
    guard recorded != text else { return }
    try OutputFile(file.path, option: "--record").write([UInt8](recorded.utf8))
  }
}
