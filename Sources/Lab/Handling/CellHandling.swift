import Charts
import Runs
import Screen

/// A cell of one's own, written in the lab.
extension LabState {
  /// What settings call a cell that was typed.
  private static let ownName = "own"

  /// Why no cell can be written here; nil where one can.
  var ownCellRefusal: String? {
    guard let configuration = open?.configuration else { return "no lesson is open" }
    return configuration.ownCellComplaint?.description
  }

  /// Opens the editor: with what was typed before, or with the equations of the cell in force.
  mutating func beginCell() {
    guard let lesson = open else { return }
    guard !lesson.isLinear else {
      return tell("write them in one line: equations h' = tanh(W_h x + U_h h + b_h); ...")
    }
    overlay = .cell(CellEditor(text: lesson.cellDraft ?? TextEditor(cellText(lesson))))
  }

  private func cellText(_ lesson: OpenLesson) -> String { lesson.configuration.cellKind.equations }

  /// A key while equations are typed. Whatever closes the editor, what was typed stays.
  mutating func handle(_ editor: CellEditor, _ key: Key) {
    var editor = editor
    switch key {
    case .escape: overlay = nil
    case .control("r"):
      if let complaint = useCell(editor.text.text, cursor: &editor.text) {
        editor.complaint = complaint
        overlay = .cell(editor)
      } else {
        overlay = nil
      }
    default:
      editor.text.take(key)
      editor.complaint = ""
      overlay = .cell(editor)
    }
    open?.cellDraft = editor.text
  }

  /// Takes up a cell that was written in one line.
  mutating func useCell(_ text: String) {
    var editor = TextEditor(text)
    if let complaint = useCell(text, cursor: &editor) { tell(complaint) }
  }

  /// Reads equations, checks their gradients, and starts the run again with them; what is wrong,
  /// where it is not done, with the cursor there.
  private mutating func useCell(_ text: String, cursor: inout TextEditor) -> String? {
    let own: OwnCell
    do {
      own = try OwnCell(Self.ownName, equations: text)
    } catch {
      let position = error.position
      cursor.moveCursor(line: position.line - 1, column: position.column - 1)
      return "line \(position.line), column \(position.column): \(error.message)"
    }
    let check = own.gradientCheck
    let error = SmallNumber.text(Float(check.differences))
    guard check.passes else {
      return check.differences.isFinite && check.layer.isFinite
        ? "the gradient check fails: largest relative error \(error)"
        : "the gradient check fails: not every number is finite"
    }
    do {
      try change(Setting.named("cell"), to: own.definition, called: "cell")
    } catch {
      return error.description
    }
    guard open?.configuration.cellKind == own.kind else { return open?.notice ?? "" }
    tell(
      "cell \(own.name), started again; gradient check: largest relative error \(error)")
    return nil
  }
}
