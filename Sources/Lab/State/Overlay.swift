import Runs
import Screen

/// What lies over the screen and takes the keys.
public enum Overlay: Sendable, Equatable {
  /// The table of keys.
  case help(scroll: Int)
  /// A list to choose from by typing.
  case picker(Picker)
  /// Every setting with its value and its range.
  case settings(SettingsTable)
  /// A cursor that tells of each element of the screen what it is: the number of the element.
  case inspector(Int)
  /// A sentence being typed: why a prediction came out as it did.
  case sentence(String)
  /// A name for the settings as they are, being typed.
  case name(String)
  /// Equations of a cell, being typed.
  case cell(CellEditor)
  /// A marker that is being set on an axis, and how far a key moves it.
  case guess(value: Double, step: Double)
  /// A question to the model, being typed.
  case question(String)
  /// A vote: how many hands there are for each choice.
  case vote([Int])
  /// Five runs from five seeds, beside each other.
  case seeds
  /// Three rows of glyphs, of which the person says which look right.
  case glyphCheck
}

/// The table of the settings that have an effect: one under the cursor, and what is being typed
/// into it.
public struct SettingsTable: Sendable, Equatable {
  /// The name of the setting under the cursor; none stands for the first.
  public var selection = ""
  /// What was typed as the row's new value; nil when nothing is being typed.
  public var typed: String?
  /// What was wrong with the last value.
  public var complaint = ""

  /// The index of the row under the cursor among `settings`.
  func row(among settings: [Setting]) -> Int {
    settings.firstIndex { $0.name == selection } ?? 0
  }
}
