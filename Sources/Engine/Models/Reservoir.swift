/// An echo-state network (Jaeger, "The echo state approach to analysing and training recurrent
/// neural networks", 2001): a recurrence whose weights are drawn once and never trained, with a
/// linear output layer that is solved for.
///
///     x' = (1 - leak) x + leak tanh(W_in [1; u] + W x)
///     y  = w . [1; u; x']                                  w by ridge regression
public struct Reservoir: Sendable {
  /// W_in, [units, 1 + inputs], row-major; the first column is the bias.
  public let inputWeights: [Float]
  /// W, [units, units], row-major.
  public let recurrentWeights: [Float]
  /// How much of the state is new at each step, above 0 and up to 1.
  public let leak: Float
  /// How many numbers a state has.
  public let units: Int
  /// Numbers that come in at every step.
  public let inputs: Int

  /// A reservoir with these weights.
  public init(inputWeights: [Float], recurrentWeights: [Float], units: Int, leak: Float = 1) {
    precondition(
      recurrentWeights.count == units * units && inputWeights.count % units == 0
        && inputWeights.count > units, "a reservoir's weights have other shapes")
    precondition(leak > 0 && leak <= 1, "a leak is above 0 and at most 1")
    self.inputWeights = inputWeights
    self.recurrentWeights = recurrentWeights
    self.units = units
    self.leak = leak
    inputs = inputWeights.count / units - 1
  }

  /// A random reservoir: weights from U(-1/2, 1/2), W scaled to the spectral radius.
  public init(
    units: Int, inputs: Int, spectralRadius radius: Float, inputScale: Float = 1,
    leak: Float = 1, using random: inout Random
  ) {
    let inputWeights = (0..<units * (1 + inputs)).map { _ in
      inputScale * random.uniform(in: -0.5...0.5)
    }
    let drawn = (0..<units * units).map { _ in random.uniform(in: -0.5...0.5) }
    let scale = radius / max(spectralRadius(of: drawn, size: units), .leastNormalMagnitude)
    self.init(
      inputWeights: inputWeights, recurrentWeights: drawn.map { $0 * scale }, units: units,
      leak: leak)
  }

  /// The states after every step from a zero state: inputs [steps, inputs] to [steps, units].
  public func states(for signal: [Float]) -> [Float] {
    var states: [Float] = []
    states.reserveCapacity(signal.count / inputs * units)
    var x = [Float](repeating: 0, count: units)
    for step in 0..<signal.count / inputs {
      advance(&x, signal[step * inputs..<(step + 1) * inputs])
      states += x
    }
    return states
  }

  /// One step of a state [units] with what comes in, [inputs].
  public func advance(_ state: inout [Float], _ u: ArraySlice<Float>) {
    let before = state
    for unit in 0..<units {
      var a = inputWeights[unit * (1 + inputs)]
      for (input, value) in u.enumerated() {
        a.addProduct(inputWeights[unit * (1 + inputs) + 1 + input], value)
      }
      for other in 0..<units { a.addProduct(recurrentWeights[unit * units + other], before[other]) }
      state[unit] = (1 - leak) * before[unit] + leak * tanh(Lanes(repeating: a))[0]
    }
  }

  /// What the output layer sees at each step: [1; u; x], in double precision.
  public func features(of signal: [Float], states: [Float], from first: Int) -> [[Double]] {
    (first..<signal.count / inputs).map { step in
      let u = signal[step * inputs..<(step + 1) * inputs]
      let x = states[step * units..<(step + 1) * units]
      return [1] + u.map { Double($0) } + x.map { Double($0) }
    }
  }
}

/// The linear output layer of an echo-state network.
public struct Readout: Sendable {
  /// w, [1 + inputs + units].
  public let weights: [Double]

  /// The weights that fit `targets` to `features` best with the penalty `beta`.
  public init(features: [[Double]], targets: [Double], beta: Double) {
    weights = ridgeRegression(features, targets, beta: beta)
  }

  /// w . f for every row of features.
  public func predict(_ features: [[Double]]) -> [Double] { features.map { dot($0, weights) } }
}
