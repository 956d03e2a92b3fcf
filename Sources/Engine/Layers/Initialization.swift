/// A way to draw the initial weights of a recurrent layer: a framework's, a tutorial's, a paper's.
public struct Initialization: Sendable, Equatable {
  /// How the recurrent matrix of each gate is drawn.
  enum Recurrent: Sendable, Equatable {
    /// U(-1/sqrt(hidden), 1/sqrt(hidden)).
    case uniform
    /// A random orthogonal matrix: it preserves lengths.
    case orthogonal
    /// 0.01 times the standard normal distribution.
    case small
    /// The identity.
    case identity
  }

  /// How the input matrix is drawn.
  enum Input: Sendable, Equatable {
    case uniform, glorot, small
  }

  /// The name in lesson files.
  public let name: String
  let recurrent: Recurrent
  let input: Input
  /// Whether the biases are drawn from the uniform distribution, or are zero.
  let hasRandomBias: Bool
  /// The sum of the forget gate's biases; nil if they are drawn like the others.
  let forgetBias: Float?

  /// PyTorch's, Keras's, a slide's 0.01 randn, orthogonal, and the identity of Le, Jaitly and
  /// Hinton (2015).
  public static let all = [
    Initialization(
      name: "pytorch", recurrent: .uniform, input: .uniform, hasRandomBias: true,
      forgetBias: nil),
    Initialization(
      name: "keras", recurrent: .orthogonal, input: .glorot, hasRandomBias: false, forgetBias: 1),
    Initialization(
      name: "small", recurrent: .small, input: .small, hasRandomBias: false, forgetBias: nil),
    Initialization(
      name: "orthogonal", recurrent: .orthogonal, input: .uniform, hasRandomBias: false,
      forgetBias: nil),
    Initialization(
      name: "identity", recurrent: .identity, input: .uniform, hasRandomBias: false,
      forgetBias: nil),
  ]

  /// Sets the weights of a recurrent layer.
  ///
  /// - Parameters:
  ///   - weights: of one layer and direction.
  ///   - cell: whose weights they are.
  ///   - gain: a factor on the recurrent matrix.
  ///   - forgetBias: what the forget gate's two biases add up to, in place of the
  ///     initialisation's own; without effect on a cell that has none.
  ///   - parameters: where the weights are.
  ///   - random: where the draws come from.
  public func apply(
    to weights: RecurrenceWeights, cell: CellKind, gain: Float = 1, forgetBias: Float? = nil,
    in parameters: Parameters, using random: inout Random
  ) {
    let hidden = weights.input.rows / cell.gates.count
    let bound = 1 / Float(hidden).squareRoot()
    parameters.set(
      weights.input, inputMatrix(weights.input, hidden: hidden, using: &random))
    var matrix: [Float] = []
    if let recurrent = weights.recurrent {
      for _ in cell.gates { matrix += recurrentMatrix(hidden, using: &random) }
      parameters.set(recurrent, matrix.map { $0 * gain })
    }
    for (index, bias) in weights.biases.enumerated() {
      var values = (0..<bias.count).map { _ in
        hasRandomBias ? random.uniform(in: -bound...bound) : 0
      }
      if let gate = cell.forgetGate, let total = forgetBias ?? self.forgetBias {
        for unit in 0..<hidden { values[gate * hidden + unit] = index == 0 ? total : 0 }
      }
      parameters.set(bias, values)
    }
  }

  private func inputMatrix(
    _ weight: Parameter, hidden: Int, using random: inout Random
  ) -> [Float] {
    let draw: WeightDraw =
      switch input {
      case .uniform: .uniform(fanIn: hidden)
      case .glorot: .xavierUniform(gain: 1)
      case .small: .normal(0.01)
      }
    return draw.draw(rows: weight.rows, columns: weight.columns, using: &random)
  }

  private func recurrentMatrix(_ size: Int, using random: inout Random) -> [Float] {
    switch recurrent {
    case .uniform: WeightDraw.uniform(fanIn: size).draw(rows: size, columns: size, using: &random)
    case .small: WeightDraw.normal(0.01).draw(rows: size, columns: size, using: &random)
    case .orthogonal: WeightDraw.orthogonal.draw(rows: size, columns: size, using: &random)
    case .identity: (0..<size * size).map { $0 / size == $0 % size ? 1 : 0 }
    }
  }
}
