import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("The editor of a cell of one's own")
struct CellEditorTests {
  private static let equations = """
    f = sigmoid(W_f x + U_f h + b_f)
    h' = f * h + (1 - f) * tanh(W_h x + b_h)
    """

  private func editor(_ lab: LabHarness) -> CellEditor? {
    if case .cell(let editor) = lab.state.overlay { editor } else { nil }
  }

  /// A lab in a lesson with the editor open and empty.
  private func opened() throws -> LabHarness {
    let lab = try LabHarness()
    try lab.open(7)
    lab.type("'")
    let count = try #require(editor(lab)).text.text.count
    for _ in 0..<count { lab.press(.backspace) }
    return lab
  }

  @Test("begins from the cell in force, and says how it is confirmed and left")
  func opens() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.type("'")
    #expect(try #require(editor(lab)).text.text == lab.state.open?.configuration.cellKind.equations)
    #expect(lab.text.contains("a cell of your own") && lab.text.contains("Ctrl-R"))
    #expect(lab.text.contains("h' = tanh(W_x x"))
  }

  @Test("trains what was typed, after a check of its gradient")
  func trains() throws {
    let lab = try opened()
    lab.press(.paste(Self.equations), .control("r"))
    #expect(lab.state.overlay == nil)
    let lesson = try #require(lab.state.open)
    #expect(lesson.configuration.cell == "own")
    #expect(lesson.configuration.cellKind.gates == ["f"])
    #expect(lesson.notice.contains("gradient check: largest relative error"), "\(lesson.notice)")
    lab.type("s")
    #expect(lab.snapshot.update == 1 && lab.snapshot.configuration.cell == "own")
    // The cell before comes back, and the editor still has what was typed.
    lab.type("u")
    #expect(lab.state.open?.configuration.cell == "tanh")
    lab.type("'")
    #expect(editor(lab)?.text.text == Self.equations)
  }

  @Test("tells a mistake with line and column, puts the cursor there and loses nothing")
  func mistake() throws {
    let lab = try opened()
    let text = "z = sigmoid(W_z x)\nh' = z * q"
    lab.press(.paste(text), .control("r"))
    let refused = try #require(editor(lab))
    #expect(refused.complaint.hasPrefix("line 2, column 10: q is not defined"))
    #expect(refused.text.line == 1 && refused.text.column == 9 && refused.text.text == text)
    #expect(lab.text.contains("q is not defined"))
    #expect(lab.state.open?.configuration.cell == "tanh")
    // What is wrong is mended where the cursor is.
    lab.press(.delete, .character("h"), .control("r"))
    #expect(lab.state.open?.configuration.cell == "own")
  }

  @Test("keeps what was typed when it is left")
  func leaves() throws {
    let lab = try opened()
    lab.press(.paste("h' = "), .enter, .character("W"), .escape)
    #expect(lab.state.overlay == nil && lab.state.open?.configuration.cell == "tanh")
    lab.type("'")
    #expect(editor(lab)?.text.text == "h' = \nW")
  }

  @Test("refuses a cell whose gradient is not a number")
  func notFinite() throws {
    let lab = try opened()
    lab.press(.paste("h' = W_h x / h"), .control("r"))
    #expect(editor(lab)?.complaint == "the gradient check fails: not every number is finite")
  }

  @Test("is refused by name where the model takes no such cell")
  func refused() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.lab.perform(ActionCall("set", "model=bag"))
    lab.type("'")
    #expect(lab.state.overlay == nil)
    #expect(
      lab.state.open?.notice.hasPrefix("the model bag takes no cell of one's own; these do:")
        == true, "\(lab.state.open?.notice ?? "")")
  }

  @Test("draws on every size of screen, however long the equations are")
  func sizes() throws {
    for size in [Size(width: 80, height: 24), Size(width: 40, height: 12)] {
      let lab = try LabHarness(size: size)
      try lab.open(7)
      lab.type("'")
      let line = String(repeating: "a + ", count: 40)
      lab.press(.paste(String(repeating: line + "\n", count: 40)), .control("r"))
      for _ in 0..<50 { lab.press(.up) }
      #expect(lab.frame().count == size.height)
    }
  }
}
