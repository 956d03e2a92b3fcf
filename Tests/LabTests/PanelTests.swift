import Engine
import Foundation
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

  /// Small settings for the names and values in `texts`.
  private func configuration(_ texts: [String], cell: OwnCell? = nil) throws -> Configuration {
    var configuration = Configuration()
    if let cell { configuration.define(cell) }
    for text in texts + ["steps=6", "batch=4", "hidden=5", "embedding=4"] {
      try configuration.apply(text)
    }
    return configuration
  }

  /// Draws every panel that says that it can be filled by a run with these settings, after two
  /// updates, and looks whether it is.
  private func drawPanels(_ configuration: Configuration, _ name: String) throws {
    let fitting = Panel.all.filter { $0.missing(in: configuration) == nil }
    let run = try HeadlessRun(
      configuration, library: TextLibrary(assets: LabHarness.home + "/assets"), dataFile: nil,
      watching: Watch(Set(fitting.flatMap(\.observations))))
    run.train(updates: 2)
    let snapshot = run.snapshot
    for panel in fitting {
      let name = "\(panel.name) of \(name)"
      #expect(panel.needs.allSatisfy { snapshot.observations.has($0.type) }, "\(name)")
      var view = PanelView()
      // Where a pass goes through it, in the middle of that.
      view.cursor = panel.lastCursor(configuration).map { ($0 / 2).rounded() }
      view.row = panel.rows(configuration) - 1
      let chart = panel.chart(snapshot, view)
      #expect(!chart.table.rows.isEmpty && !chart.sentence.isEmpty, "\(name)")
      // What a panel gets on a screen of 80x24, and of 120x40.
      for size in [(80, 14), (64, 34)] {
        var grid = Grid(width: size.0, height: size.1)
        chart.draw(
          on: &grid, in: Rectangle(x: 0, y: 0, width: size.0, height: size.1), Capabilities())
        let text = grid.text()
        #expect(text.filter { !$0.isWhitespace }.count > 10, "\(name)")
        for placeholder in ["more room", "nothing measured", "no pass has been"] {
          #expect(!text.contains(placeholder), "\(name) at \(size)")
        }
      }
    }
  }

  @Test("draw what their needs let them, on every problem and model", arguments: ModelKind.all)
  func draw(model: ModelKind) throws {
    for problem in ProblemKind.all where model.learns(problem) {
      let cell = model.name == "scan" ? "mingru" : "lstm"
      try drawPanels(
        configuration(["problem=\(problem.name)", "model=\(model.name)", "cell=\(cell)"]),
        "\(model.name) on \(problem.name)")
    }
  }

  @Test("draw every cell of the list", arguments: Cells.all.map(\.name))
  func cells(cell: String) throws {
    for problem in ["hello", "recall", "sine", "messages"] {
      try drawPanels(
        configuration(["problem=\(problem)", "cell=\(cell)"]), "\(cell) on \(problem)")
    }
  }

  @Test(
    "draw cells that a person defines",
    arguments: [
      "h' = tanh(W_h x + U_h h + b_h)",
      "f = sigmoid(W_f x + U_f h + b_f); c' = f * c + (1 - f) * tanh(W_c x + U_c h); h' = tanh(c')",
      "z = sigmoid(W_z x); h' = (1 - z) * h + z * exp(-(W_h x))",
    ])
  func ownCells(equations: String) throws {
    let cell = try OwnCell(
      "mine", equations: equations.replacingOccurrences(of: "; ", with: "\n"))
    try drawPanels(configuration(["problem=recall", "cell=mine"], cell: cell), equations)
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
