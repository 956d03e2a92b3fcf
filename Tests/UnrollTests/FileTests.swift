import Foundation
import Lab
import Testing

@Suite("What the lab leaves behind")
struct FileTests {
  /// A folder that is removed at the end.
  static func withFolder(_ body: (String) throws -> Void) throws {
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
      #expect(settings == "glyphs block\ntheme light\nnotation unroll\n")
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

  @Test("Predictions are kept, and two labs lose nothing of each other's")
  func progress() throws {
    try Self.withFolder { folder in
      let environment = ["XDG_STATE_HOME": folder]
      let first = try PseudoTerminal(["open", "7"], environment: environment)
      let second = try PseudoTerminal(["open", "7", "--page", "3"], environment: environment)
      try first.expect("Press 1 to 3.")
      try second.expect("Turn the dial")
      first.type("1")
      try first.expect("you said 1")
      second.type("2")
      try second.expect("you said 2")
      let kept = try String(contentsOfFile: folder + "/unroll/progress", encoding: .utf8)
      #expect(
        kept == "07-vanishing page 2\n07-vanishing said 0 0 0\n07-vanishing said 2 0 1\n")
      for terminal in [first, second] {
        terminal.type("qq")
        #expect(try terminal.waitForEnd() == .status(0))
      }
      let again = try PseudoTerminal(
        ["open", "7"], width: 120, height: 40, environment: environment)
      try again.expect("You said 1.")
    }
  }

  @Test("A claim that is false fails the check, and a lesson that is wrong tells where")
  func check() throws {
    try Self.withFolder { folder in
      let lessons = folder + "/lessons"
      try FileManager.default.createDirectory(atPath: lessons, withIntermediateDirectories: true)
      func check(_ expected: String, _ more: String = "") throws -> Program.Output {
        let text = """
          ---
          title: Try
          part: Memory
          idea: try
          problem: { name: recall, steps: 5 }
          panels: [loss]
          ---

          ## Page

          ```claim
          say: It has not learned.
          updates: 1
          expect: \(expected)
          \(more)
          ```

          ```lab
          look: The curve.
          ```

          ```notes
          Ask.
          ```

          ```demo
          press: space
          ```
          """
        try text.write(toFile: lessons + "/99-try.md", atomically: true, encoding: .utf8)
        return try Program.run(["check"], environment: ["UNROLL_HOME": folder])
      }
      let unrecorded = try check("loss > 1")
      #expect(unrecorded.status == 1 && unrecorded.out.contains("its file records nothing"))
      let measured = try #require(
        unrecorded.out.firstMatch(of: /measured (loss [0-9. ]+[0-9]);/)?.1)
      let right = try check("loss > 1", "measured: \(measured)")
      #expect(right.status == 0, "\(right.out)\(right.error)")
      #expect(right.out.contains("true   lessons/99-try.md:11  It has not learned."))
      #expect(right.out.contains("true   lessons/99-try.md:9  the demonstration ends"))
      #expect(right.out.contains("2 checks of 1 lessons"))
      let wrong = try check("loss < 1", "measured: \(measured)")
      #expect(wrong.status == 1 && wrong.out.contains("FALSE  lessons/99-try.md:11"))
      #expect(wrong.out.contains("loss < 1: 0 of 5 seeds, 5 needed; measured loss 1."))
      let broken = try check("los < 1")
      #expect(broken.status == 1 && broken.out.contains("1 mistakes"))
      #expect(broken.out.contains("99-try.md:14: nothing called 'los' is measured or set"))
    }
  }

  @Test("A lesson that is saved while it is open is shown as it was saved")
  func reload() throws {
    try Self.withFolder { folder in
      let lessons = folder + "/lessons"
      try FileManager.default.createDirectory(atPath: lessons, withIntermediateDirectories: true)
      func save(_ words: String) throws {
        try """
        ---
        title: Try
        part: Memory
        idea: try
        panels: [loss]
        ---

        ## Page

        \(words)
        """.write(toFile: lessons + "/99-try.md", atomically: true, encoding: .utf8)
      }
      try save("First words.")
      let terminal = try PseudoTerminal(["open", "try"], environment: ["UNROLL_HOME": folder])
      try terminal.expect("First words.")
      try save("Other text.")
      try terminal.expect("Other")
      try terminal.expect("read again")
      try save("<b>wrong</b>")
      try terminal.expect("a lesson may not hold HTML")
    }
  }

  @Test("A session leaves a transcript, and its replay has the same figures")
  func transcript() throws {
    try Self.withFolder { folder in
      let environment = ["XDG_STATE_HOME": folder]
      let terminal = try PseudoTerminal(
        ["open", "7", "--set", "updates=60", "--set", "pace=full"], width: 120, height: 40,
        environment: environment)
      try terminal.expect("Press 1 to 3.")
      terminal.type("3 ")
      try terminal.expect("did 60 updates")
      terminal.type("x")
      try terminal.expect("cell lstm: started again")
      terminal.type("s")
      try terminal.expect("1.3")
      terminal.settle()
      terminal.type("qq")
      #expect(try terminal.waitForEnd() == .status(0))
      let text = try Program.run(["log", "1"], environment: environment).out
      for words in [
        "exercise 1: said 3", "figure 1 60 ", "at 60 start 2", "at 0 step", "figure 2 1 ",
      ] {
        #expect(text.contains(words), "\(words)")
      }
      let again = try Program.run(["replay", "1"], environment: environment)
      #expect(again.status == 0 && again.out.contains("0 other than in the transcript"))
      let file = folder + "/copy.txt"
      try text.replacingOccurrences(of: "cell=lstm", with: "cell=gru")
        .write(toFile: file, atomically: true, encoding: .utf8)
      let other = try Program.run(["replay", file], environment: environment)
      #expect(other.status == 1 && other.out.contains("OTHER  figure 2 1 "))
      try "at 0 fly\n".write(toFile: file, atomically: true, encoding: .utf8)
      let broken = try Program.run(["replay", file], environment: environment)
      #expect(broken.status == 2 && broken.error.contains("copy.txt:1: 'at 0 fly' is no line"))
      #expect(try Program.run(["log", "77"], environment: environment).status == 2)
    }
  }

  @Test("The speaker's notes follow the page that the lab has open")
  func notes() throws {
    try Self.withFolder { folder in
      let environment = ["XDG_STATE_HOME": folder]
      #expect(try Program.run(["notes", "--once"], environment: environment).out == "")
      let terminal = try PseudoTerminal(["open", "7"], environment: environment)
      try terminal.expect("Remember one symbol")
      let first = try Program.run(["notes", "--once"], environment: environment).out
      #expect(first.contains("page 1 of 8") && first.contains("Take hands before the run"))
      #expect(first.contains("next: Where the gradient died"))
      terminal.type("\u{1B}[6~")
      try terminal.expect("Where the gradient died")
      let second = try Program.run(["notes", "--once"], environment: environment).out
      #expect(second.contains("page 2 of 8") && second.contains("Many believe"))
    }
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
        ["open", "7", "--page", "3", "--no-predictions"],
        environment: ["UNROLL_HOME": Program.repository],
        folder: folder)
      try terminal.expect("linear, 1.10")
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
      let cell = [x, y].map { String(UnicodeScalar(UInt8(33 + $0))) }.joined()
      terminal.type("\u{1B}[M \(cell)\u{1B}[M#\(cell)")
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
