import Testing

@testable import Runs

@Suite("Runs without a screen")
struct HeadlessRunTests {
  @Test(
    "The same seed gives the same digits with one thread and two",
    arguments: [
      ["problem=cipher", "cell=gru", "steps=6"], ["problem=french", "cell=lstm"],
      ["problem=dates", "cell=gru", "attention=on", "bidirectional=on", "forcing=0.5"],
      ["problem=messages", "readout=valid", "steps=40"], ["problem=sine", "batch=1", "steps=20"],
    ])
  func digits(settings: [String]) throws {
    var configuration = Configuration()
    for setting in settings { try configuration.apply(setting) }
    let losses = try [1, 2].map { threads in
      let run = try HeadlessRun(
        configuration, library: TextLibrary(assets: ""), dataFile: nil, threads: threads)
      run.train(updates: 6)
      return run.snapshot.losses.points.map(\.y.bitPattern)
    }
    #expect(losses[0] == losses[1] && losses[0].count == 6)
  }

  @Test("A run of pairs that was saved goes on as if it had never stopped")
  func saved() throws {
    var configuration = Configuration()
    for setting in ["problem=cipher", "cell=lstm", "steps=5", "forcing=0.5"] {
      try configuration.apply(setting)
    }
    func fresh() throws -> HeadlessRun {
      try HeadlessRun(configuration, library: TextLibrary(assets: ""), dataFile: nil)
    }
    let whole = try fresh()
    whole.train(updates: 20)
    let first = try fresh()
    first.train(updates: 12)
    let second = try fresh()
    try second.load(first.saved())
    second.train(updates: 8)
    #expect(second.snapshot.loss?.bitPattern == whole.snapshot.loss?.bitPattern)
  }

  @Test("A problem that is made for fewer steps is refused")
  func tooLong() {
    var configuration = Configuration()
    (configuration.problem, configuration.steps) = ("cipher", 500)
    #expect(throws: RunFailure.self) {
      try HeadlessRun(configuration, library: TextLibrary(assets: ""), dataFile: nil)
    }
  }
}
