import Runs
import Screen

/// What reaches the lab from outside: it all enters by `LabState.handle`.
public enum Input: Sendable {
  /// A key that a person pressed.
  case key(Key)
  /// A press of the mouse, and what is to be done where it was; nil for nothing.
  case pointer(ActionCall?)
  /// An action, from a line that a person typed or from an option.
  case action(ActionCall)
  /// A lesson to open at a page, from 0, with `configuration` in place of the page's own.
  case open(Experiment, page: Int = 0, configuration: Configuration? = nil)
  /// What training measured.
  case measured(Snapshot)
  /// The time, in seconds, for a demonstration that waits, and what training measured by then.
  case clock(Double, Snapshot)
  /// A moment has passed: a pass that runs through a diagram goes one step on.
  case tick
  /// Lessons whose files were saved.
  case lessons([LabState.Entry])
}
