/// How the initial weights of a recurrent layer are drawn: a framework's way, a tutorial's, a
/// paper's.
public struct Initialization: Sendable, Equatable {
  /// The name in lesson files.
  public let name: String
  /// The recurrent matrix of each gate, [hidden, hidden]; nil for U(-1/sqrt(hidden),
  /// 1/sqrt(hidden)).
  let recurrent: WeightDraw?
  /// The input matrices of all gates, [gates * hidden, inputs]; nil for the same distribution.
  let input: WeightDraw?
  /// Whether the biases are drawn from the same distribution, or are zero.
  let hasRandomBias: Bool
  /// The sum of the forget gate's biases; nil if they are drawn like the others.
  let forgetBias: Float?

  /// PyTorch's, Keras's, a slide's 0.01 randn, orthogonal, and the identity of Le, Jaitly and
  /// Hinton (2015).
  public static let all = [
    pytorch,
    Initialization(
      name: "keras", recurrent: .orthogonal, input: .xavierUniform(gain: 1), hasRandomBias: false,
      forgetBias: 1),
    Initialization(
      name: "small", recurrent: .normal(0.01), input: .normal(0.01), hasRandomBias: false,
      forgetBias: nil),
    Initialization(
      name: "orthogonal", recurrent: .orthogonal, input: nil, hasRandomBias: false,
      forgetBias: nil),
    Initialization(
      name: "identity", recurrent: .identity, input: nil, hasRandomBias: false, forgetBias: nil),
  ]

  /// PyTorch's.
  public static let pytorch = Initialization(
    name: "pytorch", recurrent: nil, input: nil, hasRandomBias: true, forgetBias: nil)
}

/// What a recurrent layer's weights start from, as its declaration has it.
public struct RecurrentStart: Sendable, Equatable {
  /// How weights and biases are drawn.
  public var initialization = Initialization.pytorch
  /// A factor on the recurrent matrix.
  public var gain: Float = 1
  /// What the forget gate's biases add up to, in place of the initialisation's own; without effect
  /// on a cell that has no such gate.
  public var forgetBias: Float?

  /// PyTorch's way; set the rest.
  public init() {}

  /// W_x, [gates * hidden, inputs].
  func input(hidden: Int) -> WeightDraw { initialization.input ?? .uniform(fanIn: hidden) }

  /// W_h, [matrices * hidden, hidden].
  func recurrent(matrices: Int, hidden: Int) -> WeightDraw {
    .blocks(matrices, of: initialization.recurrent ?? .uniform(fanIn: hidden), gain: gain)
  }

  /// A bias, [gates * hidden]. The first one has all of the forget gate's.
  func bias(_ cell: CellKind, hidden: Int, isFirst: Bool) -> WeightDraw {
    let bias: WeightDraw =
      initialization.hasRandomBias ? .uniform(fanIn: hidden) : .constant(0)
    guard let gate = cell.forgetGate, let total = forgetBias ?? initialization.forgetBias else {
      return bias
    }
    return .replacing(
      gate * hidden..<(gate + 1) * hidden, with: isFirst ? total : 0, in: bias)
  }

  /// The vector `name` of a cell that is given by its equations alone, [hidden]. The first of the
  /// vectors that are its forget gate's bias has all of it.
  func vector(_ name: String, of cell: CellKind, hidden: Int) -> WeightDraw {
    if let total = forgetBias ?? initialization.forgetBias,
      let share = cell.forgetShare(of: name, total: Double(total))
    {
      return .constant(Float(share))
    }
    return initialization.hasRandomBias ? .uniform(fanIn: hidden) : .constant(0)
  }
}
