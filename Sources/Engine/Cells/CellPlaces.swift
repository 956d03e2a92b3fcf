/// Where a cell finds, on the way forward, the numbers of sixteen units of a sequence at a step.
struct ForwardPlace {
  let gates: Floats
  let recurrent: Floats
  let memory: Floats
  let before: Floats
  let after: Floats
  /// Numbers from one gate, or one memory, to the next.
  let gateStride: Int
  /// Numbers from one state to the next.
  let stateStride: Int

  /// The pre-activation of gate `g`: W_x x + b, and W_h h unless the cell separates it.
  @inline(__always)
  func gate(_ g: Int) -> Lanes { gates[lanes: g * gateStride] }

  /// W_h h of gate `g`, for a cell that separates it.
  @inline(__always)
  func recurrent(_ g: Int) -> Lanes { recurrent[lanes: g * gateStride] }

  /// State `s` one step before.
  @inline(__always)
  func previous(_ s: Int) -> Lanes { before[lanes: s * stateStride] }

  /// Keeps the value of gate `g` for the way back and for the eye.
  @inline(__always)
  func setGate(_ g: Int, _ value: Lanes) { gates[lanes: g * gateStride] = value }

  /// Keeps an extra number for the way back.
  @inline(__always)
  func setMemory(_ m: Int, _ value: Lanes) { memory[lanes: m * gateStride] = value }

  /// Sets state `s`.
  @inline(__always)
  func setState(_ s: Int, _ value: Lanes) { after[lanes: s * stateStride] = value }
}

/// Where a cell finds, on the way back, the numbers of sixteen units of a sequence at a step.
struct BackwardPlace {
  let forward: ForwardPlace
  let gateGradients: Floats
  let recurrentGradients: Floats
  let beforeGradients: Floats
  let afterGradients: Floats

  /// The value of gate `g` that the way forward kept.
  @inline(__always)
  func gate(_ g: Int) -> Lanes { forward.gate(g) }

  /// An extra number that the way forward kept.
  @inline(__always)
  func memory(_ m: Int) -> Lanes { forward.memory[lanes: m * forward.gateStride] }

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
