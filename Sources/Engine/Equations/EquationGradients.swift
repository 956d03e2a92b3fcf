/// Reverse-mode differentiation of a cell's equations.
extension EquationInterpreter {
  /// The gradients of a loss with respect to every number of a sequence.
  ///
  /// - Parameters:
  ///   - trace: the pass forward
  ///   - outputs: dL/dh' of each step by what uses it directly, [steps][hidden]
  ///   - final: dL/ds' of the last step's states by what comes after the sequence, by name
  public func backward(
    _ trace: EquationTrace, outputs: [[Double]], final: [String: [Double]] = [:]
  ) -> EquationGradients {
    let zero = [Double](repeating: 0, count: hidden)
    var gradients = EquationGradients(
      matrices: matrices.mapValues { [Double](repeating: 0, count: $0.count) },
      vectors: vectors.mapValues { _ in zero })
    var states = final
    for (step, values) in trace.steps.map(\.values).enumerated().reversed() {
      var d = nodes.map { $0.kind == .input ? [Double](repeating: 0, count: inputs) : zero }
      for state in equations.states {
        add(states[state] ?? zero, to: &d[node(of: state + "'")])
      }
      add(outputs[step], to: &d[node(of: "h'")])
      states = [:]
      for index in nodes.indices.reversed() {
        propagate(index, values, &d, &gradients)
        if case .state(let name) = nodes[index].kind { states[name] = d[index] }
      }
      gradients.steps.insert(d, at: 0)
    }
    gradients.initial = states
    return gradients
  }

  /// Adds a node's gradient, times its derivatives, to the gradients of what it is made of.
  private func propagate(
    _ index: Int, _ values: [[Double]], _ d: inout [[Double]], _ gradients: inout EquationGradients
  ) {
    let own = d[index]
    switch nodes[index].kind {
    case .input, .state, .number: break
    case .vector(let name): add(own, to: &gradients.vectors[name, default: own.map { _ in 0 }])
    case .negative(let a): add(own.map { -$0 }, to: &d[a])
    case .apply(let function, let a):
      for unit in own.indices {
        d[a][unit] += own[unit] * function.slope(values[a][unit], value: values[index][unit])
      }
    case .product(let matrix, let a):
      guard let weights = matrices[matrix] else { return }
      let width = values[a].count
      for row in 0..<hidden {
        for column in 0..<width {
          d[a][column] += own[row] * weights[row * width + column]
          gradients.matrices[matrix]?[row * width + column] += own[row] * values[a][column]
        }
      }
    case .combine(let sign, let a, let b):
      for unit in own.indices {
        let (left, right) = (values[a][unit], values[b][unit])
        switch sign {
        case .plus:
          d[a][unit] += own[unit]
          d[b][unit] += own[unit]
        case .minus:
          d[a][unit] += own[unit]
          d[b][unit] -= own[unit]
        case .times:
          d[a][unit] += own[unit] * right
          d[b][unit] += own[unit] * left
        case .over:
          d[a][unit] += own[unit] / right
          d[b][unit] -= own[unit] * left / (right * right)
        }
      }
    }
  }

  private func add(_ more: [Double], to sum: inout [Double]) {
    for unit in more.indices { sum[unit] += more[unit] }
  }
}

/// The gradients of a loss with respect to every number of a sequence.
public struct EquationGradients: Sendable, Equatable {
  /// With respect to every node at each step, [steps][nodes][its size].
  public internal(set) var steps: [[[Double]]] = []
  /// With respect to the learned matrices, as they are laid out.
  public internal(set) var matrices: [String: [Double]]
  /// With respect to the learned vectors.
  public internal(set) var vectors: [String: [Double]]
  /// With respect to the states before the first step.
  public internal(set) var initial: [String: [Double]] = [:]

  init(matrices: [String: [Double]], vectors: [String: [Double]]) {
    (self.matrices, self.vectors) = (matrices, vectors)
  }
}
