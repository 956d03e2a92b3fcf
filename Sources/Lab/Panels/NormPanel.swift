import Charts
import Runs

extension Panel {
  /// The gradient's norm against updates, on a log scale, with the norm that it is clipped to.
  static let norm = Panel(
    name: "norm", title: "gradient norm",
    meaning: "The length of the whole gradient before it is clipped; the baseline is the clip.",
    equation: "|g| = sqrt(sum of the squares of all gradients); "
      + "clipping multiplies g by min(1, clip / |g|).",
    needs: [],
    chart: { snapshot, view in normChart(snapshot, view) }
  ).with { panel in
    panel.headline = { snapshot in
      snapshot.gradientNorm.map { (SmallNumber.text($0), "gradient norm") }
    }
    panel.lacks = {
      $0.modelKind.learnsByDescent ? nil : "gradient: the model \($0.modelKind.name) has none"
    }
  }
}
