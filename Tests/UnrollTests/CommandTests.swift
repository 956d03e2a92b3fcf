import Foundation
import Testing

@Suite("Commands without a terminal")
struct CommandTests {
  @Test("unroll alone prints its help and what to run instead, without escapes")
  func alone() throws {
    let output = try Program.run([])
    #expect(output.status == 0)
    #expect(output.out.contains("unroll run 07-vanishing"))
    #expect(!output.out.contains("\u{1B}"))
  }

  @Test("list names every lesson")
  func list() throws {
    let output = try Program.run(["list"])
    #expect(output.out.contains("07-vanishing"))
    #expect(output.out.contains("15-char-rnn"))
  }

  @Test("run ends with charts and numbers")
  func text() throws {
    let output = try Program.run(["run", "7", "--updates", "20", "--set", "steps=10"])
    #expect(output.status == 0)
    #expect(output.out.contains("gradient ruler"))
    #expect(output.out.contains("updates                20"))
  }

  @Test("run prints an object a line: header, updates, summary, the same for any threads")
  func json() throws {
    let runs = try ["1", "2"].map {
      try Program.run(
        ["run", "07-vanishing", "--updates", "5", "--format", "json", "--threads", $0])
    }
    var losses: [[Double]] = []
    for run in runs {
      let lines = try run.out.split(separator: "\n").map {
        try #require(
          try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(lines.count == 7)
      #expect(lines[0]["type"] as? String == "header")
      let configuration = lines[0]["configuration"] as? [String: String]
      #expect(configuration?["cell"] == "tanh" && configuration?["steps"] == "40")
      #expect(lines[6]["type"] as? String == "summary")
      #expect((lines[6]["stateGradientNorms"] as? [Double])?.count == 40)
      #expect(lines[1]["gradientNorm"] is Double && lines[1]["secondsElapsed"] is Double)
      losses.append(lines[1...5].compactMap { $0["loss"] as? Double })
    }
    #expect(losses[0].count == 5 && losses[0] == losses[1])
  }

  @Test("A run that diverges says so, and its lines stay JSON")
  func diverged() throws {
    let output = try Program.run(["run", "7", "--page", "6", "--format", "json"])
    let last = try #require(output.out.split(separator: "\n").last)
    let summary = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
    #expect((summary?["event"] as? String)?.hasPrefix("inf at update 2 in loss") == true)
    #expect(summary?["loss"] is NSNull)
    #expect((summary?["notFinite"] as? [String: String])?["loss"] == "inf")
    let norms = try #require(summary?["stateGradientNorms"] as? [Any])
    #expect(norms.count == 40 && norms[0] is NSNull && norms[39] is Double)
    #expect(output.status == 3)
  }

  @Test("Every update has its line, whatever is not finite in it")
  func lines() throws {
    let settings = [
      "--set", "cell=relu", "--set", "gain=1.5", "--set", "initialization=orthogonal",
    ]
    let output = try Program.run(
      ["run", "15", "--updates", "3", "--format", "json"] + settings)
    #expect(output.out.split(separator: "\n").count == 5)
  }

  @Test("A run that is loaded is evaluated, with and without further updates")
  func loaded() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "unroll-loaded.st").path
    defer { try? FileManager.default.removeItem(atPath: file) }  // It may not be there.
    let run = ["run", "12", "--page", "5", "--format", "json"]
    _ = try Program.run(run + ["--updates", "60", "--save", file])
    func summary(_ arguments: [String]) throws -> [String: Any] {
      let last = try #require(
        try Program.run(run + arguments).out.split(separator: "\n").last)
      let object = try JSONSerialization.jsonObject(with: Data(last.utf8))
      var fields = try #require(object as? [String: Any])
      fields["secondsElapsed"] = nil
      return fields
    }
    let whole = try summary(["--updates", "63"])
    let resumed = try summary(["--load", file, "--updates", "3"])
    #expect(whole as NSDictionary == resumed as NSDictionary)
    let here = try summary(["--load", file, "--updates", "0"])
    #expect(here["update"] as? Int == 60 && here["accuracy"] is Double && here["recall"] is Double)
  }

  @Test("What cannot be written is told in one line, and is no success")
  func unwritable() throws {
    for arguments in [["list"], ["data", "12"], ["code", "7"], ["run", "7", "--updates", "1"]] {
      let command = (["\(Program.path)"] + arguments).joined(separator: " ")
      let output = try Program.run(["-c", "\(command) >&-"], program: "/bin/sh")
      #expect(output.status == 2)
      #expect(output.error.hasPrefix("unroll: standard output cannot be written ("))
      #expect(output.error.count { $0 == "\n" } == 1)
    }
  }

  @Test(
    "render prints the frame in each format",
    arguments: [("text", "Turn the dial"), ("ansi", "\u{1B}["), ("svg", "<svg xmlns")])
  func render(format: String, content: String) throws {
    let output = try Program.run(
      ["render", "7", "--page", "3", "--size", "100x30", "--format", format])
    #expect(output.out.contains(content))
    if format == "text" {
      #expect(output.out.split(separator: "\n", omittingEmptySubsequences: false).count == 31)
    }
  }

  @Test(
    "A mistake gets one line, status 2 and says what there is",
    arguments: [
      (["open", "7"], "open needs a terminal"), (["run", "nothing"], "allowed: 04-unrolled"),
      (["run", "7", "--set", "stepps=3"], "no setting called 'stepps'; allowed: problem"),
      (["run", "7", "--set", "steps"], "'steps' sets nothing; allowed: name=value"),
      (["run", "7", "--set", "steps=1"], "'1' is not a valid value for steps; it takes 4 to 2000"),
      (["run", "7", "--set", "gain=nan"], "0.1 to 4"),
      (["run", "7", "--updates=-1"], "--updates -1"),
      (["run", "7", "--page", "9"], "pages 1 to 8"),
      (["run", "7", "--threads", "0"], "1 to 64"), (["run", "7", "--seed", "-4"], "seed"),
      (["run", "7", "--data", "x"], "07-vanishing reads no text"),
      (["run", "15", "--data", "/no/such"], "/no/such: no such file"),
      (["run", "15", "--data", "/"], "is a folder"),
      (["render", "7", "--size", "9by9"], "COLUMNSxROWS"),
      (["render", "7", "--format", "gif"], "gif"),
      (["fly"], "fly"), (["run"], "lesson"),
    ])
  func mistakes(arguments: [String], message: String) throws {
    let output = try Program.run(arguments)
    #expect(output.status == 2)
    #expect(output.error.contains(message), "\(output.error)")
    #expect(output.error.split(separator: "\n").count == 1)
    #expect(output.out.isEmpty)
  }

  @Test(
    "A text that cannot be learned is refused with its reason",
    arguments: [
      ("", "is empty"), ("a\0b", "holds binary data"), ("aaaa", "only one distinct character"),
      ("abc", "is too short"), ("\u{FFFD}", "only one distinct"),
    ])
  func texts(content: String, message: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).txt")
    try content.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = try Program.run(["run", "15", "--data", file.path])
    #expect(output.status == 2)
    #expect(output.error.contains("\(file.lastPathComponent): "))
    #expect(output.error.contains(message), "\(output.error)")
  }

  @Test("A broken lesson is listed with its mistake, and the others still open")
  func brokenLesson() throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("unroll-\(UUID())")
    let lessons = home.appendingPathComponent("lessons")
    try FileManager.default.copyItem(
      at: URL(fileURLWithPath: Program.repository + "/lessons"),
      to: try { () throws -> URL in
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        return lessons
      }())
    defer { try? FileManager.default.removeItem(at: home) }
    let text = try String(
      contentsOf: lessons.appendingPathComponent("07-vanishing.md"), encoding: .utf8)
    try text.replacingOccurrences(of: "cell: tanh", with: "cell: lstn").write(
      to: lessons.appendingPathComponent("03-gates.md"), atomically: true, encoding: .utf8)
    let environment = ["UNROLL_HOME": home.path]
    let list = try Program.run(["list"], environment: environment)
    #expect(
      list.out.contains(
        "lessons/03-gates.md:6: 'lstn' is not a valid value for cell; "
          + "it takes tanh, relu, linear, lstm"
      ))
    #expect(list.out.contains("15-char-rnn"))
    let open = try Program.run(["run", "03-gates"], environment: environment)
    #expect(open.status == 2)
    #expect(open.error.contains("lessons/03-gates.md:6: 'lstn'"))
  }

  @Test("A folder that may not be written to is no trouble")
  func readOnlyHome() throws {
    let output = try Program.run(
      ["run", "7", "--updates", "1"], environment: ["HOME": "/proc", "XDG_STATE_HOME": "/proc"])
    #expect(output.status == 0)
  }
}
