import ArgumentParser
import Foundation
import Lab
import Screen

/// `unroll render LESSON`: its screen, printed.
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a lesson's screen, or the contents, as text, ANSI or SVG.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ansi, svg
  }

  @OptionGroup var lesson: LessonOptions
  @OptionGroup var look: LookOptions

  @Option(help: "Updates to do before the screen is drawn.")
  var updates = 0

  @Option(help: "Keys to press then, with spaces between them, such as 'Tab z PgDn Ctrl-P'.")
  var keys = ""

  @Option(help: "Columns by rows.")
  var size = "120x40"

  @Option(help: "The format.")
  var format = Format.text

  func run() throws {
    let size = try Self.size(self.size)
    guard (0...100_000_000).contains(updates) else {
      throw Failure("--updates \(updates): allowed is 0 to 100000000")
    }
    let keys = try Self.keys(self.keys)
    let library = try lesson.library()
    var state = library.state(dataFile: lesson.data)
    state.theme = look.theme.value
    let lab = LabInStep(state, library: library.texts, threads: lesson.threads)
    if lesson.lesson != "contents" {
      let chosen = try lesson.resolve(in: library)
      lab.open(chosen.experiment, page: chosen.page, configuration: chosen.configuration)
      if case .failed(let reason) = lab.snapshot.phase { throw Failure(reason) }
      lab.countText()
      lab.train(updates: updates)
    }
    for key in keys { lab.press(key) }
    // What runs in the background runs to its end.
    while lab.state.overlay == .seeds, lab.hasWork { lab.advance() }
    let capabilities = look.capabilities(Environment.capabilities)
    let grid = lab.scene(size: size, capabilities).grid
    switch format {
    case .text: print(grid.text(), terminator: "")
    case .ansi:
      print(grid.ansi(theme: lab.state.theme, depth: capabilities.colors), terminator: "")
    case .svg: print(grid.svg(theme: lab.state.theme), terminator: "")
    }
  }

  private static func keys(_ text: String) throws -> [Key] {
    try text.split(separator: " ").map { name in
      guard let key = Key(named: String(name)) else {
        throw Failure("--keys: no key '\(name)'; write x, space, Tab, PgDn, Esc or Ctrl-P")
      }
      return key
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
