import Foundation
import Runs
import Testing

@Suite("unroll code")
struct CodeCommandTests {
  /// A Python with torch, where the environment variable names one.
  static let python: String? = {
    let path = ProcessInfo.processInfo.environment["UNROLL_PYTHON"] ?? ""
    return path.isEmpty ? nil : path
  }()

  @Test("prints a program for a page")
  func prints() throws {
    let output = try Program.run(["code", "7", "--page", "5", "--set", "updates=3", "--seed", "2"])
    #expect(output.status == 0 && output.error.isEmpty)
    #expect(output.out.hasPrefix("# Vanishing and exploding, page 5: "))
    #expect(output.out.contains("--page 5 --set updates=3 --set seed=2 --format json\n"))
    #expect(output.out.contains("nn.LSTM(8, hidden)"))
    let text = try Program.run(["code", "15"])
    #expect(text.out.contains("python3 FILE \(Program.repository)/assets/lighthouse.txt\n"))
  }

  @Test("refuses in one line what PyTorch lacks, with status 2")
  func refuses() throws {
    let output = try Program.run(["code", "7", "--set", "layers=2"])
    #expect(output.status == 2 && output.out.isEmpty)
    #expect(
      output.error == "unroll: code: no PyTorch program for layers 2 yet; allowed: 1\n")
  }

  /// Over this few updates rounding, some 1e-7 of a loss, has not had time to grow.
  @Test(
    "prints programs whose losses are those of unroll run",
    .enabled(if: python != nil, "UNROLL_PYTHON names no Python that has torch"),
    arguments: [
      ["7"], ["7", "--set", "cell=gru", "--set", "initialization=small", "--set", "gain=1.3"],
      ["7", "--page", "5", "--set", "initialization=keras", "--set", "hidden=13"],
      ["7", "--set", "problem=adding", "--set", "cell=relu", "--set", "optimizer=adamw"],
      ["7", "--page", "6"],
      ["7", "--set", "cell=gru-textbook", "--set", "optimizer=momentum", "--set", "steps=9"],
      ["7", "--set", "cell=linear", "--set", "optimizer=rmsprop", "--set", "clip=off"],
      ["7", "--set", "cell=minlstm-log", "--set", "initialization=keras"],
      ["17", "--set", "cell=mingru", "--set", "hidden=16", "--set", "attention=on"],
      [
        "7", "--set", "forget-bias=2", "--set",
        "cell=mine: f = sigmoid(W_f x + U_f h + p_f * c + b_f); c' = f * c + (1 - f) * "
          + "tanh(W_c x + U_c h + b_c); h' = tanh(c')",
      ],
      ["7", "--set", "cell=lstm", "--set", "optimizer=adagrad", "--set", "forget-bias=2"],
      ["4"], ["4", "--page", "5"], ["6", "--page", "3"], ["6", "--page", "4", "--set", "cell=gru"],
      ["7", "--page", "7"], ["12", "--set", "steps=20", "--set", "initialization=small"],
      ["12", "--page", "5", "--set", "steps=30", "--set", "cell=lstm"],
      ["17", "--set", "forcing=0.5", "--set", "cell=gru-textbook", "--set", "attention=on"],
      ["17", "--page", "3", "--set", "hidden=16"], ["17", "--page", "4", "--set", "hidden=16"],
      ["17", "--page", "5", "--set", "hidden=16", "--set", "reversal=on"], ["18", "--page", "3"],
      ["18", "--set", "cell=lstm", "--set", "forcing=0.3", "--set", "initialization=orthogonal"],
      ["17", "--page", "6", "--set", "hidden=16", "--set", "attention=on", "--set", "batch=20"],
      // So many streams that the text begins anew within the updates.
      ["15", "--set", "batch=500", "--set", "hidden=16", "--set", "optimizer=sgd"],
    ])
  func agrees(arguments: [String]) throws {
    let data = try Program.run(["data"] + arguments)
    let arguments = arguments + ["--set", "updates=20"]
    let program = try Program.run(["code"] + arguments)
    try #require(program.status == 0, "\(program.error)")
    let theirs = try Self.losses(of: program.out, data: data.out)
    let run = try Program.run(["run"] + arguments + ["--format", "json"])
    let ours = try Self.losses(of: run)
    #expect(ours.count == theirs.count && !ours.isEmpty)
    for (update, (ours, theirs)) in zip(ours, theirs).enumerated() {
      // A loss that is not finite is left out of the JSON.
      guard let ours else {
        #expect(!theirs.isFinite)
        continue
      }
      #expect(abs(ours - theirs) <= 1e-4 * abs(ours), "update \(update + 1): \(ours), \(theirs)")
    }
  }

  @Test("unroll data prints what gives the same digits", arguments: ["12", "17"])
  func data(lesson: String) throws {
    let settings = lesson == "12" ? ["--set", "steps=20"] : ["--page", "5", "--set", "hidden=16"]
    let arguments = [lesson] + settings
    let data = try Program.run(["data"] + arguments)
    #expect(data.status == 0 && data.error.isEmpty)
    let lines = data.out.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == (lesson == "12" ? 2000 : 6000))
    #expect(lines.allSatisfy { $0.split(separator: "\t").count == 2 })
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).tsv")
    try data.out.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = ["run"] + arguments + ["--updates", "3", "--format", "json"]
    let own = try Self.losses(of: Program.run(run))
    #expect(try own.count == 3 && own == Self.losses(of: Program.run(run + ["--data", file.path])))
    let again = try Program.run(["data"] + arguments + ["--data", file.path])
    #expect(again.out == data.out)
  }

  @Test("unroll data prints the text that is learned, and refuses where none is")
  func text() throws {
    let text = try String(
      contentsOfFile: Program.repository + "/assets/lighthouse.txt", encoding: .utf8)
    #expect(try Program.run(["data", "15"]).out == text)
    let refused = try Program.run(["data", "7"])
    #expect(refused.status == 2 && refused.out.isEmpty)
    #expect(
      refused.error
        == "unroll: data: the problem recall reads no file; "
        + "allowed: characters, messages, french\n")
  }

  /// The loss of every update that a run prints; nil where it is not finite.
  private static func losses(of run: Program.Output) throws -> [Double?] {
    try run.out.split(separator: "\n").compactMap { line -> Double?? in
      let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return record?["type"] as? String == "update" ? .some(record?["loss"] as? Double) : nil
    }
  }

  /// What the program prints, run on a file of `data`.
  private static func losses(of program: String, data: String) throws -> [Double] {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("\(UUID()).py")
    let dataFile = folder.appendingPathComponent("\(UUID()).txt")
    try program.write(to: file, atomically: true, encoding: .utf8)
    try data.write(to: dataFile, atomically: true, encoding: .utf8)
    defer { for file in [file, dataFile] { try? FileManager.default.removeItem(at: file) } }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = [file.path, dataFile.path]
    let out = Pipe()
    process.standardOutput = out
    try process.run()
    let text = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try String(decoding: text, as: UTF8.self).split(separator: "\n").enumerated().map {
      index, line in
      let words = line.split(separator: " ")
      try #require(words.count == 2 && Int(words[0]) == index + 1, "\(line)")
      return try #require(Double(words[1]))
    }
  }
}
