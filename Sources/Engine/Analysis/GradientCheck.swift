/// A gradient beside the quotient that it is the limit of.
public struct GradientCheck: Sendable, Equatable {
  /// dL/dw by backpropagation.
  public let gradient: Float
  /// (L(w + step) - L(w - step)) / (2 step).
  public let difference: Float
}

extension Tape {
  /// Compares the gradient by number `index` of `parameter` with a central difference, and leaves the
  /// parameter as it was. The last forward and backward pass must have seen the inputs as they are.
  ///
  /// In float32 the quotient is off by about 1e-7 |L| / step, and by step^2 times a third derivative.
  public func checkGradient(
    of parameter: Parameter, at index: Int, step: Float = 0.005
  ) -> GradientCheck {
    let gradient = parameters.gradient(of: parameter)[index]
    let original = parameters.values(of: parameter)
    let difference = centralDifference(step: step) { offset in
      var moved = original
      moved[index] += offset
      parameters.set(parameter, moved)
    }
    return GradientCheck(gradient: gradient, difference: difference)
  }

  /// The same for number `index` of an input.
  public func checkGradient(of input: Tensor, at index: Int, step: Float = 0.005) -> GradientCheck {
    let gradient = readGradient(input)[index]
    let original = read(input)
    let difference = centralDifference(step: step) { offset in
      var moved = original
      moved[index] += offset
      write(moved, to: input)
    }
    return GradientCheck(gradient: gradient, difference: difference)
  }

  private func centralDifference(step: Float, move: (Float) -> Void) -> Float {
    move(step)
    forward()
    let after = loss
    move(-step)
    forward()
    let before = loss
    move(0)
    return (after - before) / (2 * step)
  }
}
