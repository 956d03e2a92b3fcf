/// The gradient of one weight, by the chain rule and by moving it.
public struct WeightCheck: Sendable, Equatable {
  /// The weight's index in W_h, row by row, and its value.
  public var index: Int
  public var value: Float
  /// How far it was moved.
  public var step: Float
  /// dL/dw by the backward pass.
  public var gradient: Float
  /// The loss with the weight moved up, and down.
  public var above: Float
  public var below: Float

  /// (L(w + step) - L(w - step)) / 2 step.
  public var difference: Float { (above - below) / (2 * step) }
}
