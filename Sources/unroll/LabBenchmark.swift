import Foundation
import Lab
import Lessons
import Runs

/// How the lab itself does while a lesson trains at full speed: the real program in a
/// pseudo-terminal, and beside it the same training without one, in turn.
struct LabBenchmark: Encodable {
  /// The name of the lesson that trains.
  let lesson: String
  /// Updates per second in the lab, and without it: medians of the turns.
  let labUpdatesPerSecond: Double
  let headlessUpdatesPerSecond: Double
  /// The share of the headless speed that the lab loses: the median of the turns.
  let slowdown: Double
  /// Milliseconds from a key to the frame that answers it: the median and the 99th percentile.
  let keyMilliseconds: [Double]
  /// Milliseconds to draw a frame, and to send it to a terminal that reads: medians and 99th
  /// percentiles.
  let drawingMilliseconds: [Double]
  let sendingMilliseconds: [Double]
  let bytesPerFrame: Double
  /// Updates per second while nothing reads the terminal for ten seconds, over those before and
  /// after: the median of five times.
  let frozenShare: Double
  /// The share of its time that the training thread spends on making ten snapshots a second.
  let publishingShare: Double

  /// Measures `lesson`; throws if the program does not do what is expected of it.
  init(lesson: String, library: Library, seconds: Double) throws {
    self.lesson = lesson
    var turns: [(lab: Double, headless: Double)] = []
    let run = try Self.endless(lesson, library)
    let visit = try Visit(lesson)
    // Short turns, because a machine that others use too changes its speed within seconds.
    for _ in 0..<Self.turns {
      let headless = Self.speed(of: run, seconds: 0.5 * seconds)
      try visit.train(seconds: 0.2 * seconds)
      turns.append((try visit.speed(seconds: 0.5 * seconds), headless))
      try visit.pause()
    }
    try visit.train(seconds: seconds)
    labUpdatesPerSecond = turns.map(\.lab).sorted()[turns.count / 2]
    headlessUpdatesPerSecond = turns.map(\.headless).sorted()[turns.count / 2]
    slowdown = 1 - turns.map { $0.lab / $0.headless }.sorted()[turns.count / 2]
    bytesPerFrame = visit.bytesPerFrame
    let keys = try visit.answerTimes(presses: 200).sorted()
    keyMilliseconds = [keys[keys.count / 2], keys[keys.count * 99 / 100]]
    func spread(_ microseconds: (FrameMark.Record) -> Int) -> [Double] {
      let times = visit.marks.map { Double(microseconds($0)) / 1000 }.sorted()
      return [times[times.count / 2], times[times.count * 99 / 100]]
    }
    drawingMilliseconds = spread(\.drawing)
    sendingMilliseconds = spread(\.sending)
    // A program of its own for each time: a small model has done all its updates within a minute.
    let shares = try (0..<5).map { _ in
      let visit = try Visit(lesson)
      try visit.train(seconds: 0.3 * seconds)
      return try visit.frozenShare(seconds: 10)
    }.sorted()
    frozenShare = shares[shares.count / 2]
    publishingShare = try Self.publishingShare(lesson, library)
  }

  /// Settings under which a lesson trains as fast as it can, without an end.
  private static let settings = [
    "--no-predictions", "--glyphs", "braille", "--set", "pace=full", "--set", "updates=10000000",
  ]

  /// Turns of the lab, each after one without it.
  private static let turns = 25

  /// Updates per second of `run`, which has no terminal.
  private static func speed(of run: HeadlessRun, seconds: Double) -> Double {
    let clock = ContinuousClock()
    // The first updates warm the caches; then the clock is looked at after every hundredth.
    run.train(updates: 100)
    let (start, before) = (clock.now, run.updates)
    while (clock.now - start) / .seconds(1) < seconds { run.train(updates: 100) }
    return Double(run.updates - before) / ((clock.now - start) / .seconds(1))
  }

  /// The time of a snapshot after so many updates that the curves are full, times ten; each is
  /// taken after an update, which then copies what it shares with the snapshot.
  private static func publishingShare(_ lesson: String, _ library: Library) throws -> Double {
    let run = try endless(lesson, library)
    run.train(updates: 3000)
    var (with, without): ([Double], [Double]) = ([], [])
    let clock = ContinuousClock()
    var kept: Snapshot?
    for _ in 0..<100 {
      without.append(clock.measure { run.train(updates: 1) } / .seconds(1))
      let time = clock.measure {
        kept = run.snapshot
        run.train(updates: 1)
      }
      with.append(time / .seconds(1))
    }
    func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
    return withExtendedLifetime(kept) { 10 * max(0, median(with) - median(without)) }
  }

  /// What the lesson's first page trains and reads, without a terminal and without an end.
  private static func endless(_ lesson: String, _ library: Library) throws -> HeadlessRun {
    let page = try library.experiment(named: lesson).pages[0]
    var configuration = page.configuration
    configuration.updates = 10_000_000
    return try HeadlessRun(
      configuration, library: library.texts, dataFile: nil, watching: Watch(page.observations))
  }

  /// The program with one lesson open, training.
  private final class Visit {
    private let program: ProgramInTerminal
    private var readCount = 0
    private var bytesAtStart = 0
    private(set) var marks: [FrameMark.Record] = []
    private var times: [ContinuousClock.Instant] = []

    init(_ lesson: String) throws {
      let home = URL(fileURLWithPath: try LessonFolder.find().assets)
        .deletingLastPathComponent().path
      guard
        let program = ProgramInTerminal(
          path: "/proc/self/exe", ["open", lesson] + LabBenchmark.settings, width: 120, height: 40,
          environment: [
            "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "UNROLL_MARKED": "1",
            "UNROLL_HOME": home, "HOME": "/nonexistent",
          ])
      else { throw Failure("bench --lab needs pseudo-terminals") }
      self.program = program
      try wait { !$0.marks.isEmpty }
    }

    deinit { program.end() }

    /// Bytes of a frame since training began.
    var bytesPerFrame: Double {
      Double(program.output.count - bytesAtStart) / Double(max(1, marks.count - 1))
    }

    /// Stops training until the next `train`.
    func pause() throws {
      program.type(" ")
      try rest(seconds: 0.1)
    }

    /// Starts training.
    func train(seconds: Double) throws {
      program.settle()
      read(milliseconds: 0)
      marks.removeAll()
      times.removeAll()
      bytesAtStart = program.output.count
      program.type(" ")
      try rest(seconds: seconds)
    }

    /// Updates per second over so many seconds.
    func speed(seconds: Double) throws -> Double {
      let first = marks.count
      try rest(seconds: seconds)
      guard marks.count > first + 1 else { throw Failure("the lab draws no frames") }
      let time = (times[times.count - 1] - times[first]) / .seconds(1)
      return Double(marks[marks.count - 1].update - marks[first].update) / time
    }

    /// Milliseconds from each press to the end of the frame that answers it.
    func answerTimes(presses: Int) throws -> [Double] {
      try (0..<presses).map { press in
        let expected = (marks.last?.keys ?? 0) + 1
        let start = ContinuousClock.now
        program.type("?")
        try wait { ($0.marks.last?.keys ?? 0) >= expected }
        let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
        // Presses fall everywhere between two snapshots.
        try rest(seconds: 0.005 + 0.001 * Double(press % 13))
        return milliseconds
      }
    }

    /// Updates per second while nothing is read for so long, over those before and after.
    func frozenShare(seconds: Double) throws -> Double {
      let before = try speed(seconds: 0.3 * seconds)
      let during = try frozenSpeed(seconds: seconds)
      let after = try speed(seconds: 0.3 * seconds)
      return during / ((before + after) / 2)
    }

    /// Updates per second while nothing is read for so long.
    private func frozenSpeed(seconds: Double) throws -> Double {
      let (update, start) = (marks[marks.count - 1].update, times[times.count - 1])
      Thread.sleep(forTimeInterval: seconds)
      // What was drawn before the terminal was full is read first; then the latest frame.
      program.settle(milliseconds: 20)
      read(milliseconds: 0)
      let mark = marks.count
      try wait { $0.marks.count > mark + 2 }
      let last = marks.count - 1
      return Double(marks[last].update - update) / ((times[last] - start) / .seconds(1))
    }

    private func rest(seconds: Double) throws {
      let start = ContinuousClock.now
      while true {
        let left = seconds - (ContinuousClock.now - start) / .seconds(1)
        guard left > 0 else { return }
        read(milliseconds: Int32((1000 * left).rounded(.up)))
      }
    }

    private func wait(until isDone: (Visit) -> Bool) throws {
      let start = ContinuousClock.now
      while !isDone(self) {
        read(milliseconds: 1)
        guard ContinuousClock.now - start < .seconds(20) else {
          throw Failure("the lab did not answer within 20 s")
        }
      }
    }

    /// Reads, and notes the frames that came.
    private func read(milliseconds: Int32) {
      program.read(milliseconds: milliseconds)
      let now = ContinuousClock.now
      let (begin, end) = (Array("\u{1B}]777;".utf8), UInt8(7))
      var offset = readCount
      while let stop = program.output[offset...].firstIndex(of: end) {
        let piece = program.output[offset..<stop]
        if let start = piece.lastIndex(of: 0x1B), piece[start...].starts(with: begin) {
          let note = String(decoding: piece[(start + begin.count)...], as: UTF8.self)
          if let mark = FrameMark.Record(note[...]) {
            marks.append(mark)
            times.append(now)
          }
        }
        offset = stop + 1
      }
      readCount = offset
    }
  }
}
