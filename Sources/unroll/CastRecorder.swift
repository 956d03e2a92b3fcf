import Foundation
import Lab
import Screen

/// Records a session in asciinema's format (asciicast v2): every frame's changed rows, and a marker
/// for every page.
final class CastRecorder {
  private let file: OutputFile.Writer
  /// Why nothing more can be written.
  private var failure: (any Error)?
  private let clock = ContinuousClock()
  private var start: ContinuousClock.Instant?
  private var shown: Grid?
  private var theme = Theme.dark
  private var page = ""

  /// Makes the file; throws in one line if that cannot be done.
  init(file path: String) throws {
    file = try OutputFile(path, option: "--record").begin()
  }

  /// Adds a frame, if it differs from the last.
  func add(_ grid: Grid, _ state: LabState, _ capabilities: Capabilities) {
    let isNew = shown?.width != grid.width || shown?.height != grid.height || theme != state.theme
    if start == nil {
      let time = Int(Date().timeIntervalSince1970)
      write(
        "{\"version\": 2, \"width\": \(grid.width), \"height\": \(grid.height), "
          + "\"timestamp\": \(time)}"
      )
      start = clock.now
    } else if isNew {
      event("r", "\(grid.width)x\(grid.height)")
    }
    var output = isNew ? "\u{1B}[2J\u{1B}[?25l" : ""
    let lines = grid.ansi(theme: state.theme, depth: capabilities.colors)
      .split(separator: "\n", omittingEmptySubsequences: false)
    for y in 0..<grid.height where isNew || shown?.row(y) != grid.row(y) {
      output += "\u{1B}[\(y + 1);1H\(lines[y])\u{1B}[K"
    }
    if !output.isEmpty { event("o", output) }
    (shown, theme) = (grid, state.theme)
    let page =
      state.open.map { "\($0.experiment.lesson.name), page \($0.page + 1)" } ?? "contents"
    if page != self.page { event("m", page) }
    self.page = page
  }

  /// Gives the recording its name; throws in one line if not all of it could be written.
  func close() throws {
    if let failure { throw failure }
    try file.finish()
  }

  private func event(_ kind: String, _ text: String) {
    let seconds = start.map { (clock.now - $0) / .seconds(1) } ?? 0
    // A string always has a JSON form.
    guard let data = try? JSONEncoder().encode(text) else { return }
    write(
      "[\(String(format: "%.3f", seconds)), \"\(kind)\", \(String(decoding: data, as: UTF8.self))]")
  }

  private func write(_ line: String) {
    guard failure == nil else { return }
    do {
      try file.add(Array((line + "\n").utf8))
    } catch {
      failure = error
    }
  }
}
