import Lessons
import Testing

@testable import Lab
@testable import Runs

@Suite("A cell that a lesson defines")
struct LessonResolverTests {
  private func text(_ cells: String, keys: String = "cell tanh mine", lab: String = "") -> String {
    """
    ---
    title: Own
    part: Memory
    idea: own
    problem: { name: recall, steps: 5 }
    model: { cell: mine, hidden: 8 }
    training: { updates: 20, batch: 16 }
    panels: [loss, states]
    keys: [\(keys)]
    ---

    \(cells)

    ## Page

    Text.

    \(lab)
    """
  }

  private let mine = """
    ```cell mine
    z = sigmoid(W_z x + U_z h + b_z)
    h' = (1 - z) * h + z * tanh(W_h x + b_h)
    ```
    """

  private func experiment(_ text: String) throws -> Experiment {
    try Experiment(.parse(text, file: "lessons/99-own.md"))
  }

  @Test("is known on every page, to knobs and to contestants")
  func known() throws {
    let experiment = try experiment(
      text(
        mine + "\n\n```cell plain\nh' = tanh(W_h x + U_h h)\n```", keys: "cell, forget-bias",
        lab: "```lab\ncontestant: cell=plain\ncontestant: cell=lstm\n```"))
    let page = experiment.pages[0]
    #expect(page.configuration.cell == "mine" && page.configuration.cellKind.isOwn)
    #expect(page.contestants == [["cell=plain"], ["cell=lstm"]])
    #expect(experiment.knobs[0].values.suffix(2) == ["mine", "plain"])
    let run = try HeadlessRun(
      page.configuration, library: TextLibrary(assets: ""), dataFile: nil, threads: 1)
    run.train(updates: 3)
    #expect(run.snapshot.update == 3)
  }

  @Test(
    "has its mistakes told with file, line and column",
    arguments: [
      (
        "```cell mine\nz = sigmoid(W_z x)\nh' = z * k\n```",
        "lessons/99-own.md:14:10: k is not defined; allowed: x, h, z, and learned vectors such "
          + "as b_h"
      ),
      (
        "```cell lstm\nh' = W_h x\n```",
        "lessons/99-own.md:12: 'lstm' is a cell of the list; a cell of one's own needs another name"
      ),
      (
        "```cell mine\nh' = W_h x\n```\n\n```cell mine\nh' = W_h x\n```",
        "lessons/99-own.md:16: the cell 'mine' is defined twice in this lesson"
      ),
      ("```cell mine\n\n```", "lessons/99-own.md:13:1: there is no equation; a cell defines h'"),
    ])
  func mistakes(cells: String, message: String) {
    let error = #expect(throws: LessonError.self) { try experiment(text(cells)) }
    #expect(error?.description == message)
  }

  @Test("is not a valid value where no block defines it")
  func undefined() {
    let error = #expect(throws: LessonError.self) { try experiment(text("")) }
    #expect(error?.description.contains("'mine' is not a valid value for cell") == true)
  }
}

@Suite("Names that panels had before")
struct FormerPanelNameTests {
  @Test("are read in lessons, with a hint that tells the line")
  func former() throws {
    #expect(!FormerNames.panels.names.isEmpty)
    for (old, new) in FormerNames.panels.names {
      #expect(Panel.named(old) == nil && Panel.named(new) != nil)
      // No problem has a model that fills all of them.
      let experiments = ["recall", "dates", "sine"].compactMap { problem in
        let text = lessonText("").replacing("name: recall, steps: 5", with: "name: \(problem)")
          .replacing("panels: [loss]", with: "panels: [\(old)]")
          .replacing("keys: [steps]", with: "keys: [rate]")
        return try? Experiment(.parse(text, file: "lessons/99-try.md"))
      }
      #expect(!experiments.isEmpty)
      for experiment in experiments {
        #expect(experiment.pages[0].panels.map(\.name) == [new])
        #expect(experiment.hints == ["lessons/99-try.md:8: '\(old)' is now called '\(new)'"])
      }
    }
  }
}
