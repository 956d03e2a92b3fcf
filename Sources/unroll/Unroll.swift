import ArgumentParser
import Foundation
import Lab
import Lessons

/// `unroll`: the lab itself, and the commands that run it without a terminal.
struct Unroll: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unroll",
    abstract: "A lab for recurrent networks, in a terminal.",
    discussion: """
      Without a subcommand, unroll opens the contents; there, ? lists the keys.
      """,
    version: Unroll.version,
    subcommands: [
      Contents.self, Open.self, List.self, Run.self, Code.self, DataCommand.self, Render.self,
      New.self, Check.self, Notes.self, Log.self, ReplayCommand.self,
      Doctor.self, Bench.self,
      DigitsCommand.self,
    ],
    defaultSubcommand: Contents.self)

  static let version = "0.1.0"
}

/// The contents screen.
struct Contents: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contents", abstract: "Open the list of lessons (the default).")
  @OptionGroup var home: LibraryOptions
  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    if terminal.isLinear {
      try terminal.checkLinear()
      let library = try home.library()
      var program = LinearProgram(
        terminal.prepared(library.state(dataFile: nil)), library: library, options: terminal)
      return program.run()
    }
    guard TerminalOptions.isInteractive else {
      print(Unroll.helpMessage())
      print(
        """

        This is no terminal, so the lab cannot open here. Without one:
          unroll list                          the lessons
          unroll run 07-vanishing              train one and print what it shows
          unroll render 07-vanishing           print its screen
          unroll --linear                      all of it, line by line
        """)
      return
    }
    let library = try home.library()
    let state = terminal.prepared(library.state(dataFile: nil))
    var program = try LabProgram(state: state, library: library, terminal: terminal)
    program.run()
  }
}

/// One lesson, straight.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Open a lesson.")
  @OptionGroup var lesson: LessonOptions
  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    guard terminal.isLinear || TerminalOptions.isInteractive else {
      throw Failure(
        "open needs a terminal; without one, use unroll open --linear, unroll run, "
          + "unroll render, unroll list")
    }
    guard lesson.data != "-" else {
      throw Failure("--data -: standard input is where the lab reads keys; allowed: a file, <(...)")
    }
    let library = try lesson.library()
    let chosen = try lesson.resolve(in: library)
    if terminal.isLinear {
      try terminal.checkLinear()
      var program = LinearProgram(
        terminal.prepared(library.state(dataFile: chosen.dataFile)), library: library,
        options: terminal,
        threads: lesson.threads)
      program.open(chosen)
      return program.run(first: terminal.demo ? ActionCall("demo") : nil)
    }
    var state = terminal.prepared(library.state(dataFile: chosen.dataFile))
    var effects = state.handle(
      .open(chosen.experiment, page: chosen.page, configuration: chosen.configuration))
    if terminal.present || terminal.demo {
      let times = RunTimes(
        chosen.experiment, library: library.texts, dataFile: chosen.dataFile)
      state.tell("runs here take  \(times.text)")
    }
    if terminal.demo { effects += state.handle(.action(ActionCall("demo"))) }
    if let complaint = chosen.complaint { state.tell(complaint) }
    var program = try LabProgram(
      state: state, effects: effects, library: library, terminal: terminal, threads: lesson.threads
    )
    program.run()
  }
}

/// The lessons, one a line.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the lessons.")

  @Flag(help: "Also how long the runs of each lesson take on this machine.")
  var times = false

  @OptionGroup var home: LibraryOptions

  func run() throws {
    let library = try home.library()
    for entry in library.entries {
      switch entry {
      case .lesson(let experiment):
        let lesson = experiment.lesson
        print(pad(lesson.name, 20) + pad(lesson.title, 32) + lesson.idea)
        if times {
          let runs = RunTimes(experiment, library: library.texts, dataFile: nil)
          print(pad("", 20) + runs.text)
        }
      case .broken(_, let reason):
        print("broken: \(reason)")
      }
    }
  }
}
