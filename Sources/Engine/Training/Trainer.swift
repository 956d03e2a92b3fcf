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
  private let tape: Tape
  private var count = 0

  /// A trainer of the parameters of `tape`.
  public init(_ tape: Tape, optimizer: any Optimizer, clipping: Clipping?) {
    self.tape = tape
    self.optimizer = optimizer
    self.clipping = clipping
  }

  /// Forward and backward over the inputs as they are filled, without a step.
  public func probe() -> Update { measure(number: 0) }

  /// One update over the inputs as they are filled. Where a number is not finite the parameters
  /// stay what they were, and the culprit is named.
  public func update() -> Update {
    count += 1
    let result = measure(number: count)
    guard result.culprit == nil else { return result }
    clipping?.apply(to: tape.parameters, norm: result.gradientNorm)
    optimizer.update(tape.parameters)
    return result
  }

  private func measure(number: Int) -> Update {
    tape.forward()
    tape.backward()
    let norm = tape.parameters.gradientNorm()
    let isFinite = tape.loss.isFinite && norm.isFinite
    return Update(
      number: number, loss: tape.loss, gradientNorm: norm,
      culprit: isFinite ? nil : tape.firstNonFinite() ?? "the gradient norm")
  }
}
