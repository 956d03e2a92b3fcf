import Foundation
import Lab
import Testing

@Suite("Without a screen")
struct LinearTests {
  @Test("Every lesson is told from its first page to its last, without a control character")
  func everyLesson() throws {
    let names = try Program.run(["list"]).out.split(separator: "\n")
    for name in names.compactMap({ $0.split(separator: " ").first }) {
      // One update, what the panels show, then on to the next page, until there is none.
      let pages = String(repeating: "one\npanels\nnext\n", count: 12) + "back\nleave\n"
      let output = try Program.run(["open", String(name), "--linear"], input: pages)
      #expect(output.status == 0 && output.error.isEmpty, "\(name): \(output.error)")
      let last = "page 7 of 7"
      if name == "07-vanishing" { #expect(output.out.contains(last)) }
      #expect(output.out.contains("update 1, loss"))
      #expect(
        !output.out.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F })
    }
  }

  @Test("A run is told by its levels, then its charts as sentences and tables")
  func run() throws {
    let output = try Program.run(
      ["open", "7", "--linear", "--set", "initialization=orthogonal", "--set", "updates=300"],
      input: "1\n")
    for words in [
      "1. train", "update 25, loss", "solved", "the planned updates are done",
      "loss: from 1.", "gradient ruler: ", "  loss    1.0",
    ] {
      #expect(output.out.contains(words), "\(words)")
    }
  }

  @Test("A wrong choice is explained, and the end of the input ends the program")
  func mistakes() throws {
    let output = try Program.run(["--linear"], input: "77\nnonsense\u{1B}[2J\nhelp\n")
    #expect(output.status == 0)
    #expect(output.out.contains("'77' is no choice; there are 1 to 3"))
    #expect(output.out.contains("Type the number of a choice, or"))
    #expect(!output.out.contains("\u{1B}"))
  }

  @Test("In ASCII where that is asked for")
  func ascii() throws {
    let output = try Program.run(
      ["open", "7", "--linear", "--glyphs", "ascii"], input: "panels\n")
    let isAscii = output.out.utf8.allSatisfy { $0 < 0x80 }
    #expect(isAscii)
  }
}

@Suite("The doctor")
struct DoctorTests {
  @Test("finds nothing wrong here, and names what it found")
  func well() throws {
    let output = try Program.run(
      ["doctor"], environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"])
    #expect(output.status == 0)
    for words in ["All is well.", "256", "/lessons", "braille", "C.UTF-8"] {
      #expect(output.out.contains(words), "\(words)")
    }
  }

  @Test(
    "says what to do about what is wrong",
    arguments: [
      (["TERM": "dumb"], "cannot place its cursor; use --linear"),
      (["TERM": "no-such-terminal"], "does not know 'no-such-terminal'"),
      (["TERM": ""], "TERM is not set"),
      (["LC_ALL": "C"], "LC_ALL=C.UTF-8 unroll draws them finer"),
      (["HOME": "/dev/null", "XDG_CONFIG_HOME": ""], "cannot be written"),
    ])
  func wrong(environment: [String: String], advice: String) throws {
    let output = try Program.run(["doctor"], environment: environment)
    #expect(output.out.contains(advice), "\(output.out)")
    #expect(output.out.contains("to look at."))
  }
}

@Suite("The bench")
struct BenchTests {
  @Test("lists every workload of the course")
  func list() throws {
    let output = try Program.run(["bench", "--list"])
    let keys = output.out.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(
      keys == ["a", "b1", "b2", "c", "d", "e1", "e32", "f", "g1", "g2", "h1", "h2", "h3", "i"])
  }

  @Test("gives an object for each workload as JSON")
  func json() throws {
    struct Report: Decodable {
      struct Row: Decodable {
        var key: String
        var stepsPerS: Double
        var gflops: Double
        var peakShare: Double
      }
      var workloads: [Row]
    }
    let output = try Program.run(
      ["bench", "--only", "a,e1", "--json", "--seconds", "0.01", "--repeats", "1"])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let report = try decoder.decode(Report.self, from: Data(output.out.utf8))
    #expect(report.workloads.map(\.key) == ["a", "e1"])
    for row in report.workloads {
      #expect(row.stepsPerS > 0 && row.gflops > 0 && row.peakShare > 0 && row.peakShare < 1)
    }
  }

  @Test(
    "refuses what it cannot do in one line",
    arguments: [
      (["--only", "zz"], "zz"), (["--threads", "0"], "--threads"),
      (["--seconds", "0"], "--seconds"),
    ])
  func mistakes(arguments: [String], word: String) throws {
    let output = try Program.run(["bench"] + arguments)
    #expect(output.status == 2 && output.error.contains(word))
    #expect(output.error.split(separator: "\n").count == 1)
  }
}

@Suite("What the lab leaves behind")
struct FileTests {
  /// A folder that is removed at the end.
  private static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "unroll-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test("Who has never chosen is asked which glyphs look right, once")
  func glyphCheck() throws {
    try Self.withFolder { folder in
      let terminal = try PseudoTerminal(environment: ["XDG_CONFIG_HOME": folder])
      try terminal.expect("Which of these rows")
      terminal.type("2")
      try terminal.expect("a lab for recurrent networks")
      terminal.type("Tq")
      #expect(try terminal.waitForEnd() == .status(0))
      let settings = try String(contentsOfFile: folder + "/unroll/settings", encoding: .utf8)
      #expect(settings == "glyphs block\ntheme light\n")
      let again = try PseudoTerminal(environment: ["XDG_CONFIG_HOME": folder])
      try again.expect("a lab for recurrent networks")
      #expect(!again.text.contains("Which of these rows"))
    }
  }

  @Test("A choice that cannot be remembered is said, and holds")
  func forgetful() throws {
    let terminal = try PseudoTerminal(environment: ["XDG_CONFIG_HOME": "/proc"])
    try terminal.expect("Which of these rows")
    terminal.type("1T")
    try terminal.expect("not remembered: /proc/unroll/settings cannot be written")
  }

  @Test("A recording is asciicast with a marker for every page")
  func record() throws {
    try Self.withFolder { folder in
      let file = folder + "/session.cast"
      let terminal = try PseudoTerminal(["open", "7", "--record", file], width: 90, height: 30)
      try terminal.expect("Remember one symbol")
      terminal.type("\u{1B}[6~")
      try terminal.expect("Where the gradient died")
      terminal.type("qq")
      #expect(try terminal.waitForEnd() == .status(0))
      let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
      let objects = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
      let header = try #require(objects.first as? [String: Any])
      #expect(header["version"] as? Int == 2 && header["width"] as? Int == 90)
      let events = objects.dropFirst().compactMap { $0 as? [Any] }
      #expect(events.count == lines.count - 1)
      let times = events.compactMap { $0[0] as? Double }
      #expect(times.count == events.count && times == times.sorted())
      let marks = events.filter { $0[1] as? String == "m" }.compactMap { $0[2] as? String }
      #expect(marks == ["07-vanishing, page 1", "07-vanishing, page 2", "contents"])
      let written = events.filter { $0[1] as? String == "o" }.compactMap { $0[2] as? String }
        .joined()
      #expect(written.contains("Remember one symbol"))
    }
    let output = try PseudoTerminal(["--record", "/proc/none.cast"])
    #expect(try output.waitForEnd() == .status(2))
    #expect(output.text.contains("--record /proc/none.cast: cannot be written"))
  }

  @Test("S saves picture, text and numbers, and never over what is there; y copies the numbers")
  func save() throws {
    try Self.withFolder { folder in
      let terminal = try PseudoTerminal(
        ["open", "7", "--page", "3"], environment: ["UNROLL_HOME": Program.repository],
        folder: folder)
      try terminal.expect("linear, 1.00")
      terminal.type("S")
      try terminal.expect("saved unroll-07-vanishing-update-0 as svg, txt, csv")
      terminal.type("S")
      try terminal.expect("-1 as svg, txt, csv")
      terminal.type("y")
      try terminal.expect("\u{1B}]52;c;")
      let name = folder + "/unroll-07-vanishing-update-0"
      let svg = try String(contentsOfFile: name + ".svg", encoding: .utf8)
      #expect(svg.hasPrefix("<svg ") && svg.contains("Turn"))
      let csv = try String(contentsOfFile: name + ".csv", encoding: .utf8)
      let rows = csv.split(separator: "\n")
      #expect(rows.first == "series,x,value" || rows.first?.hasPrefix("t,measured,") == true)
      #expect(rows.count == 51, "\(rows.count)")
      terminal.settle()
      let copied = try #require(
        terminal.text.components(separatedBy: "\u{1B}]52;c;").last?.split(separator: "\u{07}").first
      )
      #expect(
        Data(base64Encoded: String(copied)).map { String(decoding: $0, as: UTF8.self) } == csv)
    }
  }

  @Test("The mouse moves to panes, presses keys, and is off at the end")
  func mouse() throws {
    let terminal = try PseudoTerminal(["open", "7"], width: 120, height: 40)
    try terminal.expect("Remember one symbol")
    #expect(terminal.text.contains("\u{1B}[?1000h"))
    func press(_ x: Int, _ y: Int) {
      let place = [x, y].map { String(UnicodeScalar(UInt8(33 + $0))) }.joined()
      terminal.type("\u{1B}[M \(place)\u{1B}[M#\(place)")
    }
    press(70, 25)
    try terminal.expect("▸")
    let mark = terminal.output.count
    press(4, 37)
    try terminal.expect("cell lstm: started again", since: mark)
    terminal.type("q")
    terminal.settle()
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .status(0))
    terminal.expectRestored()
  }

  @Test(
    "render presses keys, in every theme and depth",
    arguments: ["dark", "light", "contrast", "mono"])
  func render(theme: String) throws {
    let output = try Program.run([
      "render", "7", "--keys", "e down", "--theme", theme, "--format", "ansi", "--color", "256",
    ])
    #expect(output.status == 0 && output.out.contains("settings"))
    #expect(output.out.contains("38;5;") == (theme != "mono"))
    let wrong = try Program.run(["render", "7", "--keys", "Tabb"])
    #expect(wrong.status == 2 && wrong.error.contains("no key 'Tabb'"))
  }
}
