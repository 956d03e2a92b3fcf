/// Trains a model: each update is a forward pass, a backward pass, clipping and the optimiser.
public final class Trainer {
  /// The result of one update.
  public struct Update: Sendable {
    /// Its number, from 1; 0 for an evaluation.
    public let number: Int
    /// The loss before the update.
    public let loss: Float
    /// The norm of the gradient over all parameters, before clipping.
    public let gradientNorm: Float
    /// What first became not finite; nil if all numbers are finite.
    public let firstNonFinite: String?
  }

  /// The optimiser; its rate may be changed between two updates.
  public var optimizer: any Optimizer
  /// How the gradient is clipped; nil for not at all. It may be changed between two updates.
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

  /// A forward and a backward pass over the current inputs, without changing a parameter.
  public func evaluate() -> Update { evaluate(number: 0) }

  /// One update over the current inputs.
  ///
  /// If a number of the model's computation is not finite, the parameters stay as they were. If
  /// only a new value of a parameter is not finite, it has been written. Either way the result
  /// names what first became not finite.
  public func update() -> Update {
    count += 1
    let result = evaluate(number: count)
    guard result.firstNonFinite == nil else { return result }
    clipping?.apply(to: tape.parameters, norm: result.gradientNorm)
    guard !optimizer.update(tape.parameters), let parameter = tape.parameters.firstNonFinite()
    else { return result }
    return Update(
      number: count, loss: result.loss, gradientNorm: result.gradientNorm,
      firstNonFinite: "the update of " + parameter.name)
  }

  private func evaluate(number: Int) -> Update {
    tape.forward()
    tape.backward()
    let norm = tape.parameters.gradientNorm()
    // A gradient that is not finite makes the norm not finite, too.
    let isFinite = norm.isFinite && tape.isFinite
    return Update(
      number: number, loss: tape.loss, gradientNorm: norm,
      firstNonFinite: isFinite ? nil : tape.firstNonFinite() ?? "the gradient norm")
  }
}
