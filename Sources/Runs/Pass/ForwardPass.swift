import Engine
import Foundation

/// The pass forward by number.
extension NumberedPass {
  /// What is done at a step on the way forward.
  public func forward(_ step: Int) -> [PassOperation] {
    nodes.operations.map { operation($0, step) }
      + (observation.answers[step].map { answer($0, step) } ?? [])
  }

  private func operation(_ node: Int, _ step: Int) -> PassOperation {
    let result = value(node, step)
    switch nodes.nodes[node].kind {
    case .input: return input(result, step)
    case .product(let matrix, let operand):
      return PassOperation(
        nodes.text(of: node), result, product(matrix, operand, node, step))
    case .state, .vector, .number, .apply, .negative, .combine:
      let name = nodes.names[node]
      let isNamed = nodes.nodes[node].symbol != nil || !name.hasPrefix("(")
      let text = nodes.text(of: node)
      return PassOperation(
        isNamed ? "\(name) = \(text)" : text, result,
        result.indices.map { unit in
          let plugged = PassLine(
            nodes.parts(of: node, product: "×") { .number(value($0, step)[unit]) })
          return "\(name)[\(unit + 1)] = \(plugged) = \(result[unit])"
        })
    }
  }

  private func input(_ x: [Double], _ step: Int) -> PassOperation {
    let name = observation.inputNames[step]
    guard !name.isEmpty else { return PassOperation("x", x, ["the input: \(list(x))"]) }
    return PassOperation(
      "x = \(name)", x,
      observation.isEmbedded
        ? ["the learned vector of \(name)"] : ["one-hot: 1 at \(name), 0 elsewhere"])
  }

  private func product(_ matrix: String, _ operand: Int, _ node: Int, _ step: Int) -> [PassLine] {
    let (result, factors) = (value(node, step), value(operand, step))
    let name = nodes.text(of: node)
    let weights = observation.cell.matrices[matrix] ?? []
    let width = factors.count
    if nodes.nodes[operand].kind == .input, let column = observation.inputIndices?[step] {
      let input = observation.inputNames[step]
      return result.indices.map { row -> PassLine in
        let weight = weights[row * width + column]
        return "\(name)[\(row + 1)] = \(matrix)[\(row + 1), \(input)] = \(weight)"
      }
    }
    if case .state(let state) = nodes.nodes[operand].kind, step == 0,
      factors.allSatisfy({ $0 == 0 })
    {
      return ["\(state) before the first step is zero"]
    }
    return result.indices.map { row in
      let sum = PassLine.sum(factors.indices.map { [weights[row * width + $0], factors[$0]] })
      return "\(name)[\(row + 1)] = \(sum) = \(result[row])"
    }
  }

  private func answer(_ answer: NumberObservation.Answer, _ step: Int) -> [PassOperation] {
    let h = value(observation.cell.node(of: "h'"), step)
    let isClass = !answer.p.isEmpty
    let y = PassOperation(
      "y = W_y h' + b_y", answer.y,
      answer.y.indices.map { row in
        let sum = PassLine.sum(
          h.indices.map { [observation.outputWeights[row * h.count + $0], h[$0]] })
        let name = isClass ? "y(\(className(row)))" : "y[\(row + 1)]"
        return "\(name) = \(sum) + \(observation.outputBias[row]) = \(answer.y[row])"
      })
    guard isClass else {
      let squares = zip(answer.y, answer.values).map { ($0 - $1) * ($0 - $1) }
      let loss = squares.reduce(0, +) / Double(squares.count)
      return [
        y,
        PassOperation(
          squares.count == 1 ? "L = (y - target)²" : "L = mean of (y - target)²", [loss],
          answer.y.indices.map { index in
            "(\(answer.y[index]) - \(answer.values[index]))² = \(squares[index])"
          }),
      ]
    }
    let sum = answer.y.reduce(0) { $0 + exp($1) }
    let p = PassOperation(
      "p = softmax(y)", answer.p,
      answer.p.indices.map { row -> PassLine in
        let (score, share) = (answer.y[row], answer.p[row])
        return "p(\(className(row))) = exp(\(score)) / Σ exp(y) = \(exp(score)) / \(sum) = \(share)"
      })
    guard let target = answer.target else { return [y, p] }
    let loss = -log(answer.p[target])
    return [
      y, p,
      PassOperation(
        "L = -ln p(\(className(target)))", [loss], ["-ln \(answer.p[target]) = \(loss)"]),
    ]
  }

  /// `0.1, 0.2`
  func list(_ numbers: some Sequence<Double>) -> PassLine {
    var parts: [PassLine.Part] = []
    for number in numbers {
      if !parts.isEmpty { parts.append(.words(", ")) }
      parts.append(.number(number))
    }
    return PassLine(parts)
  }
}
