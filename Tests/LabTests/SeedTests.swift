import Foundation
import Lessons
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Seeds and saves")
struct SeedTests {
  @Test("n runs five seeds in the background, each as it runs alone, and says how they ended")
  func seeds() throws {
    let lab = LabInStep(LabState(entries: []), library: TextLibrary(assets: ""))
    lab.open(try experiment(""))
    lab.press(.character("n"))
    #expect(lab.hasWork)
    while lab.hasWork { lab.advance() }
    let seeds = lab.snapshot.seeds
    #expect(seeds.map(\.seed) == [1, 2, 3, 4, 5] && seeds.allSatisfy { $0.isOver })
    #expect(lab.snapshot.update == 0, "the run itself waits")
    for seed in seeds {
      var configuration = try experiment("").pages[0].configuration
      configuration.seed = seed.seed
      let alone = try HeadlessRun(
        configuration, library: TextLibrary(assets: ""), dataFile: nil)
      alone.train(updates: 300)
      #expect(alone.snapshot.recentLoss == seed.recentLoss)
    }
    let text = lab.scene(size: Size(width: 100, height: 30), Capabilities()).grid.text()
    #expect(text.contains("seed 5") && text.contains(" of 5"))
    #expect(text.contains("update    loss"), "the columns have names")
    lab.press(.character("r"))
    #expect(lab.state.overlay == nil)
    lab.press(.character("r"))
    #expect(lab.snapshot.seeds.isEmpty)
  }

  @Test(
    "A lesson that is saved is read again on its page; a mistake in it is told and changes nothing")
  func reload() throws {
    let first = try experiment("")
    var state = LabState(entries: [.lesson(first)])
    _ = state.handle(.open(first))
    let run = state.run
    #expect(state.handle(.lessons([.lesson(first)])).isEmpty)
    let prose = try experiment("More words.")
    #expect(state.handle(.lessons([.lesson(prose)])) == [.training(.watch(Watch()))])
    #expect(state.run == run && state.open?.notice == "read again")
    let other = try Experiment(
      .parse(
        lessonText("").replacingOccurrences(of: "hidden: 8", with: "hidden: 9"),
        file: "lessons/99-try.md"))
    #expect(state.handle(.lessons([.lesson(other)])).count == 2)
    #expect(state.run == run + 1 && state.open?.configuration.hidden == 9)
    let broken = LabState.Entry.broken(file: "lessons/99-try.md", reason: "line 3: no")
    #expect(state.handle(.lessons([broken])).isEmpty)
    #expect(state.open?.notice == "line 3: no" && state.open?.configuration.hidden == 9)
  }
}
