import Foundation
import Testing

/// DocC's own judgement of the public documentation: broken links, arguments without a word.
@Suite("Documentation")
struct DocumentationTests {
  @Test(
    "DocC builds each module's pages without a warning",
    arguments: ["Engine", "Problems", "Screen", "Charts", "Lessons", "Lab"])
  func warnings(module: String) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/unroll-docs-\(UUID().uuidString)"
    let graphs = "\(folder)/graphs"
    try FileManager.default.createDirectory(atPath: graphs, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let build = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    let extracted = try Self.run([
      "swift", "symbolgraph-extract", "-module-name", module, "-I", "\(build)/Modules", "-I",
      "\(Program.repository)/Sources/CMark", "-I",
      "\(Program.repository)/.build/checkouts/Yams/Sources/CYaml/include", "-target", Self.target,
      "-output-dir", graphs,
      "-minimum-access-level", "public", "-skip-inherited-docs",
    ])
    try #require(extracted.status == 0, "\(extracted.output)")
    let converted = try Self.run([
      "docc", "convert", "--additional-symbol-graph-dir", graphs, "--fallback-display-name",
      module, "--fallback-bundle-identifier", "unroll.\(module)", "--output-path",
      "\(folder)/\(module).doccarchive", "--analyze",
    ])
    #expect(converted.status == 0)
    let warnings = converted.output.components(separatedBy: "\n").filter {
      $0.hasPrefix("warning:") || $0.hasPrefix("error:")
    }
    #expect(warnings == [])
    let pages = "\(folder)/\(module).doccarchive/data/documentation/\(module.lowercased())"
    #expect(try FileManager.default.contentsOfDirectory(atPath: pages).count > 2)
  }

  private static var target: String {
    #if arch(x86_64)
      "x86_64-unknown-linux-gnu"
    #else
      "aarch64-unknown-linux-gnu"
    #endif
  }

  private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
