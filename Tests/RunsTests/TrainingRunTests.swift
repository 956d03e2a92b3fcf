import Testing

@testable import Runs

@Suite("A run that trains by itself")
struct TrainingRunTests {
  /// A run of ten updates that has done five.
  private func halfway() throws -> (TrainingRun, Configuration) {
    var configuration = Configuration()
    for text in ["problem=hello", "steps=4", "batch=1", "hidden=3", "updates=10"] {
      try configuration.apply(text)
    }
    let run = TrainingRun(library: TextLibrary(assets: ""), threads: 1)
    run.perform(.start(run: 1, configuration: configuration, dataFile: nil))
    run.perform(.train)
    while run.snapshot.update < 5 { run.work() }
    return (run, configuration)
  }

  private func finish(_ run: TrainingRun) -> Int {
    while run.snapshot.isTraining { run.work() }
    return run.snapshot.update
  }

  @Test("stops where the updates that are set while it trains say", arguments: [7, 10, 30])
  func updates(count: Int) throws {
    var (run, configuration) = try halfway()
    try configuration.apply("updates=\(count)")
    run.perform(.adjust(configuration))
    #expect(finish(run) == count)
  }

  @Test("stops at once where it has come farther, and goes on for as many when told to")
  func fewer() throws {
    var (run, configuration) = try halfway()
    try configuration.apply("updates=3")
    run.perform(.adjust(configuration))
    #expect(run.snapshot.phase == .finished && run.snapshot.update == 5)
    run.perform(.train)
    #expect(finish(run) == 6)
  }
}
