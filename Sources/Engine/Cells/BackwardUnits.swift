/// Sixteen units of a sequence at a step, in the backward pass: what a compiled cell reads and
/// writes.
struct BackwardUnits {
  /// The same units in the forward pass.
  let forward: ForwardUnits
  /// dL/da of the gates' pre-activations.
  let gateGradients: Floats
  /// dL/d(W_h h), for a cell that separates it.
  let recurrentGradients: Floats
  /// dL/ds one step before.
  let beforeGradients: Floats
  /// dL/ds after this step.
  let afterGradients: Floats

  /// The value of gate `g` in the forward pass.
  @inline(__always)
  func gate(_ g: Int) -> Lanes { forward.gate(g) }

  /// An activation that the forward pass saved.
  @inline(__always)
  func savedActivation(_ index: Int) -> Lanes {
    forward.saved[lanes: index * forward.gateStride]
  }

  /// W_h h of gate `g`, for a cell that separates it.
  @inline(__always)
  func recurrent(_ g: Int) -> Lanes { forward.recurrent(g) }

  /// State `s` one step before.
  @inline(__always)
  func previous(_ s: Int) -> Lanes { forward.previous(s) }

  /// State `s` after this step.
  @inline(__always)
  func state(_ s: Int) -> Lanes { forward.after[lanes: s * forward.stateStride] }

  /// dL/ds after this step, as far as it is known.
  @inline(__always)
  func gradient(_ s: Int) -> Lanes { afterGradients[lanes: s * forward.stateStride] }

  /// Sets dL/ds after this step, where another state adds to it.
  @inline(__always)
  func setGradient(_ s: Int, _ value: Lanes) {
    afterGradients[lanes: s * forward.stateStride] = value
  }

  /// Sets the gradient of gate `g`'s pre-activation.
  @inline(__always)
  func setGateGradient(_ g: Int, _ value: Lanes) {
    gateGradients[lanes: g * forward.gateStride] = value
  }

  /// Sets the gradient of W_h h of gate `g`, for a cell that separates it.
  @inline(__always)
  func setRecurrentGradient(_ g: Int, _ value: Lanes) {
    recurrentGradients[lanes: g * forward.gateStride] = value
  }

  /// Adds to dL/ds one step before what goes back without passing a matrix.
  @inline(__always)
  func addPreviousGradient(_ s: Int, _ value: Lanes) {
    beforeGradients[lanes: s * forward.stateStride] += value
  }
}
