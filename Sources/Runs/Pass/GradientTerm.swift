import Engine

/// A part of the gradient with respect to a node: the gradient of something that uses it, times the
/// derivatives in between.
struct GradientTerm {
  /// Whether it is subtracted.
  var isNegative = false
  /// The gradient that it begins with, such as `dL/dh'`, and its numbers.
  let source: String
  let values: [Double]
  /// Derivatives in between, with their numbers.
  var factors: [(text: String, values: [Double])] = []

  init(_ source: String, _ values: [Double]) { (self.source, self.values) = (source, values) }

  /// In symbols, without its sign.
  var text: String { ([source] + factors.map(\.text)).joined(separator: " * ") }

  /// With numbers, without its sign.
  func line(_ unit: Int) -> PassLine {
    PassLine.sum([[values[unit]] + factors.map { $0.values[unit] }])
  }
}

extension [GradientTerm] {
  /// The sum in symbols.
  var text: String { joined(\.text) }

  /// The sum with numbers.
  func line(_ unit: Int) -> PassLine {
    var parts: [PassLine.Part] = []
    for (index, term) in enumerated() {
      if index > 0 || term.isNegative {
        parts.append(.words(index > 0 ? term.isNegative ? " - " : " + " : "-"))
      }
      parts += term.line(unit).parts
    }
    return PassLine(parts)
  }

  private func joined(_ text: (GradientTerm) -> String) -> String {
    enumerated().map { index, term in
      let sign = index > 0 ? (term.isNegative ? " - " : " + ") : term.isNegative ? "-" : ""
      return sign + text(term)
    }.joined()
  }
}

/// The chain rule through the equations.
extension NumberedPass {
  /// The parts of the gradient with respect to a node, from all that uses it at this step.
  func terms(_ node: Int, _ step: Int) -> [GradientTerm] {
    nodes.users(of: node).flatMap { user -> [GradientTerm] in
      if case .product(let matrix, _) = nodes.nodes[user].kind {
        return [GradientTerm(transposedText(matrix, user, step), transposed(matrix, user, step))]
      }
      let own =
        nodes.isOperation[user]
        ? [GradientTerm("dL/d\(nodes.names[user])", gradient(user, step))] : terms(user, step)
      // A node that is both operands of another gets a part through each.
      return nodes.nodes[user].operands.enumerated().filter { $0.element == node }.flatMap { side in
        own.map { times($0, derivativeOf: user, side: side.offset, step) }
      }
    }
  }

  /// The gradient with respect to what a matrix is multiplied with: W^T d.
  func transposed(_ matrix: String, _ product: Int, _ step: Int) -> [Double] {
    let d = gradient(product, step)
    let weights = observation.cell.matrices[matrix] ?? []
    let width = weights.count / max(1, d.count)
    return (0..<width).map { column in
      d.indices.reduce(0) { $0 + weights[$1 * width + column] * d[$1] }
    }
  }

  func transposedText(_ matrix: String, _ product: Int, _ step: Int) -> String {
    "\(matrix)ᵀ \(gradientText(product, step))"
  }

  /// What the gradient with respect to a product is called.
  func gradientText(_ product: Int, _ step: Int) -> String {
    let terms = terms(product, step)
    if terms.count == 1, terms[0].factors.isEmpty, !terms[0].isNegative { return terms[0].source }
    return "(\(terms.text))"
  }

  private func times(
    _ term: GradientTerm, derivativeOf user: Int, side: Int, _ step: Int
  ) -> GradientTerm {
    var term = term
    func multiply(_ text: String, _ values: [Double]) { term.factors.append((text, values)) }
    switch nodes.nodes[user].kind {
    case .input, .state, .vector, .number, .product, .combine(.plus, _, _): break
    case .negative: term.isNegative.toggle()
    case .combine(.minus, _, _): if side == 1 { term.isNegative.toggle() }
    case .combine(.times, let a, let b):
      let other = side == 0 ? b : a
      multiply(bracketed(other), value(other, step))
    case .combine(.over, let a, let b):
      let (left, right) = (value(a, step), value(b, step))
      if side == 0 {
        multiply("1 / \(bracketed(b))", right.map { 1 / $0 })
      } else {
        term.isNegative.toggle()
        multiply(
          "\(bracketed(a)) / \(bracketed(b))²", zip(left, right).map { $0 / ($1 * $1) })
      }
    case .apply(let function, let argument):
      let (x, y) = (value(argument, step), value(user, step))
      multiply(
        slopeText(function, argument, user), x.indices.map { function.slope(x[$0], value: y[$0]) })
    }
    return term
  }

  /// A node as a factor.
  private func bracketed(_ node: Int) -> String {
    if nodes.isOperation[node] || nodes.nodes[node].isLeaf { return nodes.names[node] }
    let text = nodes.text(of: node)
    if case .apply = nodes.nodes[node].kind { return text }
    return "(\(text))"
  }

  private func slopeText(_ function: CellFunction, _ argument: Int, _ user: Int) -> String {
    let y = bracketed(user)
    return switch function {
    case .sigmoid: "\(y) * (1 - \(y))"
    case .tanh: "(1 - \(y)²)"
    case .exp: y
    case .relu, .softplus, .positive: "\(function.rawValue)'(\(nodes.names[argument]))"
    }
  }
}
