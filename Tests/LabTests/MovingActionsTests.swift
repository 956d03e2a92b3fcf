import Foundation
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Panes")
struct MovingActionsTests {
  @Test("Tab goes round the panes, digits go straight to one, z gives it the screen")
  func focus() throws {
    let lab = try LabHarness()
    try lab.open(7)
    for expected in [1, 2, 0] {
      lab.press(.tab)
      #expect(lab.state.open?.focus == expected)
    }
    lab.press(.backTab)
    #expect(lab.state.open?.focus == 2)
    lab.type("3z")
    #expect(!lab.text.contains("Remember one symbol") && lab.text.contains("gradient ruler"))
    lab.type("2")
    #expect(lab.text.contains("ln 4  chance") && !lab.text.contains("gradient ruler"))
    lab.type("7")
    #expect(lab.text.contains("this page has no pane 7"))
    lab.press(.escape)
    #expect(lab.text.contains("Remember one symbol"))
  }

  @Test("At 40x12 there is one pane, at 80x24 the page and one panel, at 160x50 all of them")
  func sizes() throws {
    for (width, height, page, ruler) in [
      (40, 12, true, false), (80, 24, true, false), (160, 50, true, true),
    ] {
      let lab = try LabHarness(size: Size(width: width, height: height))
      try lab.open(7)
      #expect(lab.text.contains("Remember one symbol") == page)
      #expect(lab.text.contains("gradient ruler") == ruler)
      lab.type("3")
      #expect(lab.text.contains("gradient ruler"))
    }
  }

  @Test("A chart's cursor reads out values; zoom, scale and smoothing change it, 0 puts it back")
  func chart() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.advance(100)
    lab.press(.character(" "))
    lab.advance(100)
    let before = lab.text
    lab.type("2")
    lab.press(.left, .left)
    #expect(lab.text.contains("update 98"))
    lab.type("m")
    #expect(lab.text.contains("loss, smoothed 0.9"))
    lab.type("o)))")
    #expect(lab.state.open?.view(of: 0).zoom == 3)
    lab.type("0")
    lab.press(.escape)
    let after = lab.text
    for (row, (old, new)) in zip(before.split(separator: "\n"), after.split(separator: "\n"))
      .enumerated()
    {
      #expect(old == new, "row \(row)")
    }
  }

  @Test("A pass runs through the network, forward and back, and ends")
  func animation() throws {
    var state = LabState(entries: [])
    state.tick()
    let lesson = """
      ---
      title: Try
      part: Memory
      idea: try
      problem: { name: recall, steps: 4 }
      panels: [network, cell]
      keys: [steps]
      ---

      ## Page

      Text.
      """
    let experiment = try Experiment(.parse(lesson, file: "lessons/99-try.md"))
    let lab = LabInStep(state, library: TextLibrary(assets: ""))
    lab.open(experiment)
    lab.press(.character("a"))
    var state2 = lab.state
    var seen: [Float] = []
    while state2.open?.isAnimated == true {
      state2.tick()
      seen.append(state2.open?.view(of: 0).cursor ?? -1)
    }
    #expect(seen == [0, 1, 2, 3, 4, 5, 6, 7])
    let text = LabDrawing.draw(
      state2, lab.snapshot, size: Size(width: 120, height: 40), Capabilities()
    ).text()
    #expect(text.contains("back, t = 1"))
  }

  @Test(
    "P shows one panel, its number in large digits under the sentence, and goes back")
  func present() throws {
    let lab = try LabHarness(size: Size(width: 100, height: 40))
    try lab.open(7)
    lab.type("s")
    let before = lab.text
    lab.type("P")
    #expect(lab.state.theme == .contrast)
    #expect(lab.text.contains("████") && lab.text.contains("Remember one symbol"))
    #expect(!lab.text.contains("gradient ruler"))
    lab.press(.tab, .tab)
    #expect(lab.text.contains("gradient ruler"))
    lab.press(.escape)
    lab.type("1P2")
    lab.press(.escape)
    #expect(lab.text == before && lab.state.theme == .dark)
  }

  @Test("What the mouse presses does what its key does")
  func mouse() throws {
    let lab = try LabHarness()
    try lab.open(7)
    let scene = lab.lab.scene(size: lab.size, Capabilities())
    let rows = scene.grid.lines()
    for (words, action) in [
      ("? help", ActionCall("help")), ("clip c", ActionCall("clip")),
      ("gradient ruler", ActionCall("pane", "3")), ("Remember one", ActionCall("pane", "1")),
    ] {
      let y = try #require(rows.firstIndex { $0.contains(words) })
      let index = try #require(rows[y].range(of: words)).lowerBound
      let x = columns(of: String(rows[y][..<index]))
      #expect(scene.action(atColumn: x, row: y) == action, "\(words)")
    }
    #expect(scene.action(atColumn: 500, row: 500) == nil)
  }
}
