import Foundation
import Lab
import Lessons
import Runs

/// The lessons and texts found on this machine.
struct Library {
  let entries: [LabState.Entry]
  let texts: TextLibrary

  /// Finds the lessons folder; throws when there is none.
  static func found() throws -> Library {
    let folder = try LessonFolder.find()
    let entries = folder.list().map { found -> LabState.Entry in
      do throws(LessonError) {
        return .lesson(try Experiment(found.get()))
      } catch {
        return .broken(file: error.file, reason: error.description)
      }
    }
    return Library(entries: entries, texts: TextLibrary(assets: folder.assets))
  }

  /// The contents screen over these lessons.
  func state(dataFile: String?) -> LabState {
    LabState(entries: entries, dataFile: dataFile)
  }

  /// The lessons that can be opened.
  var experiments: [Experiment] {
    entries.compactMap { if case .lesson(let experiment) = $0 { experiment } else { nil } }
  }

  /// The lesson that `name` means: its whole name, its number, or a part that only it has.
  func experiment(named name: String) throws -> Experiment {
    let all = experiments
    let exact = all.filter { $0.lesson.name == name || String($0.lesson.number) == name }
    let partial = all.filter { $0.lesson.name.contains(name) }
    if let found = exact.first ?? (partial.count == 1 ? partial.first : nil) { return found }
    for case .broken(let file, let reason) in entries where file.contains(name) {
      throw Failure(reason)
    }
    let names = all.map(\.lesson.name).joined(separator: ", ")
    throw Failure("no lesson called '\(name)'; allowed: \(names)")
  }
}
