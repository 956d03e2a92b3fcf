/// A gradient beside the difference quotient that approximates it.
public struct GradientCheck: Sendable, Equatable {
  /// dL/dw by backpropagation.
  public let gradient: Float
  /// (L(w + epsilon) - L(w - epsilon)) / (2 epsilon).
  public let difference: Float
}

extension Tape {
  /// Compares the gradient with respect to number `index` of `parameter` with a central difference,
  /// and restores the parameter. The last forward and backward pass must have used the current
  /// inputs.
  ///
  /// In float32 the quotient is off by about 1e-7 |L| / epsilon, and by epsilon^2 times a third
  /// derivative.
  public func checkGradient(
    of parameter: Parameter, at index: Int, epsilon: Float = 0.005
  ) -> GradientCheck {
    let gradient = parameters.gradient(of: parameter)[index]
    let original = parameters.values(of: parameter)
    let difference = centralDifference(epsilon: epsilon) { offset in
      var moved = original
      moved[index] += offset
      parameters.set(parameter, moved)
    }
    return GradientCheck(gradient: gradient, difference: difference)
  }

  /// The same for number `index` of an input.
  public func checkGradient(of input: Tensor, at index: Int, epsilon: Float = 0.005)
    -> GradientCheck
  {
    let gradient = readGradient(input)[index]
    let original = read(input)
    let difference = centralDifference(epsilon: epsilon) { offset in
      var moved = original
      moved[index] += offset
      write(moved, to: input)
    }
    return GradientCheck(gradient: gradient, difference: difference)
  }

  private func centralDifference(epsilon: Float, move: (Float) -> Void) -> Float {
    move(epsilon)
    forward()
    let after = loss
    move(-epsilon)
    forward()
    let before = loss
    move(0)
    return (after - before) / (2 * epsilon)
  }
}
