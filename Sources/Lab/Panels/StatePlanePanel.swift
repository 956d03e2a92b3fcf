import Charts
import Runs

extension Panel {
  /// Final states in the plane in which they vary most.
  static let statePlane = Panel(
    name: "pca", title: "hidden states, PCA",
    meaning:
      "The states after the last step, seen in the plane in which they vary most; "
      + "the line is the path of "
      + "one sequence through it.",
    equation:
      "The two eigenvectors of the covariance of h_T, [B, H], with the largest eigenvalues.",
    needs: [.states],
    chart: { snapshot, _ in statePlaneChart(snapshot) })
}
