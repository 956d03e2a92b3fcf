import ArgumentParser
import Foundation
import Lab
import Screen

/// Prints the very frame that the terminal would show.
struct Render: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ansi, svg
  }

  static let configuration = CommandConfiguration(
    abstract: "Print the screen of a lesson, or of the contents, without a terminal.")
  @OptionGroup var lesson: LessonOptions

  @Option(help: "Updates to do before the frame is drawn.")
  var updates = 0

  @Option(help: "Columns x rows of the screen.")
  var size = "120x40"

  @Option(help: "text, ansi (with colours), or svg (a picture).")
  var format = Format.text

  func run() throws {
    let size = try Self.size(self.size)
    guard (0...100_000_000).contains(updates) else {
      throw Failure("--updates \(updates): allowed is 0 to 100000000")
    }
    let library = try Library.found()
    let capabilities = Environment.capabilities
    var state = library.state(dataFile: lesson.data)
    var snapshot = Snapshot()
    if lesson.lesson != "contents" {
      let chosen = try lesson.resolve(in: library)
      _ = state.enter(chosen.experiment, page: chosen.page, configuration: chosen.configuration)
      let training = try HeadlessRun(
        chosen.configuration, library: library.texts, dataFile: chosen.dataFile,
        threads: lesson.threads, run: state.run)
      training.train(updates: updates)
      snapshot = training.snapshot
    }
    let grid = LabDrawing.draw(state, snapshot, size: size, capabilities)
    switch format {
    case .text: print(grid.text(), terminator: "")
    case .ansi: print(grid.ansi(theme: .dark, depth: capabilities.colors), terminator: "")
    case .svg: print(grid.svg(theme: .dark), terminator: "")
    }
  }

  private static func size(_ text: String) throws -> Size {
    let parts = text.split(separator: "x").map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1],
      (1...1000).contains(width), (1...1000).contains(height)
    else {
      throw Failure("--size \(text): write it as COLUMNSxROWS, each 1 to 1000, such as 120x40")
    }
    return Size(width: width, height: height)
  }
}
