/// What is known of a cell without running it.
public struct CellKind: Sendable, Equatable {
  /// The name in lesson files.
  public let name: String
  /// The name in prose.
  public let title: String
  /// What it computes at a step, as people read it and as `EquationInterpreter` computes it: the
  /// reference that it is tested against. Matrices on x, matrices on states and biases come in the
  /// order of the weight rows; of two biases in a sum the first is the input's.
  public let equations: String
  /// The gates in the order of the weight rows, which is PyTorch's where PyTorch has the cell.
  public let gates: [String]
  /// The states: h, and for some c.
  public var states = ["h"]
  /// The index of the gate that weighs the old state; nil where there is none.
  public var forgetGate: Int?
  /// Whether that gate weighs the new state instead, so that the old one gets the rest to one.
  public var forgetsByWriting = false
  /// Whether the gates see the state before, by a matrix W_h.
  public var isRecurrent = true
  /// Whether there are two biases, as PyTorch has them, or one.
  public var hasTwoBiases = true
  /// Whether it is given by its equations alone, so that no code was compiled for it.
  public internal(set) var isOwn = false
  /// Of such a cell, the vectors that are the forget gate's bias.
  var forgetVectors: [String] = []
}

extension CellKind {
  /// Its equations, read.
  public var cellEquations: CellEquations {
    do {
      return try CellEquations(equations)
    } catch {
      preconditionFailure("the equations of \(name) are wrong: \(error)")
    }
  }
}

extension CellKind {
  /// A cell that is given by its equations alone. Its gates are what the equations name, and each
  /// of its matrices and vectors is a parameter of its own.
  ///
  /// Throws where a layer could not learn anything with it.
  public init(own name: String, _ equations: CellEquations) throws(EquationError) {
    guard !equations.inputMatrices.isEmpty else {
      throw EquationError(
        equations.equations[0].position, "no matrix multiplies x: the cell would see no input")
    }
    let gates = equations.gates
    let keep =
      gates.firstIndex { $0.role == .keep } ?? gates.firstIndex(where: \.weighsByComplement)
    self.init(
      name: name, title: name, equations: equations.text, gates: gates.map(\.symbol),
      states: equations.states, forgetGate: keep,
      forgetsByWriting: keep.map { gates[$0].weighsByComplement } ?? false,
      isRecurrent: !equations.recurrentMatrices.isEmpty, hasTwoBiases: false)
    forgetVectors = keep.map { equations.biases(of: gates[$0].symbol) } ?? []
    isOwn = true
  }

  /// Whether it has gates, and not only a state.
  public var isGated: Bool { isOwn ? !gates.isEmpty : gates.count > 1 }

  /// Whether the forget gate has a bias, which may start from a value of its own.
  public var hasForgetBias: Bool { isOwn ? !forgetVectors.isEmpty : forgetGate != nil }
}

extension CellEquations {
  /// The learned vectors that are added to what the gate `symbol` squashes; of a gate that is a
  /// share of a sum, those of its numerator.
  func biases(of symbol: String) -> [String] {
    guard let equation = equations.first(where: { $0.symbol == symbol }) else { return [] }
    switch equation.expression {
    case .apply(_, let inner):
      return inner.terms.compactMap { term in
        guard case .symbol(let name) = term, vectors.contains(name) else { return nil }
        return name
      }
    case .combine(.over, .symbol(let numerator), _) where numerator != symbol:
      return biases(of: numerator)
    case .symbol, .number, .product, .combine, .negative: return []
    }
  }
}
