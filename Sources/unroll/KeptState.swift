import Lab

/// What of the lab's state goes into files of the person's, on the screen and line by line alike.
enum KeptState {
  /// Writes what `effect` asks for; why that could not be done, in words.
  static func write(_ effect: Effect, of state: LabState) -> String? {
    switch effect {
    case .keepProgress: return ProgressFile.keep(state.progress).map { "not kept: \($0)" }
    case .keepSettings(let name):
      return KeptFile.write(state.kept[name] ?? [], name: name).map { "not kept: \($0)" }
    case .remember:
      var preferences = Preferences.read()
      preferences.theme = state.readingTheme.name
      preferences.notation = state.notation.rawValue
      if let glyphs = state.glyphs { preferences.glyphs = glyphs.rawValue }
      return preferences.write().map { "not remembered: \($0)" }
    case .training, .save, .copy, .tell: return nil
    }
  }
}
