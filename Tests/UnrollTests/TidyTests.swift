import Foundation
import Lab
import Problems
import Runs
import Testing

/// The rules that the tree keeps: which way imports point, how long files are, how code looks.
@Suite("The tree")
struct TidyTests {
  /// What each target may import of the others.
  static let allowed: [String: Set<String>] = [
    "Engine": [], "Problems": ["Engine"], "Screen": [], "Charts": ["Screen"],
    "Lessons": ["CMark"], "Runs": ["Engine", "Problems"],
    "Lab": ["Charts", "Engine", "Lessons", "Problems", "Runs", "Screen"],
    "unroll": ["CTerminal", "Engine", "Lab", "Lessons", "Runs", "Screen"],
  ]

  /// Every file below `folder`, with its text.
  static func files(below folder: String, ending: [String]) throws -> [(name: String, text: String)]
  {
    let root = Program.repository
    let names = try #require(FileManager.default.enumerator(atPath: "\(root)/\(folder)"))
    return try names.compactMap { $0 as? String }.filter { name in
      ending.contains { name.hasSuffix($0) }
    }.sorted().map { name in
      (
        "\(folder)/\(name)",
        try String(contentsOfFile: "\(root)/\(folder)/\(name)", encoding: .utf8)
      )
    }
  }

  @Test("imports point one way, and only CTerminal knows curses")
  func imports() throws {
    let targets = Set(Self.allowed.keys).union(["CMark", "CTerminal"])
    for (name, text) in try Self.files(below: "Sources", ending: [".swift", ".c", ".h"]) {
      let target = name.split(separator: "/")[1]
      if target != "CTerminal" {
        #expect(!text.contains("curses.h"), "\(name)")
      }
      guard let allowed = Self.allowed[String(target)] else { continue }
      for line in text.split(separator: "\n") where line.hasPrefix("import ") {
        let module = String(line.dropFirst("import ".count))
        guard targets.contains(module) else { continue }
        #expect(allowed.contains(module), "\(name) imports \(module)")
      }
    }
  }

  @Test("swift format finds nothing to say")
  func format() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["swift", "format", "lint", "--strict", "--recursive", "--parallel"]
      + ["Sources", "Tests", "Package.swift"].map { "\(Program.repository)/\($0)" }
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    let complaints = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: complaints, as: UTF8.self))")
  }

  @Test("the README names every panel, problem and measurement that a lesson may name")
  func readmeNames() throws {
    let url = URL(fileURLWithPath: "\(Program.repository)/README.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let names =
      Panel.all.map(\.name) + ProblemKind.all.map(\.name)
      + Runs.Measurement.all.map(\.name)
    for name in names { #expect(text.contains("`\(name)`"), "\(name)") }
  }
}
