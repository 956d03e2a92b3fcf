import Foundation
import Testing

@Suite("Runs in files")
struct RunFileTests {
  /// The numbers of a run that must not depend on whether it was stopped.
  private func summary(_ output: String) throws -> [String: Any] {
    let last = try #require(output.split(separator: "\n").last)
    let object = try JSONSerialization.jsonObject(with: Data(last.utf8))
    var summary = try #require(object as? [String: Any])
    summary["secondsElapsed"] = nil
    return summary
  }

  @Test(
    "A run saved at update 30 and continued ends as one that was never stopped",
    arguments: ["07-vanishing", "15-char-rnn"])
  func continuation(lesson: String) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/unroll-save-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let small = ["--set", "hidden=20", "--set", "steps=12", "--format", "json"]
    let whole = try Program.run(
      ["run", lesson, "--updates", "50", "--save", "\(folder)/whole"] + small)
    let first = try Program.run(
      ["run", lesson, "--updates", "30", "--save", "\(folder)/half"] + small)
    let second = try Program.run(
      ["run", lesson, "--updates", "20", "--load", "\(folder)/half", "--save", "\(folder)/end"]
        + small)
    #expect(whole.status == 0 && first.status == 0 && second.status == 0, "\(second.error)")
    let (one, other) = try (summary(whole.out), summary(second.out))
    #expect(one["update"] as? Int == 50)
    #expect(one as NSDictionary == other as NSDictionary)
    let files = try ["whole", "end"].map {
      try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)"))
    }
    #expect(files[0] == files[1])
  }

  @Test("A file that does not fit gives one line and exit status 2")
  func misfits() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/unroll-save-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let good = "\(folder)/good"
    #expect(try Program.run(["run", "7", "--updates", "2", "--save", good]).status == 0)
    try Data(contentsOf: URL(fileURLWithPath: good)).prefix(500)
      .write(to: URL(fileURLWithPath: "\(folder)/cut"))
    let cases: [([String], String)] = [
      (["--load", "\(folder)/none"], "/none: cannot be read"),
      (["--load", "\(folder)/cut"], "/cut: is cut off, or not a safetensors file"),
      (
        ["--load", good, "--set", "hidden=9"], "was saved with another batch or other hidden units"
      ),
      (
        ["--load", good, "--set", "cell=gru"],
        "has rnn.weight_ih_l0 of shape [16, 8], and [48, 8] is needed"
      ),
      (["--save", "\(folder)/no/where"], "/no/where: cannot be written"),
    ]
    for (arguments, part) in cases {
      let output = try Program.run(["run", "7", "--updates", "1"] + arguments)
      #expect(output.status == 2, "\(arguments)")
      #expect(output.error.contains(part), "\(output.error)")
      #expect(output.error.split(separator: "\n").count == 1)
    }
  }
}

@Suite("Digits of the program")
struct DigitsCommandTests {
  @Test(
    "unroll digits agrees with every other machine, with one thread and two", arguments: [1, 2])
  func digits(threads: Int) throws {
    let output = try Program.run(["digits", "--threads", "\(threads)"])
    #expect(output.status == 0, "\(output.out)")
    #expect(!output.out.contains("DIFFERS"))
  }

  @Test("and refuses a number of threads that makes no sense")
  func threads() throws {
    let output = try Program.run(["digits", "--threads", "0"])
    #expect(output.status == 2)
    #expect(output.error.contains("--threads 0: allowed is 1 to 64"))
  }
}
