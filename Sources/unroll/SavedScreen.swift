import Foundation
import Lab
import Runs
import Screen

/// What is seen, as files: the screen as SVG and as text, and the numbers of the pane in focus as
/// CSV.
struct SavedScreen {
  private let name: String
  private let files: [(ending: String, contents: String)]

  /// What `state` shows.
  init(_ state: LabState, _ snapshot: Snapshot, size: Size, _ capabilities: Capabilities) {
    let grid = LabDrawing.draw(state, snapshot, size: size, capabilities)
    let lesson = state.open?.experiment.lesson.name ?? "contents"
    name = "unroll-\(lesson)-update-\(snapshot.update)"
    var files = [
      (ending: "svg", contents: grid.svg(theme: state.theme, title: name)),
      (ending: "txt", contents: grid.text()),
    ]
    if let chart = state.chartInFocus(snapshot) { files.append(("csv", chart.table.csv)) }
    self.files = files
  }

  /// Writes the files into the working directory under names that are still free; says which, or
  /// why not.
  func write() -> String {
    let folder = FileManager.default.currentDirectoryPath
    let manager = FileManager.default
    let free = (0..<1000).lazy
      .map { $0 == 0 ? name : "\(name)-\($0)" }
      .first { name in
        files.allSatisfy { !manager.fileExists(atPath: "\(folder)/\(name).\($0.ending)") }
      }
    guard let free else { return "not saved: there are a thousand of these here" }
    for file in files {
      let path = "\(folder)/\(free).\(file.ending)"
      do {
        try Data(file.contents.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        return "not saved: \(path) cannot be written"
      }
    }
    return "saved \(free) as " + files.map(\.ending).joined(separator: ", ")
  }
}
