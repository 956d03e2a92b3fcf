/// What a recurrent layer shows of its last forward and backward pass.
extension Recurrence {
  /// |dL/ds_t| of state `s` over batch and units, for t = 1...steps, from the last backward pass.
  ///
  /// It is the total gradient at s_t: from the outputs and from all steps that come after.
  public func gradientNorms(_ s: Int = 0) -> [Float] {
    var norms = [Float](repeating: 0, count: steps)
    gradientNorms(s, into: &norms)
    return norms
  }

  /// The same into a list of [steps] numbers that is there already.
  public func gradientNorms(_ s: Int = 0, into norms: inout [Float]) {
    precondition(norms.count == steps, "one norm for each step")
    arena.makeReady()
    let gradients = arena.gradients(states[s])
    for step in 0..<steps {
      guard lengths != nil else {
        let size = batch * allStates.stride
        norms[step] = norm(gradients.advanced(by: step * size), count: size)
        continue
      }
      var squares: Float = 0
      for sequence in 0..<batch where isValid(step, sequence) {
        let row = gradients.advanced(by: (step * batch + sequence) * allStates.stride)
        let size = norm(row, count: allStates.stride)
        squares += size * size
      }
      norms[step] = squares.squareRoot()
    }
  }

  /// State `s` of every step, [steps * batch * hidden], zero past the end of a sequence.
  public func stateValues(_ s: Int = 0) -> [Float] {
    arena.makeReady()
    return numbers(arena.values(states[s]), stride: allStates.stride)
  }

  /// dL/ds of every step, [steps * batch * hidden], zero past the end of a sequence.
  public func stateGradients(_ s: Int = 0) -> [Float] {
    arena.makeReady()
    return numbers(arena.gradients(states[s]), stride: allStates.stride)
  }

  /// The values of gate `g`, [steps * batch * hidden], zero past the end of a sequence. Of a cell
  /// that adds and squashes only, they are the pre-activations.
  public func gate(_ g: Int) -> [Float] {
    arena.makeReady()
    let rows = cell.gate(g, loop)
    return numbers(rows.base, stride: rows.stride)
  }

  /// The mean of gate `g` over batch and units, for each step.
  public func gateMeans(_ g: Int) -> [Float] {
    let numbers = gate(g)
    let size = batch * hidden
    return (0..<steps).map { step in
      let valid = (0..<batch).filter { isValid(step, $0) }.count
      return numbers[step * size..<(step + 1) * size].reduce(0, +) / Float(max(1, valid * hidden))
    }
  }

  /// How much of a bounded quantity is stuck near its ends.
  public struct Saturation: Sendable, Equatable {
    /// The share of numbers in the lowest tenth of the range.
    public let low: Float
    /// The share of numbers in the highest tenth of the range.
    public let high: Float
  }

  /// The shares of gate `g` below 0.1 and above 0.9, over all valid steps, sequences and units
  /// (Karpathy, Johnson and Fei-Fei, "Visualizing and understanding recurrent networks", 2015).
  public func gateSaturation(_ g: Int) -> Saturation {
    saturation(gate(g), low: 0.1, high: 0.9)
  }

  /// The shares of h below -0.8 and above 0.8: the lowest and highest tenth of what tanh can be.
  public func stateSaturation() -> Saturation {
    saturation(stateValues(), low: -0.8, high: 0.8)
  }

  private func saturation(_ numbers: [Float], low: Float, high: Float) -> Saturation {
    var (lows, highs, count) = (0, 0, 0)
    for step in 0..<steps {
      for sequence in 0..<batch where isValid(step, sequence) {
        let start = (step * batch + sequence) * hidden
        for number in numbers[start..<start + hidden] {
          lows += number < low ? 1 : 0
          highs += number > high ? 1 : 0
          count += 1
        }
      }
    }
    let total = Float(max(1, count))
    return Saturation(low: Float(lows) / total, high: Float(highs) / total)
  }

  private func numbers(_ source: Floats, stride: Int) -> [Float] {
    var numbers: [Float] = []
    numbers.reserveCapacity(steps * batch * hidden)
    for row in 0..<steps * batch {
      let isValid = isValid(row / batch, row % batch)
      for unit in 0..<hidden { numbers.append(isValid ? source[row * stride + unit] : 0) }
    }
    return numbers
  }
}
