import Screen

/// How the whole lab looks: for presenting, in which colours, with which symbols.
extension LabState {
  /// Presents, or goes back to one reader, whose colours and zoom are as they were.
  mutating func present() {
    isPresenting.toggle()
    open?.isPresented = isPresenting
    tell(isPresenting ? "presenting; \(way(to: "present")) goes back" : "for one reader")
  }

  /// The next theme: that of presenting while presenting, and else that of reading, which is
  /// remembered.
  mutating func nextTheme() {
    let index = Theme.all.firstIndex(of: theme) ?? 0
    theme = Theme.all[(index + 1) % Theme.all.count]
    if !isPresenting { emit(.remember) }
    tell("theme \(theme.name)")
  }

  /// The symbols of the next book.
  mutating func nextNotation() {
    notation = notation.next
    open?.notation = notation
    emit(.remember)
    tell("symbols: \(notation.about)")
  }

  /// Listens to the mouse, or leaves it to the terminal.
  mutating func toggleMouse() {
    usesMouse.toggle()
    tell(usesMouse ? "the mouse is on; Shift and dragging select text" : "the mouse is off")
  }
}
