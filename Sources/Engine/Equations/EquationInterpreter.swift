/// The reference for every recurrent cell: its equations computed one after the other, number by
/// number in double precision, and their gradients by going through them backwards. It is slow and
/// meant to be read: begin here. The cells that train (`Cells.all`) are tested against it.
///
/// Forward, at each step t, every node of the equations has a value:
///
///     W x: a sum over the columns of W;  a + b, a * b, f(a): unit by unit
///
/// Backward, from the last node of the last step to the first, each node hands its gradient d on to
/// what it is made of (reverse-mode differentiation; Linnainmaa, 1970):
///
///     y = a + b: da += d, db += d        y = a * b: da += d b, db += d a
///     y = f(a):  da += d f'(a)           y = W a:   da += W^T d, dW += d a^T
public struct EquationInterpreter: Sendable, Equatable {
  /// The cell.
  public let equations: CellEquations
  /// Numbers that come in at a step, and units.
  public let inputs: Int
  public let hidden: Int
  /// Learned matrices by name, row-major: [hidden, inputs] on x, else [hidden, hidden].
  public var matrices: [String: [Double]]
  /// Learned vectors by name, [hidden].
  public var vectors: [String: [Double]]
  /// The nodes of one step, each after those that it is made of.
  public let nodes: [EquationNode]

  /// The cell with every learned number zero.
  public init(_ equations: CellEquations, inputs: Int, hidden: Int) {
    (self.equations, self.inputs, self.hidden) = (equations, inputs, hidden)
    nodes = EquationNode.all(of: equations)
    func zeros(_ names: [String], _ count: Int) -> [(String, [Double])] {
      names.map { ($0, [Double](repeating: 0, count: count)) }
    }
    matrices = Dictionary(
      uniqueKeysWithValues: zeros(equations.inputMatrices, hidden * inputs)
        + zeros(equations.recurrentMatrices, hidden * hidden))
    vectors = Dictionary(uniqueKeysWithValues: zeros(equations.vectors, hidden))
  }

  /// Every number of a sequence.
  ///
  /// - Parameters:
  ///   - x: what comes in, [steps][inputs]
  ///   - initial: states before the first step by name, [hidden]; zero where there is none
  public func run(_ x: [[Double]], from initial: [String: [Double]] = [:]) -> EquationTrace {
    var states = initial
    var steps: [EquationTrace.Step] = []
    for input in x {
      var values: [[Double]] = []
      for node in nodes { values.append(value(of: node, values, input, states)) }
      steps.append(EquationTrace.Step(values: values))
      for state in equations.states { states[state] = values[node(of: state + "'")] }
    }
    return EquationTrace(steps: steps)
  }

  /// The index of the node that a symbol names.
  public func node(of symbol: String) -> Int {
    guard let index = nodes.lastIndex(where: { $0.symbol == symbol }) else {
      preconditionFailure("the equations define no \(symbol)")
    }
    return index
  }

  private func value(
    of node: EquationNode, _ values: [[Double]], _ x: [Double], _ states: [String: [Double]]
  ) -> [Double] {
    switch node.kind {
    case .input: x
    case .state(let name): states[name] ?? [Double](repeating: 0, count: hidden)
    case .vector(let name): vectors[name] ?? []
    case .number(let value): [Double](repeating: value, count: hidden)
    case .product(let matrix, let a): times(matrices[matrix] ?? [], values[a])
    case .apply(let function, let a): values[a].map(function.value)
    case .negative(let a): values[a].map { -$0 }
    case .combine(let sign, let a, let b):
      zip(values[a], values[b]).map { left, right in
        switch sign {
        case .plus: left + right
        case .minus: left - right
        case .times: left * right
        case .over: left / right
        }
      }
    }
  }

  /// W a, for W [hidden, a.count].
  private func times(_ matrix: [Double], _ a: [Double]) -> [Double] {
    (0..<hidden).map { row in
      a.indices.reduce(0) { $0 + matrix[row * a.count + $1] * a[$1] }
    }
  }
}

/// What every node of a cell's equations was at each step of a sequence.
public struct EquationTrace: Sendable, Equatable {
  /// One step.
  public struct Step: Sendable, Equatable {
    /// The value of every node, [nodes][its size].
    public let values: [[Double]]
  }

  /// The steps, in order.
  public let steps: [Step]
}
