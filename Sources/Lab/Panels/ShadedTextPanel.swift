import Charts
import Runs

extension Panel {
  /// A text, each character shaded by the state of one unit after it.
  static let shadedText = Panel(
    name: "shaded-text", title: "a text as one unit sees it",
    meaning: "Held-out text, or what was typed, each character on the shade of one unit's state "
      + "after it: violet below zero, orange above. Up and down choose the unit.",
    equation: "h_t of one unit, between -1 and 1.",
    needs: [.passage],
    chart: { snapshot, view in textOfUnit(snapshot, view) }
  ).with { panel in
    panel.rows = { $0.hidden }
    panel.lacks = {
      ObservationKind.states.isGiven(by: $0) ? nil : "hidden units to look at"
    }
  }
}
