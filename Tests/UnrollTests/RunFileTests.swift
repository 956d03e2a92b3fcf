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
        ["--load", good, "--set", "hidden=9"], "has hidden=16, and hidden=9 was asked for"
      ),
      (
        ["--load", good, "--set", "cell=gru"],
        "has cell=tanh, and cell=gru was asked for"
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

@Suite("Saved runs and what a person has")
struct SavedRunTests {
  private static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/unroll-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private static let text = Program.repository + "/Tests/PyTorch/text.txt"
  private static let small = [
    "run", "15", "--set", "batch=4", "--set", "steps=8", "--set", "hidden=9",
  ]

  @Test("Settings and symbols come from the file, and what differs is told or refused")
  func settings() throws {
    try Self.withFolder { folder in
      let first = try Program.run(
        Self.small + [
          "--data", Self.text, "--set", "rate=0.0001", "--updates", "3", "--save", "\(folder)/a",
        ])
      #expect(first.status == 0, "\(first.error)")
      let load = ["--load", "\(folder)/a", "--updates", "0", "--format", "json"]
      let again = try Program.run(["run", "15", "--data", Self.text] + load)
      #expect(again.status == 0)
      #expect(again.error.contains("rate 0.0001"), "\(again.error)")
      #expect(again.out.contains("\"hidden\":\"9\"") && again.out.contains("\"rate\":\"0.0001\""))
      let text = try String(contentsOfFile: Self.text, encoding: .utf8)
      // A part of the symbols keeps the ids that they have in the file.
      try text.replacingOccurrences(of: " ", with: "e")
        .write(toFile: "\(folder)/less", atomically: true, encoding: .utf8)
      let less = try Program.run(["run", "15", "--data", "\(folder)/less"] + load)
      #expect(less.status == 0 && less.error.contains("was trained on text.txt"), "\(less.error)")
      try text.replacingOccurrences(of: "e", with: "~")
        .write(toFile: "\(folder)/other", atomically: true, encoding: .utf8)
      let other = try Program.run(["run", "15", "--data", "\(folder)/other"] + load)
      #expect(other.status == 2 && other.error.contains("not '~' of this data"), "\(other.error)")
      let page = try Program.run(["run", "12"] + load)
      #expect(page.status == 2 && page.error.contains("is a run of the problem characters"))
    }
  }

  @Test("A signal saves what there is", arguments: [SIGTERM, SIGHUP])
  func signals(number: Int32) throws {
    try Self.withFolder { folder in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.currentDirectoryURL = URL(fileURLWithPath: Program.repository)
      process.arguments = Array(
        Self.small + [
          "--data", Self.text, "--updates", "9000000", "--save", "\(folder)/a", "--save-every", "1",
        ])
      let error = Pipe()
      process.standardError = error
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      // It listens once it has saved for the first time.
      while process.isRunning, !FileManager.default.fileExists(atPath: "\(folder)/a") {
        usleep(1000)
      }
      kill(process.processIdentifier, number)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 128 + number)
      let said = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      #expect(said.contains("stopped at update"), "\(said)")
      let again = try Program.run(
        ["run", "15", "--data", Self.text, "--load", "\(folder)/a", "--updates", "0"])
      #expect(again.status == 0, "\(again.error)")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names == ["a"])
    }
  }

  @Test("What cannot be written is told before the first update, and nothing is destroyed")
  func targets() throws {
    try Self.withFolder { folder in
      let copy = "\(folder)/text"
      try FileManager.default.copyItem(atPath: Self.text, toPath: copy)
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/link", withDestinationPath: "run")
      #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
      func save(_ name: String) throws -> Program.Output {
        try Program.run(
          Self.small + ["--data", copy, "--updates", "1", "--save", "\(folder)/\(name)"])
      }
      for (name, part) in [
        ("text", "is the file that is learned from"), ("pipe", "is no regular file"),
        ("", "names no file"), ("no/where", "cannot be written"),
      ] {
        let output = try save(name)
        #expect(output.status == 2 && output.out.isEmpty, "\(name)")
        #expect(output.error.contains(part), "\(output.error)")
      }
      #expect(FileManager.default.contentsEqual(atPath: copy, andPath: Self.text))
      #expect(try save("link").status == 0)
      let mode = [FileAttributeKey.posixPermissions: 0o600]
      try FileManager.default.setAttributes(mode, ofItemAtPath: "\(folder)/run")
      #expect(try save("link").status == 0)
      let link = try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link")
      let kept = try FileManager.default.attributesOfItem(atPath: "\(folder)/run")
      #expect(link == "run" && kept[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test("A write that fails leaves the file that was there")
  func limit() throws {
    try Self.withFolder { folder in
      let path = "\(folder)/run"
      try "precious".write(toFile: path, atomically: true, encoding: .utf8)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.currentDirectoryURL = URL(fileURLWithPath: Program.repository)
      let command = (Self.small + ["--data", Self.text, "--updates", "1", "--save", path])
        .joined(separator: " ")
      process.arguments = ["-c", "ulimit -f 1; exec '\(Program.path)' \(command)"]
      let error = Pipe()
      process.standardError = error
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let said = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 2 && said.contains("cannot be written (File too large)"))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["run"])
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
