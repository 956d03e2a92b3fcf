import Charts
import Runs

extension Panel {
  /// The encoder's last states in the plane in which they vary most.
  static let sentencePlane = Panel(
    name: "sentences", title: "sentence vectors, PCA",
    meaning:
      "Where the encoder ends after each source, in the plane in which these ends vary most.",
    equation:
      "The two eigenvectors of the covariance of the encoder's h_T with the largest eigenvalues.",
    needs: [.translation],
    chart: { snapshot, _ in sentencePlaneChart(snapshot) })
}
