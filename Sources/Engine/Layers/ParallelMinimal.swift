/// minGRU and minLSTM computed side by side over all steps: equal to the cells of those names,
/// which `recurrence` runs step by step, and with the same weights (Feng et al., 2024).
extension Tape {
  /// Records the layer of a minimal cell as plain layers and a scan.
  ///
  /// minGRU:
  ///
  ///     h_t = (1 - z_t) h_(t-1) + z_t h~_t
  ///
  /// - Parameters:
  ///   - x: [steps * batch, inputs]
  ///   - weights: those of the cell, as for `recurrence`: `mingru`, `mingru-log`, `minlstm` or
  ///     `minlstm-log`
  ///   - initial: h_0, [batch, hidden]; positive for a logarithmic form
  /// - Returns: h, [steps * batch, hidden]
  public func parallelRecurrence(
    _ x: Tensor, _ weights: RecurrenceWeights, initial: Tensor
  ) -> Tensor {
    let hidden = weights.hidden
    let parts = weights.cell.gates.indices.map { gate in
      linear(
        x, weights.input.rows(gate * hidden..<(gate + 1) * hidden),
        weights.inputBias?.part(gate * hidden..<(gate + 1) * hidden))
    }
    switch weights.cell.name {
    case "mingru":
      let z = sigmoid(parts[0])
      return scan(apply(.complement, z), product(z, parts[1]), initial: initial)
    case "mingru-log":
      let logKeep = apply(.negative, apply(.softplus, parts[0]))
      let logWrite = apply(.negative, apply(.softplus, apply(.negative, parts[0])))
      return logarithmicScan(
        logKeep, sum(logWrite, apply(.logPositive, parts[1])), initial: apply(.log, initial))
    case "minlstm":
      let keep = sigmoid(advantage(parts))
      return scan(keep, product(apply(.complement, keep), parts[2]), initial: initial)
    case "minlstm-log":
      let logKeep = apply(.negative, apply(.softplus, apply(.negative, advantage(parts))))
      let logWrite = apply(.negative, apply(.softplus, advantage(parts)))
      return logarithmicScan(
        logKeep, sum(logWrite, apply(.logPositive, parts[2])), initial: apply(.log, initial))
    default:
      preconditionFailure("only a minimal cell can be computed side by side")
    }
  }

  /// log f - log i = softplus(-b) - softplus(-a), of which f / (f + i) is the sigmoid.
  private func advantage(_ parts: [Tensor]) -> Tensor {
    let keep = apply(.negative, apply(.softplus, apply(.negative, parts[0])))
    let write = apply(.softplus, apply(.negative, parts[1]))
    return sum(write, keep)
  }
}
