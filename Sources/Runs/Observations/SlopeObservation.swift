import Engine

/// Where a number on a noisy slope is, and where it is pushed.
public struct SlopeObservation: Observation, Equatable {
  public var update = 0
  /// The number.
  public var theta: Float = 0
  /// The last slope.
  public var slope: Float = 0
  /// The mean of the slopes drawn, and of what clipping left of them.
  public var mean: Float = 0
  public var clippedMean: Float = 0
  /// How many were drawn.
  public var draws = 0
}

extension SlopeModel: PassObserver {
  func observe(after update: Int) -> (any Observation)? {
    SlopeObservation(
      update: update, theta: theta, slope: drawn.last, mean: drawn.mean,
      clippedMean: drawn.clippedMean, draws: drawn.count)
  }
}

extension ObservationKind {
  /// Where a number on a noisy slope is.
  public static let slope = ObservationKind(
    name: "slope", about: "number on a slope", type: SlopeObservation.self,
    isAlways: { _ in true }, isGiven: { $0.modelKind.name == "slope" },
    source: .pass { $0.model as? SlopeModel })
}

extension Snapshot {
  /// A number on a noisy slope.
  public var slope: SlopeObservation? { observations[SlopeObservation.self] }
}
