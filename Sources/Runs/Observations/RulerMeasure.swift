import Engine
import Foundation

extension RulerReading {
  /// The largest matrix whose eigenvalues are computed for every snapshot.
  private static let largestMatrix = 64

  /// Reads the last backward pass of `model`.
  ///
  /// The prediction starts from the measured gradient at the last step. For a cell with one
  /// recurrent matrix W it falls by W's spectral radius per step, which is exact when W is a
  /// multiple of an orthogonal matrix and nothing squashes the state. For a cell with a forget gate it
  /// falls by the mean forget gate of each step; the ruler then measures at the state that this gate
  /// multiplies, which is c in an LSTM.
  init?(_ model: SequenceModel) {
    let recurrence = model.recurrence
    let cell = model.shape.cell
    let place = cell.forgetGate == nil ? 0 : cell.states.count - 1
    state = cell.states[place]
    measured = recurrence.gradientNorms(place)
    guard let last = measured.last else { return nil }
    predicted = measured
    var factor = last
    if let gate = cell.forgetGate {
      let means = recurrence.gateMeans(gate)
      for step in measured.indices.reversed() {
        predicted[step] = factor
        factor *= cell.forgetsByWriting ? 1 - means[step] : means[step]
      }
      let name = cell.gates[gate]
      let mean = means.reduce(0, +) / Float(max(1, means.count))
      gateMean = cell.forgetsByWriting ? 1 - mean : mean
      predictedName = "product of \(cell.forgetsByWriting ? "1-\(name)" : name)"
      spectralRadius = nil
    } else if model.shape.hidden <= Self.largestMatrix, let recurrent = model.weights.recurrent {
      let matrix = model.tape.parameters.values(of: recurrent)
      let radius = Engine.spectralRadius(of: matrix, size: model.shape.hidden)
      for step in measured.indices.reversed() {
        predicted[step] = factor
        factor *= radius
      }
      spectralRadius = radius
      predictedName = String(format: "linear, %.2f^k", Double(radius))
    } else {
      predicted = []
      predictedName = ""
      spectralRadius = nil
    }
  }
}
