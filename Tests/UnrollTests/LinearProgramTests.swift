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
      let pages = String(repeating: "step\npanels\nnext\n", count: 12) + "back\nquit\n"
      let output = try Program.run(["open", String(name), "--linear"], input: pages)
      #expect(output.status == 0 && output.error.isEmpty, "\(name): \(output.error)")
      let count = output.out.firstMatch(of: /page 1 of ([0-9]+)/)?.1 ?? "?"
      #expect(output.out.contains("page \(count) of \(count)"), "\(name)")
      #expect(output.out.contains("update 1, loss"))
      #expect(
        !output.out.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F })
    }
  }

  @Test("A run is told by its baselines, then its charts as sentences and tables")
  func run() throws {
    let output = try Program.run(
      ["open", "7", "--linear", "--set", "initialization=orthogonal", "--set", "updates=300"],
      input: "2\ntrain\n")
    for words in [
      "2. predict: near ln 2", "you said 2; train runs it", "update 25, loss", "solved",
      "the planned updates are done",
      "loss: from 1.", "gradient ruler: ", "  loss    1.0",
    ] {
      #expect(output.out.contains(words), "\(words)")
    }
  }

  @Test("A wrong choice is explained, and the end of the input ends the program")
  func mistakes() throws {
    let output = try Program.run(["--linear"], input: "77\nnonsense\u{1B}[2J\nhelp\n")
    #expect(output.status == 0)
    #expect(output.out.contains("there is no lesson 77; allowed: 4, 6, 7"))
    #expect(output.out.contains("is nothing that can be done here; menu tells what can"))
    #expect(output.out.contains("or the number of a row of the last menu"))
    #expect(!output.out.contains("\u{1B}"))
  }

  @Test("Everything of the lab is reached by a word, and told at once")
  func words() throws {
    let output = try Program.run(
      ["open", "7", "--linear", "--no-predictions", "--set", "updates=20"],
      input: """
        set pace=full
        train
        fork 5
        clip off
        undo
        undo
        undo
        undo
        seeds
        page 5
        hint
        initialization orthogonal
        initialization round
        settings
        search qxqxq
        two numbers to add
        1
        page 99
        what pace
        vote 1 2
        next pane
        cursor 3
        T
        pa
        keep a b
        notation
        demo
        quit
        quit

        """)
    #expect(output.status == 0 && output.error.isEmpty, "\(output.error)")
    for words in [
      "pace full: the run goes on", "forked at update 5", "clip off: the run goes on",
      "clip 1 again", "the fork is undone", "there is nothing to undo", "seed 5, update 20, loss",
      "page 5 of 8", "Hint: ", "initialization orthogonal: started again",
      "'round' is not a valid value for initialization", "set NAME=VALUE changes one",
      "Nothing fits", "8 Inside the LSTM, page 5 of", "there are the pages 1 to",
      "A knob: updates per",
      "say how many hands each choice has", "'t' could be one of these: theme, train",
      "'pa' could be one of these: pace, page, pane, panels, pass", "nothing was kept",
      "symbols: W, U, V", "the demo plays", "the demo is over",
    ] {
      #expect(output.out.contains(words), "\(words)")
    }
  }

  @Test("A weight is chosen, moved and checked, and the pass goes on by number")
  func numbers() throws {
    let output = try Program.run(
      ["open", "4", "--linear", "--page", "2"],
      input: "pass\npass 3\npass 99\npage 4\nlower\nweight 1 2\nraise\ncheck\nweight 9 9\n")
    #expect(output.status == 0)
    for words in [
      "operation 1 of 8", "operation 3 of 8", "the pass has the numbers 1 to",
      "choose a weight first: weight ROW COLUMN", "Here: [1, 2] = 0.317",
      "Here: [1, 2] = 0.417", "dL/dw: chain rule", "each 0 to 2, such as weight 1 2",
    ] {
      #expect(output.out.contains(words), "\(words)")
    }
  }

  @Test("A session is written down, and is done again bit for bit")
  func transcript() throws {
    let home = NSTemporaryDirectory() + "unroll-linear-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: home) }
    let environment = ["XDG_STATE_HOME": home]
    let session = try Program.run(
      ["open", "7", "--linear"],
      input: "predict 2\nset updates=20\ntrain\ngain 1.3\nstep\n", environment: environment)
    #expect(session.status == 0)
    let replay = try Program.run(["replay", "1"], environment: environment)
    #expect(replay.status == 0 && replay.out.contains("0 other"), "\(replay.out)")
    let log = try Program.run(["log", "1"], environment: environment)
    #expect(log.out.contains("said 2") && log.out.contains("figure"), "\(log.out)")
  }

  @Test("What needs a screen is refused", arguments: [["--record", "x.cast"], ["--present"]])
  func refused(arguments: [String]) throws {
    let output = try Program.run(["open", "7", "--linear"] + arguments, input: "")
    #expect(output.status == 2 && output.error.contains("line by line there is no screen"))
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
  @Test(
    "finds nothing wrong here, with settings and without, and names what it found",
    arguments: [Program.configuration, NSTemporaryDirectory() + "unroll-no-such-folder"])
  func well(configuration: String) throws {
    let output = try Program.run(
      ["doctor"],
      environment: [
        "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": configuration,
      ])
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
    let rows = try measure("a,e32")
    #expect(rows.map(\.key) == ["a", "e32"])
    for row in rows {
      #expect(row.stepsPerS > 0 && row.gflops > 0 && row.peakShare > 0 && row.peakShare < 1)
      #expect(row.threads == 1 && row.speedup == nil && row.exchangeGbytesPerS == nil)
    }
    // Some systems count a few dozen pages late, which a is smaller than.
    #expect(rows[1].peakBytes > rows[1].neededBytes / 2)
    #expect(rows[1].peakBytes < 2 * rows[1].neededBytes)
  }

  @Test("compares two threads with one, and says how far apart they are")
  func threads() throws {
    let row = try measure("e1", "--threads", "2")[0]
    let (speedup, exchange) = (try #require(row.speedup), try #require(row.exchangeGbytesPerS))
    #expect(row.threads == 2 && speedup > 0 && exchange > 0)
  }

  private struct Row: Decodable {
    var key: String
    var threads: Int
    var stepsPerS: Double
    var gflops: Double
    var peakShare: Double
    var peakBytes: Int
    var neededBytes: Int
    var speedup: Double?
    var exchangeGbytesPerS: Double?
  }

  /// What the bench prints as JSON of some workloads, measured as briefly as it goes.
  private func measure(_ keys: String, _ more: String...) throws -> [Row] {
    struct Report: Decodable {
      var workloads: [Row]
    }
    let output = try Program.run(
      ["bench", "--only", keys, "--json", "--seconds", "0.01", "--repeats", "1"] + more)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Report.self, from: Data(output.out.utf8)).workloads
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
