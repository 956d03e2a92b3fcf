import Foundation
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Forks")
struct ForkTests {
  private func trained(_ updates: Int) throws -> LabInStep {
    let lab = LabInStep(LabState(entries: []), library: TextLibrary(assets: ""))
    lab.open(try experiment(""))
    lab.press(.character(" "))
    lab.advance(updates)
    return lab
  }

  @Test("A fork that changes nothing has the digits of the run that it left, update for update")
  func same() throws {
    let lab = try trained(120)
    let losses = lab.snapshot.losses.points
    for _ in 0..<60 { for key in [Key.character("2"), .left] { lab.press(key) } }
    let cursor = try #require(lab.state.open?.view(of: 0).cursor)
    #expect(cursor > 0 && cursor < 120)
    lab.press(.character("b"))
    #expect(lab.snapshot.update == Int(cursor) && lab.state.open?.isForked == true)
    #expect(lab.snapshot.losses.points == losses.filter { $0.x <= cursor })
    lab.press(.character(" "))
    lab.advance(120 - Int(cursor))
    #expect(lab.snapshot.losses.points == losses)
    #expect(lab.snapshot.fork?.losses.points == losses, "the run that was left waits")
  }

  @Test("Both runs go on over the same batches, with one thing between them")
  func both() throws {
    let lab = try trained(100)
    lab.press(.character("b"))
    var faster = lab.state.open?.configuration ?? Configuration()
    faster.rate = 0.2
    // The rate has no key of its own; the table of settings turns it.
    lab.press(.character("e"))
    let row = try #require(faster.settings.firstIndex { $0.name == "rate" })
    for _ in 0..<row { lab.press(.down) }
    for key in [Key.character("0"), .character("."), .character("2"), .enter, .escape] {
      lab.press(key)
    }
    #expect(lab.snapshot.configuration == faster)
    lab.press(.character(" "))
    lab.advance(80)
    let fork = try #require(lab.snapshot.fork)
    #expect(fork.update == 100 && fork.was == "rate auto" && fork.now == "rate 0.2")
    #expect(lab.snapshot.update == 140 && fork.losses.points.last?.x == 140)
    #expect(lab.snapshot.losses.points.last?.y != fork.losses.points.last?.y)
    // The run that was left is what it would have been.
    let alone = try trained(140)
    #expect(alone.snapshot.losses.points == fork.losses.points)
    let text = lab.scene(size: Size(width: 120, height: 40), Capabilities()).grid.text()
    #expect(text.contains("rate auto") && text.contains("rate 0.2") && text.contains("fork"))
    lab.press(.character("u"))
    #expect(lab.snapshot.fork != nil, "the knob is taken back first, then the fork")
    lab.press(.character("u"))
    #expect(lab.snapshot.fork == nil && lab.snapshot.losses.points == alone.snapshot.losses.points)
    #expect(lab.state.open?.configuration.rate == nil)
  }

  @Test("The run that was left pauses where it would have paused, however far the fork has gone")
  func limit() throws {
    let lab = try trained(250)
    lab.press(.character("b"))
    for updates in [300, 600] {
      lab.press(.character(" "))
      lab.advance(2000)
      #expect(lab.snapshot.update == updates && lab.snapshot.phase == .finished)
    }
    lab.press(.character(" "))
    lab.advance(40)
    lab.press(.character("u"))
    #expect(lab.snapshot.fork == nil && lab.snapshot.update > 600)
    lab.press(.character(" "))
    lab.advance(2000)
    #expect(lab.snapshot.update == 900 && lab.snapshot.phase == .finished)
  }

  @Test("A fork differs in one thing only, and not in what only a start decides")
  func rules() throws {
    let lab = try trained(0)
    lab.press(.character("b"))
    #expect(lab.state.open?.notice.contains("nothing to fork yet") == true)
    lab.advance(60)
    lab.press(.character("b"))
    lab.press(.character("b"))
    #expect(lab.state.open?.notice.contains("is a fork already") == true)
    lab.press(.character("+"))
    #expect(lab.state.open?.notice.contains("decided at the start") == true)
    #expect(lab.state.open?.configuration.steps == 5)
    lab.press(.character("r"))
    #expect(lab.state.open?.isForked == false && lab.snapshot.fork == nil)
    lab.press(.character("u"))
    #expect(lab.state.open?.notice.contains("nothing to undo") == true)
  }

  @Test("Checkpoints keep the first moment and stay within their budget at any length")
  func budget() throws {
    let run = TrainingRun(library: TextLibrary(assets: ""))
    run.perform(
      .start(run: 1, configuration: try experiment("").pages[0].configuration, dataFile: nil))
    let state = try #require(run.saved())
    var checkpoints = Checkpoints()
    var kept = 0
    for update in 0...2_000_000 where checkpoints.isDue(at: update) {
      checkpoints.add(
        Checkpoints.Point(update: update, state: state, losses: Curve(), gradientNorms: Curve()))
      kept = max(kept, checkpoints.points.count)
    }
    #expect(kept * (4 * 2000 + 1 << 17) <= Checkpoints.budget * 2 && kept > 100)
    #expect(checkpoints.points.first?.update == 0)
    let gaps = zip(checkpoints.points, checkpoints.points.dropFirst()).map { $1.update - $0.update }
    #expect(Set(gaps).count == 1, "the moments lie equally far apart")
    #expect(checkpoints.last(upTo: 49)?.update == 0)
  }

  @Test("Teacher forcing is switched in a fork, and both runs go on over the same pairs")
  func fork() throws {
    let lab = try LabHarness()
    try lab.open(17, page: 1)
    lab.press(.character(" "))
    while lab.snapshot.update < 60 { lab.advance(1) }
    lab.type("bF")
    lab.press(.character(" "))
    while lab.snapshot.update < 90 { lab.advance(1) }
    let fork = try #require(lab.snapshot.fork)
    #expect(fork.was == "forcing 1" && fork.now == "forcing 0.5")
    #expect(fork.losses.points.last?.y != lab.snapshot.losses.points.last?.y)
    var configuration = Configuration()
    for setting in [
      "problem=cipher", "steps=6", "cell=gru", "hidden=48", "embedding=16", "rate=0.005",
    ] {
      try configuration.apply(setting)
    }
    let alone = try HeadlessRun(
      configuration, library: TextLibrary(assets: ""), dataFile: nil)
    alone.train(updates: Int(fork.losses.points.last?.x ?? 0))
    #expect(
      alone.snapshot.losses.points == fork.losses.points, "the run that was left is what it was")
    #expect(lab.snapshot.translation?.exactMatches.points.last.map { $0.x >= 75 } == true)
  }
}
