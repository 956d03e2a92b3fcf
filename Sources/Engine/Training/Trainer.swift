/// Updates a model: forward, backward, clip, step.
public final class Trainer {
  /// What one update showed.
  public struct Update: Sendable {
    /// Its number, from 1; 0 for a probe.
    public let number: Int
    /// The loss before the update.
    public let loss: Float
    /// The norm of the gradient over all parameters, before clipping.
    public let gradientNorm: Float
    /// The first part that made a number that is not finite; nil where all are.
    public let culprit: String?
  }

  /// The rule; its rate may be changed between two updates.
  public var optimizer: any Optimizer
  /// How the gradient is clipped; nil is not at all. It may be changed between two updates.
  public var clipping: Clipping?
  let tape: Tape
  /// Updates done.
  public internal(set) var count = 0

  /// A trainer of the parameters of `tape`.
  public init(_ tape: Tape, optimizer: any Optimizer, clipping: Clipping?) {
    self.tape = tape
    self.optimizer = optimizer
    self.clipping = clipping
  }

  /// Forward and backward over the inputs as they are filled, without a step.
  public func probe() -> Update { measure(number: 0) }

  /// One update over the inputs as they are filled.
  ///
  /// Where a number of the model's computation is not finite, the parameters stay what they were; where
  /// one of the parameters after the step is not finite, the step was taken. Either way the update
  /// names the first part that made such a number.
  public func update() -> Update {
    count += 1
    let result = measure(number: count)
    guard result.culprit == nil else { return result }
    clipping?.apply(to: tape.parameters, norm: result.gradientNorm)
    guard !optimizer.update(tape.parameters), let broken = tape.parameters.firstNonFinite() else {
      return result
    }
    return Update(
      number: count, loss: result.loss, gradientNorm: result.gradientNorm,
      culprit: "the update of " + broken.name)
  }

  private func measure(number: Int) -> Update {
    tape.forward()
    tape.backward()
    let norm = tape.parameters.gradientNorm()
    // A gradient that is not finite makes the norm so, too.
    let isFinite = norm.isFinite && tape.isFinite
    return Update(
      number: number, loss: tape.loss, gradientNorm: norm,
      culprit: isFinite ? nil : tape.firstNonFinite() ?? "the gradient norm")
  }
}
