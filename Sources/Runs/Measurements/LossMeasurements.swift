/// What a run's own updates tell.
extension Measurement {
  public static let loss = Measurement(
    "loss", about: "the mean loss of the last 25 updates",
    told: Telling(
      key: "meanLoss", outlets: [.summary], words: { number, _ in "loss \(text(number))" }),
    value: { Value($0.recentLoss, at: $0.update) })

  static let update = Measurement(
    "update", about: "updates done", value: { Value($0.update, at: $0.update) })

  static let perturbedLoss = Measurement(
    "perturbed-loss", about: "the loss of the last examples after a weight was moved by hand",
    given: { ObservationKind.ruler.isGiven(by: $0) },
    value: { Value($0.probedLoss, at: $0.update) })

  static let theta = Measurement(
    "theta", about: "the number on the noisy slope", needs: .slope,
    told: Telling(outlets: [.lines]),
    value: { snapshot in
      snapshot.slope.flatMap { Value($0.theta, at: $0.update) }
    })
}
