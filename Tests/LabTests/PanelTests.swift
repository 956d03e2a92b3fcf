import Lessons
import Problems
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Panels")
struct PanelTests {
  @Test("have names of their own, and words", arguments: Panel.all)
  func words(panel: Panel) {
    #expect(Panel.all.filter { $0.name == panel.name }.count == 1)
    #expect(!panel.title.isEmpty && !panel.meaning.isEmpty && !panel.equation.isEmpty)
    #expect(Panel.named(panel.name) == panel)
    #expect(panel.about(Snapshot()).count >= 4)
  }

  /// A configuration of a kind of model on a problem, small.
  private func configuration(_ model: ModelKind, _ problem: ProblemKind) throws -> Configuration {
    var configuration = Configuration()
    let cell = model.name == "scan" ? "mingru" : "lstm"
    for text in [
      "problem=\(problem.name)", "model=\(model.name)", "cell=\(cell)", "steps=6", "batch=4",
      "hidden=5", "embedding=4",
    ] {
      try configuration.apply(text)
    }
    return configuration
  }

  @Test("draw what their needs let them, on every problem and model", arguments: ModelKind.all)
  func draw(model: ModelKind) throws {
    for problem in ProblemKind.all where model.learns(problem) {
      let configuration = try configuration(model, problem)
      let fitting = Panel.all.filter { $0.missing(in: configuration) == nil }
      let run = try HeadlessRun(
        configuration, library: TextLibrary(assets: LabHarness.home + "/assets"), dataFile: nil,
        watching: Set(fitting.flatMap(\.observations)))
      run.train(updates: 2)
      let snapshot = run.snapshot
      for panel in fitting {
        #expect(panel.needs.allSatisfy { snapshot.observations.has($0.type) }, "\(panel.name)")
        var grid = Grid(width: 80, height: 20)
        panel.chart(snapshot).draw(
          on: &grid, in: Rectangle(x: 0, y: 0, width: 80, height: 20), Capabilities())
        let marks = grid.text().filter { !$0.isWhitespace }
        #expect(marks.count > 10, "\(panel.name) on \(problem.name) with \(model.name)")
        #expect(!panel.chart(snapshot).sentence.isEmpty)
      }
    }
  }

  @Test("that a run cannot fill are refused with the line and with those that fit")
  func refused() throws {
    let error = #expect(throws: LessonError.self) {
      try experiment("```lab\npanels: loss, confusion\n```")
    }
    let words = error?.description ?? ""
    #expect(words.contains("the panel 'confusion' cannot be filled"), "\(words)")
    #expect(words.contains("has no classified held-out texts"), "\(words)")
    #expect(words.contains("loss, logloss, ruler") && !words.contains("wave"), "\(words)")
  }
}

@Suite("Contestants of a page")
struct PageContestantTests {
  private let text = "```lab\ncontestant: model=bag, embedding=8\ncontestant: cell=gru\n```"

  @Test("are trained beside the run and named in its chart")
  func areTrained() throws {
    let lab = LabInStep(LabState(entries: []), library: TextLibrary(assets: ""))
    lab.open(try experiment(text))
    lab.perform(ActionCall("step"))
    lab.perform(ActionCall("step"))
    let snapshot = lab.snapshot
    #expect(snapshot.contestants.map(\.update) == [2, 2])
    let sentence = lossChart(snapshot).sentence
    for words in snapshot.contestants.map(\.words) + [snapshot.words] {
      #expect(!words.isEmpty && sentence.contains(words), "\(sentence)")
    }
  }

  @Test(
    "are refused with their line where they cannot be",
    arguments: [
      ("contestant: model=encoder-decoder", "encoder-decoder"),
      ("contestant: modell=bag", "no setting called 'modell'"),
      ("contestant: model=bag, cell=gru", "cell"), ("contestant: forcing=0", "forcing"),
    ])
  func mistakes(line: String, message: String) {
    let error = #expect(throws: LessonError.self) { try experiment("```lab\n\(line)\n```") }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }
}
