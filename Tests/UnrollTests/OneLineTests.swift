import Foundation
import Testing

@Suite("Messages in one line")
struct OneLineTests {
  @Test(
    "show what a terminal would obey as code points",
    arguments: [
      ("\u{1B}[2Jname", "\\u{1B}[2Jname"), ("a\u{202E}b", "a\\u{202E}b"),
      ("a\u{9B}31mb", "a\\u{9B}31mb"), ("a\u{7F}b", "a\\u{7F}b"),
    ])
  func escapes(name: String, shown: String) throws {
    try FileTests.withFolder { folder in
      let file = "\(folder)/\(name).safetensors"
      try Data("no checkpoint".utf8).write(to: URL(fileURLWithPath: file))
      let result = try Program.run(["run", "7", "--load", file, "--updates", "1"])
      #expect(result.status == 2)
      #expect(result.error.contains(shown), "\(result.error)")
      #expect(
        result.error.unicodeScalars.filter { $0.properties.generalCategory == .control } == ["\n"])
    }
  }
}
