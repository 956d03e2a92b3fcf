/// Sixteen units of a sequence at a step, in the forward pass: what a compiled cell reads and
/// writes.
struct ForwardUnits {
  /// Pre-activations, which the gates' values replace.
  let gates: Floats
  /// W_h h, for a cell that separates it.
  let recurrent: Floats
  /// What the backward pass needs besides gates and states.
  let saved: Floats
  /// The states one step before.
  let before: Floats
  /// The states after this step.
  let after: Floats
  /// Numbers from one gate, or one saved activation, to the next.
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

  /// Sets the value of gate `g`, for the backward pass and for display.
  @inline(__always)
  func setGate(_ g: Int, _ value: Lanes) { gates[lanes: g * gateStride] = value }

  /// Saves an activation for the backward pass.
  @inline(__always)
  func saveActivation(_ index: Int, _ value: Lanes) { saved[lanes: index * gateStride] = value }

  /// Sets state `s`.
  @inline(__always)
  func setState(_ s: Int, _ value: Lanes) { after[lanes: s * stateStride] = value }
}
