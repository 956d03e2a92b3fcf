import Foundation
import Testing

@testable import Engine

@Suite("Digits")
struct DigitsTests {
  @Test("are those of every other machine, with one thread and with two", arguments: [1, 2])
  func reference(threads: Int) throws {
    let all = Digits.all(threads: threads)
    #expect(Set(all.map(\.name)).count == all.count)
    if ProcessInfo.processInfo.environment["UNROLL_UPDATE_GOLDENS"] == "1" {
      try Self.write(all)
      return
    }
    for item in all {
      #expect(item.digest == item.expected, "\(item.name): \(String(item.digest, radix: 16))")
    }
    #expect(Digits.reference.count == all.count)
  }

  private static func write(_ all: [Digits]) throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = here.appendingPathComponent(
      "../../Sources/Engine/Analysis/DigitsReference.swift"
    ).standardizedFileURL
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.range(of: "static let reference"))
    let rows = all.map { item in
      let digest = String(item.digest, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: 16 - digest.count) + digest
      let groups = stride(from: 0, to: 16, by: 4).map { padded.dropFirst($0).prefix(4) }
      return "    \"\(item.name)\": 0x\(groups.joined(separator: "_")),\n"
    }
    let table = "static let reference: [String: UInt64] = [\n\(rows.joined())  ]\n}\n"
    try (text[..<start.lowerBound] + table).write(to: file, atomically: true, encoding: .utf8)
  }
}
