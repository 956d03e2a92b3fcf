import ArgumentParser
import CTerminal
import Foundation
import Lab
import Lessons
import Runs
import Screen

/// `unroll doctor`: what the program sees of its surroundings, and what to do about what is wrong.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what unroll sees of the terminal and the machine, and what is wrong with it.")

  @OptionGroup var look: LookOptions

  /// One finding.
  private struct Finding {
    var name: String
    var value: String
    /// What is wrong and what helps; nil where all is well.
    var advice: String?
  }

  func run() throws {
    let findings = terminal + characters + machine + files
    let widest = findings.map(\.name.count).max() ?? 0
    for finding in findings {
      print(
        "\(finding.advice == nil ? "ok  " : "LOOK") \(pad(finding.name, widest))  \(finding.value)")
      if let advice = finding.advice {
        print("     \(String(repeating: " ", count: widest))  \(advice)")
      }
    }
    let wrong = findings.filter { $0.advice != nil }.count
    print(wrong == 0 ? "\nAll is well." : "\n\(wrong) to look at.")
  }

  private var terminal: [Finding] {
    let name = Environment.variable("TERM") ?? "none"
    var size = winsize()
    let hasSize = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let smallest = LabDrawing.smallest
    let isSmall =
      hasSize && (Int(size.ws_col) < smallest.width || Int(size.ws_row) < smallest.height)
    let (colors, complaint) = colorCount(name)
    return [
      Finding(
        name: "terminal", value: TerminalOptions.isInteractive ? name : "\(name), not interactive",
        advice: complaint),
      Finding(
        name: "size", value: hasSize ? "\(size.ws_col)x\(size.ws_row)" : "unknown",
        advice: isSmall
          ? "the lab needs \(smallest.width)x\(smallest.height): "
            + "enlarge the window, or use --linear"
          : nil),
      Finding(
        name: "colours",
        value: Environment.isPlain ? "none, because NO_COLOR is set" : "\(max(0, colors))",
        advice: !Environment.isPlain && colors >= 0 && colors < 8
          ? "TERM=\(name) has no colours; TERM=xterm-256color has, where the terminal does" : nil),
    ]
  }

  /// How many colours the terminal's description has, and what is wrong with the description.
  private func colorCount(_ name: String) -> (Int, String?) {
    guard name != "none" else { return (-1, "TERM is not set; unroll --linear needs none") }
    let count = Int(terminal_color_count(name))
    if count < 0 {
      return (
        -1, "the terminal database does not know '\(name)'; try TERM=xterm-256color or --linear"
      )
    }
    return (count, name == "dumb" ? "a dumb terminal cannot place its cursor; use --linear" : nil)
  }

  private var characters: [Finding] {
    let preferences = Preferences.read()
    let capabilities = look.capabilities(Environment.capabilities)
    let locale = Environment.locale
    return [
      Finding(
        name: "locale", value: locale.isEmpty ? "none" : locale,
        advice: Environment.isUTF8
          ? nil : "charts are drawn in ASCII; LC_ALL=C.UTF-8 unroll draws them finer"),
      Finding(
        name: "glyphs",
        value: preferences.glyphs.map { "\($0), as you chose" } ?? capabilities.glyphs.rawValue,
        advice: nil),
      Finding(name: "theme", value: look.theme.rawValue, advice: nil),
    ]
  }

  private var machine: [Finding] {
    let missing = Processor.missingFeature()
    return [
      Finding(
        name: "processor",
        value: Build.usesWideRegisters ? "x86-64 with AVX-512" : "x86-64 with FMA and AVX2",
        advice: missing.map { "this build needs \($0): build unroll on this machine" }),
      Finding(
        name: "processors", value: "\(ProcessInfo.processInfo.activeProcessorCount)", advice: nil),
    ]
  }

  private var files: [Finding] {
    var findings: [Finding] = []
    do {
      let folder = try LessonFolder.find()
      let library = try Library.found()
      let broken = library.entries.compactMap {
        if case .broken(_, let reason) = $0 { reason } else { nil }
      }
      findings.append(
        Finding(
          name: "lessons", value: "\(library.entries.count) in \(folder.path)",
          advice: broken.isEmpty ? nil : broken.joined(separator: "; ")))
      let hasAssets = FileManager.default.fileExists(atPath: folder.assets)
      findings.append(
        Finding(
          name: "assets", value: folder.assets,
          advice: hasAssets ? nil : "the folder is missing: set UNROLL_HOME to the repository"))
    } catch {
      findings.append(
        Finding(
          name: "lessons", value: "none found",
          advice: "\(error); set UNROLL_HOME to the folder that holds lessons/ and assets/"))
    }
    let path = Preferences.path
    findings.append(
      Finding(
        name: "settings", value: path ?? "no home folder",
        advice: path.flatMap { isWritable($0) ? nil : "\($0) cannot be written" }))
    return findings
  }

  /// Whether the nearest folder above a file, of those that exist, can be written: files are
  /// replaced.
  private func isWritable(_ path: String) -> Bool {
    var folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    var isFolder: ObjCBool = false
    while !FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder),
      folder.path != "/"
    {
      folder.deleteLastPathComponent()
    }
    return isFolder.boolValue && FileManager.default.isWritableFile(atPath: folder.path)
  }
}
