import Engine
import Foundation

/// The gradient along the sequence at the last backward pass.
public struct RulerObservation: Observation, Equatable {
  public var update = 0
  /// The state that it is measured at: h, or the c that a forget gate multiplies.
  public var state: String
  /// |dL/dh_t|, or |dL/dc_t|, for t = 1...T, over the batch and the units.
  public var measured: [Float]
  /// What a linear recurrence would carry back from t = T, for t = 1...T.
  public var predicted: [Float]
  /// The factor per step in words: `1.10^k`, `product of f`.
  public var predictedName: String
  /// The mean of the gate that keeps, where there is one.
  public var gateMean: Float?
  /// The recurrent matrix's largest absolute eigenvalue, where the cell has one such matrix.
  public var spectralRadius: Float?

  /// What a linear recurrence would leave of it from the last step to the first.
  public var predictedRatio: Float? {
    guard let first = predicted.first, let last = predicted.last, last > 0 else { return nil }
    return first / last
  }

  /// |dL/dh_1| / |dL/dh_T|.
  public var ratio: Float? {
    guard let first = measured.first, let last = measured.last, last > 0 else { return nil }
    return first / last
  }
}

extension ObservationKind {
  /// The gradient along the sequence.
  public static let ruler = ObservationKind(
    name: "ruler", about: "gradient along a recurrent sequence", type: RulerObservation.self,
    isAlways: { $0.reads == nil && !$0.problemKind.isText },
    isGiven: { $0.modelKind.name == ModelKind.recurrent.name },
    source: .pass { ($0.model as? NetworkModel).map(RulerObserver.init) })
}

extension Snapshot {
  /// |dL/dh_t| and what a linear recurrence predicts.
  public var ruler: RulerObservation? { observations[RulerObservation.self] }
}

/// Reads the gradient along the sequence off a recurrent model.
private final class RulerObserver: PassObserver {
  private let model: NetworkModel

  init(_ model: NetworkModel) { self.model = model }

  func observe(after update: Int) -> (any Observation)? {
    var observation = RulerObservation(model.shown)
    observation?.update = update
    return observation
  }
}

extension RulerObservation {
  /// The largest matrix whose eigenvalues are computed for every snapshot.
  private static let largestMatrix = 64

  /// Reads the last backward pass of `network`.
  ///
  /// The prediction starts from the measured gradient at the last step. For a cell with one
  /// recurrent matrix W it falls by W's spectral radius per step, which is exact when W is a
  /// multiple of an orthogonal matrix and nothing squashes the state. For a cell with a forget gate
  /// it falls by the mean forget gate of each step; the ruler then measures at the state that this
  /// gate multiplies, which is c in an LSTM.
  init?(_ network: SequenceNetwork) {
    guard let recurrence = network.recurrence else { return nil }
    let (cell, hidden) = (recurrence.kind, recurrence.output.columns)
    let index = cell.forgetGate == nil ? 0 : cell.states.count - 1
    state = cell.states[index]
    measured = recurrence.gradientNorms(index)
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
    } else if hidden <= Self.largestMatrix, let recurrent = network.recurrentWeights?.recurrent {
      let matrix = network.tape.parameters.values(of: recurrent)
      let radius = Engine.spectralRadius(of: matrix, size: hidden)
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
