import Runs
import Screen

/// The screen of the lab: a pure function of the state, what was measured, the size and the
/// terminal's abilities.
public enum LabDrawing {
  /// The smallest window that the layout fits, with one pane at a time.
  public static let smallest = Size(width: 40, height: 12)

  /// Draws the whole screen.
  public static func draw(
    _ state: LabState, _ snapshot: Snapshot, size: Size, _ capabilities: Capabilities
  ) -> Grid {
    scene(state, snapshot, size: size, capabilities).grid
  }

  /// Draws the whole screen, and tells what its parts are.
  public static func scene(
    _ state: LabState, _ snapshot: Snapshot, size: Size, _ capabilities: Capabilities
  ) -> Scene {
    var capabilities = capabilities
    if let chosen = state.glyphs { capabilities.glyphs = chosen.within(capabilities.glyphs) }
    capabilities.colors = state.theme.depth(capabilities.colors)
    var scene = Scene(size: size)
    if size.width < smallest.width || size.height < smallest.height {
      drawTooSmall(on: &scene.grid, size: size)
    } else {
      draw(state, snapshot, on: &scene, capabilities)
    }
    // The glyph check shows what a terminal may lack, on purpose.
    if capabilities.glyphs == .ascii, state.overlay != .glyphCheck {
      scene.grid = scene.grid.asciiOnly()
    }
    return scene
  }

  private static func draw(
    _ state: LabState, _ snapshot: Snapshot, on scene: inout Scene, _ capabilities: Capabilities
  ) {
    let whole = scene.grid.bounds
    switch state.overlay {
    case .help(let scroll):
      let view = HelpView(state: state, scroll: scroll)
      scene.scroll = view.draw(on: &scene.grid, in: whole)
      return
    case .glyphCheck:
      GlyphCheckView().draw(on: &scene.grid, in: whole)
      return
    default: break
    }
    if let lesson = state.open {
      let current = snapshot.run == state.run ? snapshot : Snapshot()
      var view = LessonView(
        lesson: lesson, snapshot: current, capabilities: capabilities,
        actions: state.availableActions)
      if case .guess(let value, _) = state.overlay { view.marker = value }
      view.caption = state.demo?.caption
      view.draw(on: &scene, in: whole)
      if case .vote(let hands) = state.overlay {
        let prediction = lesson.pagePrediction
        VoteView(
          hands: hands, question: prediction?.question ?? "",
          choices: prediction?.choices.map(\.text) ?? []
        )
        .draw(on: &scene.grid, in: whole, capabilities)
      }
      if state.overlay == .seeds {
        SeedsView(snapshot: current, capabilities: capabilities).draw(on: &scene.grid, in: whole)
      }
      if case .settings(let table) = state.overlay {
        SettingsView(table: table, configuration: lesson.configuration)
          .draw(on: &scene.grid, in: whole)
      }
    } else {
      ContentsView(state: state).draw(on: &scene, in: whole)
    }
    drawEditor(state.overlay, on: &scene.grid)
    if case .picker(let picker) = state.overlay {
      PickerView(picker: picker).draw(on: &scene.grid, in: whole)
    }
    if case .inspector(let index) = state.overlay {
      InspectorView(index: index).draw(on: &scene)
    }
  }

  /// The box in which something is typed, where one is open.
  private static func drawEditor(_ overlay: Overlay?, on grid: inout Grid) {
    if case .sentence(let text) = overlay {
      SentenceView(title: "why did this happen?", note: "enter keeps it", text: text)
        .draw(on: &grid, in: grid.bounds)
    }
    if case .name(let text) = overlay {
      SentenceView(title: "keep these settings under which name?", note: "enter keeps", text: text)
        .draw(on: &grid, in: grid.bounds)
    }
    if case .cell(let editor) = overlay {
      CellEditorView(editor: editor).draw(on: &grid, in: grid.bounds)
    }
    if case .question(let text) = overlay {
      SentenceView(title: "what should the model read?", note: "enter asks", text: text)
        .draw(on: &grid, in: grid.bounds)
    }
  }

  private static func drawTooSmall(on grid: inout Grid, size: Size) {
    let lines = [
      "The window is too small.",
      "It needs \(smallest.width)x\(smallest.height), and has \(size.width)x\(size.height).",
      "q quits.",
    ]
    let top = max(0, (size.height - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      let left = max(0, (size.width - line.count) / 2)
      grid.put(line, x: left, y: top + row, style: row == 0 ? .accent : .plain)
    }
  }
}

extension GlyphTier {
  /// This tier, or the other where the terminal has no more.
  func within(_ other: GlyphTier) -> GlyphTier {
    // A terminal that can show blocks can show braille, if its font has it: the person saw it.
    other == .ascii ? .ascii : self
  }
}
