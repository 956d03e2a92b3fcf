import ArgumentParser
import Foundation
import Lab
import Lessons
import Runs

/// Which lesson, with which settings: the options that open, run and render share.
struct LessonOptions: ParsableArguments {
  @Argument(help: "The lesson: its name, its number, a part of its name, or a file (FILE.md).")
  var lesson: String

  @Option(help: "The page, from 1.")
  var page = 1

  @Option(name: .customLong("set"), help: "A setting, as name=value. May be given again.")
  var settings: [String] = []

  @Option(
    help: ArgumentHelp(
      "A cell of your own, by its equations in this file; it is called as the file.",
      valueName: "file"))
  var cell: String?

  @Option(help: "Settings that were kept in the lab under this name; --set comes after.")
  var with: String?

  @Option(help: "Seed of weights, data and samples.")
  var seed: Int?

  @Option(
    help:
      """
      A file to learn from, in lessons that read one, or - for standard input: a text (UTF-8, or \
      UTF-16 with a byte-order mark), or columns of labels and texts, or of sources and targets, \
      with tabs, commas, semicolons or pipes between. What is left out or read otherwise is told.
      """)
  var data: String?

  @Option(help: "Threads that train. The digits are the same for any number.")
  var threads = 1

  @OptionGroup var home: LibraryOptions

  /// The lessons and texts; the lesson's file among them, if it is one.
  func library() throws -> Library { try home.library(with: lesson) }

  /// What the options ask for, looked up and checked.
  struct Choice {
    var experiment: Experiment
    var page: Int
    var configuration: Configuration
    var dataFile: String?
    /// What of the data was left out, in a line.
    var complaint: String?
  }

  /// Takes the cell whose equations are in `file`.
  private static func use(_ file: String, in configuration: inout Configuration) throws {
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    if let complaint = OwnCell.complaint(name: name) {
      throw Failure("--cell \(file): \(complaint)")
    }
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw Failure("--cell \(file): cannot be read")
    }
    guard let text = String(data: bytes, encoding: .utf8) else {
      throw Failure("--cell \(file): is not UTF-8 text")
    }
    let own: OwnCell
    do {
      own = try OwnCell(name, equations: text)
    } catch {
      throw Failure("--cell: \(file):\(error)")
    }
    do {
      configuration.define(own)
      try configuration.apply(["cell=\(name)"])
    } catch {
      throw Failure("--cell \(file): \(error)")
    }
  }

  /// The names of the settings that the options give.
  var given: Set<String> {
    let kept = with.flatMap { KeptFile.all()[$0] } ?? []
    var names = Set(
      (settings + kept).compactMap { $0.split(separator: "=").first.map(String.init) })
    if seed != nil { names.insert("seed") }
    if cell != nil { names.insert("cell") }
    return Set(names.map { $0.trimmingCharacters(in: .whitespaces) })
  }

  func resolve(in library: Library) throws -> Choice {
    let experiment = try library.experiment(named: lesson)
    guard (1...experiment.pages.count).contains(page) else {
      throw Failure("--page \(page): \(lesson) has pages 1 to \(experiment.pages.count)")
    }
    guard (1...64).contains(threads) else {
      throw Failure("--threads \(threads): allowed is 1 to 64")
    }
    var configuration = experiment.pages[page - 1].configuration
    if let with {
      let kept = KeptFile.all()
      guard let found = kept[with] else {
        let names = kept.keys.sorted().joined(separator: ", ")
        throw Failure("--with \(with): nothing is kept under that name; allowed: \(names)")
      }
      do {
        try configuration.takeUp(found)
      } catch {
        throw Failure("--with \(with): \(error)")
      }
    }
    if let cell { try Self.use(cell, in: &configuration) }
    do {
      try configuration.apply(settings)
      if let seed { try configuration.apply(["seed=\(seed)"]) }
    } catch {
      throw Failure("--set: \(error)")
    }
    var complaint: String?
    if let data {
      guard configuration.reads != nil else {
        throw Failure("--data: \(experiment.lesson.name) reads no text")
      }
      complaint = try library.texts.data(file: data, for: configuration)?.complaint
      if let complaint {
        FileHandle.standardError.write(Data("unroll: \(complaint)\n".utf8))
      }
    }
    return Choice(
      experiment: experiment, page: page - 1, configuration: configuration, dataFile: data,
      complaint: complaint)
  }
}
