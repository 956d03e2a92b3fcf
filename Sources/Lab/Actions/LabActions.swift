import Screen

extension Action {
  /// What is the same in the contents and in every lesson.
  static let lab: [Action] = [
    Action("search", .lab, "Search lessons and pages.") { state, text in
      var picker = Picker(kind: .search, items: state.searchItems)
      if !text.isEmpty { picker.take(.paste(text)) }
      state.overlay = .picker(picker)
    }.keys("/").taking(.optional("WORDS")).at(both).inFooter("search", 5),
    Action("menu", .lab, "Everything there is to do, by typing.") { state, _ in
      state.overlay = .picker(Picker(kind: .palette, items: state.paletteItems))
    }.keys([Binding(key: .control("p"))], as: "Ctrl-P").at(both).inMenus(
      "Everything there is to do."),
    Action("present", .lab, "Present: one panel, large digits, high contrast; or back.") {
      state, _ in state.present()
    }.keys("P").at(both),
    Action("notation", .lab, "Symbols as in another book: the lab's, W U V, PyTorch's, Keras's.") {
      state, _ in state.nextNotation()
    }.keys("N").at(both),
    Action("theme", .lab, "Next theme: dark, light, contrast, mono.") { state, _ in
      state.nextTheme()
    }.keys("T").at(both),
    Action("glyphs", .lab, "Which glyphs this terminal draws well.") { state, _ in
      state.overlay = .glyphCheck
    }.keys("g").at(both),
    Action("mouse", .lab, "The mouse: off for selecting text, or on.") { state, _ in
      state.toggleMouse()
    }.keys("M").at(both),
    Action("help", .lab, "This table.") { state, _ in state.overlay = .help(scroll: 0) }.keys("?")
      .at(both).inFooter("help", 2).inMenus(
        "How the lab is used, and every word that can be typed here."),
    Action("quit", .lab, "Back to the contents; from there, out.") { state, _ in
      if state.open == nil { state.isOver = true } else { state.leave() }
    }.keys("q").at(both).inFooter("quit", 4),
    Action("back", .lab, "Back: out of a pane, to the contents. It never quits.") { state, _ in
      state.goBack()
    }.keys([Binding(key: .escape)], as: "Esc").at([.lesson]),
  ]

  private static let both: [Scope] = [.contents, .lesson]
}
