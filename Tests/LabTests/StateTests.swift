import Foundation
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Curves")
struct CurveTests {
  @Test("Short curves keep every point; long ones stay small and keep every extreme")
  func bounded() {
    var curve = Curve()
    for update in 1...100 { curve.append(x: update, y: Float(update)) }
    #expect(curve.points.count == 100)
    var long = Curve()
    for update in 1...1_000_000 { long.append(x: update, y: update == 300_001 ? 99 : 1) }
    #expect(long.points.count <= 2 * 2048 + 2)
    #expect(long.points.map(\.y).max() == 99)
    #expect(long.points.map(\.x).max() == 1_000_000)
    let spike = long.points.first { $0.y == 99 }?.x ?? 0
    #expect(abs(spike - 300_001) < 1_000_000 / 1024)
  }

  @Test("Values that are not finite are left out")
  func finite() {
    var curve = Curve()
    for value in [1, Float.nan, .infinity, 2] { curve.append(x: 1, y: value) }
    #expect(curve.points.map(\.y) == [1, 2])
  }
}

@Suite("A session on its thread")
struct ThreadTests {
  @Test("Effects reach the run, snapshots come back, and the thread ends")
  func session() throws {
    let arrived = DispatchSemaphore(value: 0)
    let session = Session(
      library: TextLibrary(assets: LabHarness.home + "/assets"), threads: 1
    ) { arrived.signal() }
    var configuration = Configuration()
    configuration.updates = 50
    session.send([.start(run: 3, configuration: configuration, dataFile: nil), .train])
    while session.latest().phase != .finished {
      #expect(arrived.wait(timeout: .now() + 20) == .success)
    }
    #expect(session.latest().update == 50)
    let headless = try HeadlessRun(
      configuration, library: TextLibrary(assets: ""), dataFile: nil)
    headless.train(updates: 50)
    #expect(headless.snapshot.loss == session.latest().loss)
    session.end()
  }

  @Test("Nothing asked for is nothing published: a waiting lab may ask for nothing at every frame")
  func quiet() {
    let arrived = DispatchSemaphore(value: 0)
    let session = Session(library: TextLibrary(assets: ""), threads: 1) { arrived.signal() }
    session.send([.start(run: 1, configuration: Configuration(), dataFile: nil)])
    #expect(arrived.wait(timeout: .now() + 20) == .success)
    for _ in 0..<100 { session.send([]) }
    // A message may be answered twice: when it is read, and when its semaphore is signalled.
    var count = 0
    while count < 50, arrived.wait(timeout: .now() + 0.2) == .success { count += 1 }
    #expect(count < 5)
    session.end()
  }

  @Test("A text that cannot be read fails the run in words")
  func failure() {
    let run = TrainingRun(library: TextLibrary(assets: ""))
    var configuration = Configuration()
    configuration.problem = "characters"
    run.perform(.start(run: 1, configuration: configuration, dataFile: "/no/such/text"))
    #expect(run.snapshot.phase == .failed("/no/such/text: no such file"))
    #expect(throws: RunFailure.self) {
      try HeadlessRun(
        configuration, library: TextLibrary(assets: ""), dataFile: "/no/such/text")
    }
  }
}
