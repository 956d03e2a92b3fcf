import ArgumentParser
import Foundation
import Lab
import Runs

/// `unroll log`: the transcripts of the lab.
struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the transcripts of the lab, or print one.",
    discussion: """
      Every session of the lab writes one: pages, predictions, what was changed when, and figures.
      unroll replay does one again, without a terminal, and compares the figures bit by bit.
      """)

  @Argument(help: "A transcript: its name, or 1 for the newest, 2 for the one before.")
  var transcript: String?

  func run() throws {
    guard let transcript else {
      let names = Self.names
      for (index, name) in names.enumerated() { print("\(index + 1)  \(name)") }
      if names.isEmpty { print("there is no transcript yet; every session of the lab writes one") }
      return
    }
    print(try Self.read(transcript), terminator: "")
  }

  /// The transcripts, the newest first.
  static var names: [String] {
    let names = SessionLog.folder.flatMap {
      // The folder is made with the first transcript.
      try? FileManager.default.contentsOfDirectory(atPath: $0)
    }
    return (names ?? []).filter { $0.hasSuffix(".txt") }.sorted(by: >)
  }

  /// The text of a transcript, by its file, its name or its number.
  static func read(_ transcript: String) throws -> String {
    var path = transcript
    if let number = Int(transcript), names.indices.contains(number - 1) {
      path = names[number - 1]
    }
    if !FileManager.default.fileExists(atPath: path), let folder = SessionLog.folder {
      path = "\(folder)/\(path)"
    }
    guard let data = FileManager.default.contents(atPath: path), data.count < 1 << 26,
      let text = String(validating: data, as: UTF8.self)
    else {
      throw Failure("no transcript '\(transcript)'; unroll log lists them")
    }
    return String(text.unicodeScalars.filter { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
  }
}

/// `unroll replay FILE`: does a session again and compares its figures.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Do a transcript again without a terminal; fails if a figure is another.")

  @Argument(help: "The transcript: a file, a name, or 1 for the newest.")
  var transcript: String

  func run() throws {
    let text = try Log.read(transcript)
    var lines: [TranscriptLine] = []
    for (index, line) in text.split(separator: "\n").enumerated() {
      do {
        lines.append(try TranscriptLine(String(line)))
      } catch {
        throw Failure("\(transcript):\(index + 1): \(error)")
      }
    }
    var (same, other) = (0, 0)
    let replay = Replay(library: try Library.found().texts)
    do {
      try replay.run(lines) { line, isSame in
        if isSame { same += 1 } else { other += 1 }
        print("\(isSame ? "same " : "OTHER")  \(line.text)")
      }
    } catch {
      throw Failure("\(transcript): \(error)")
    }
    print("\n\(same + other) figures, \(other) other than in the transcript")
    if other > 0 { throw ExitCode(1) }
  }
}
