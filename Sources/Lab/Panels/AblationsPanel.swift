import Charts
import Runs

extension Panel {
  /// What is lost without each part of the model.
  static let ablations = Panel(
    name: "ablations", title: "ablations",
    meaning: "The loss on one batch with a part taken out: a gate or a unit clamped.",
    equation: "h_u = 0 for a unit; f = 0 or 1 for a gate.",
    needs: [.ablation],
    chart: { snapshot, _ in AblationBars(observation: snapshot.ablation) }
  ).with { panel in
    panel.headline = { snapshot in
      snapshot.ablation?.whole.map { (SmallNumber.text($0), "loss, whole") }
    }
  }
}
