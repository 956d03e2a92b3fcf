import Engine

/// The pass back by number.
extension NumberedPass {
  /// What is done at a step of the backward pass.
  public func backward(_ step: Int) -> [PassOperation] {
    (observation.answers[step].map { outputGradients($0, step) } ?? []) + cellBackward(step)
  }

  /// What is done in the cell, from its new states to what goes on to the step before.
  func cellBackward(_ step: Int) -> [PassOperation] {
    var operations: [PassOperation] = []
    for node in nodes.operations.reversed() where !isInputOrProduct(node) {
      operations.append(gradientOperation(node, step))
      for product in products(in: node) {
        guard case .product(let matrix, let operand) = nodes.nodes[product].kind else { continue }
        if needsGradient(operand, step) {
          operations.append(transposedOperation(matrix, product, step))
        }
        operations.append(weightGradient(matrix, operand, product, step))
      }
      operations += biasGradients(in: node, step)
    }
    return operations + handedOn(step)
  }

  private func isInputOrProduct(_ node: Int) -> Bool {
    switch nodes.nodes[node].kind {
    case .input, .product: true
    case .state, .vector, .number, .apply, .negative, .combine: false
    }
  }

  /// The products that an operation adds up or applies a function to.
  private func products(in node: Int) -> [Int] {
    nodes.nodes[node].operands.flatMap { operand -> [Int] in
      if case .product = nodes.nodes[operand].kind { return [operand] }
      return nodes.isOperation[operand] ? [] : products(in: operand)
    }
  }

  private func vectors(in node: Int) -> [Int] {
    nodes.nodes[node].operands.flatMap { operand -> [Int] in
      if case .vector = nodes.nodes[operand].kind { return [operand] }
      return nodes.isOperation[operand] ? [] : vectors(in: operand)
    }
  }

  /// Whether anything before the product learns from its gradient.
  private func needsGradient(_ operand: Int, _ step: Int) -> Bool {
    switch nodes.nodes[operand].kind {
    case .input: observation.isEmbedded
    case .state: step > 0
    case .vector, .number, .product, .apply, .negative, .combine: true
    }
  }

  private func gradientOperation(_ node: Int, _ step: Int) -> PassOperation {
    let name = "dL/d\(nodes.names[node])"
    var terms = terms(node, step)
    let symbol = nodes.nodes[node].symbol
    let state = observation.cell.equations.states.first { $0 + "'" == symbol }
    if symbol == "h'", let answer = observation.answers[step] {
      terms.append(GradientTerm("W_yᵀ dL/dy", answer.stateGradient))
    }
    if let state, step < observation.steps - 1, let later = laterTerm(state, step + 1) {
      terms.append(later)
    }
    let result = gradient(node, step)
    var lines: [PassLine] = []
    if symbol == "h'" {
      let length = result.reduce(0) { $0 + $1 * $1 }.squareRoot()
      lines.append("its length |dL/dh'| is \(length)")
    }
    if state != nil, step == observation.steps - 1 {
      lines.append("nothing comes after the last step")
    }
    lines += plugged(name, terms, result)
    return PassOperation(
      "\(name) = \(terms.isEmpty ? "0" : terms.text)", result, lines)
  }

  private func plugged(
    _ name: String, _ terms: [GradientTerm], _ result: [Double]
  ) -> [PassLine] {
    let isPlain = terms.isEmpty || terms.count == 1 && terms[0].factors.isEmpty
    return result.indices.map { unit in
      isPlain
        ? "\(name)[\(unit + 1)] = \(result[unit])"
        : "\(name)[\(unit + 1)] = \(terms.line(unit)) = \(result[unit])"
    }
  }

  /// What the next step hands back to a state; nil where it does not use it.
  private func laterTerm(_ state: String, _ step: Int) -> GradientTerm? {
    guard let node = stateNode(state) else { return nil }
    let source = handedTerms(node, step).isEmpty ? terms(node, step)[0].source : "dL/d\(state)"
    return GradientTerm("\(source) of t + 1", gradient(node, step))
  }

  private func stateNode(_ state: String) -> Int? {
    nodes.nodes.firstIndex { $0.kind == .state(state) }
  }

  /// The parts of what is handed to a state before the step; none where it is a single one that has
  /// been computed already.
  private func handedTerms(_ node: Int, _ step: Int) -> [GradientTerm] {
    let terms = terms(node, step)
    return terms.count == 1 && terms[0].factors.isEmpty && !terms[0].isNegative ? [] : terms
  }

  /// What goes on to the step before, and to what is learned before the layer.
  private func handedOn(_ step: Int) -> [PassOperation] {
    var operations: [PassOperation] = []
    func add(_ node: Int, _ name: String) {
      let terms = handedTerms(node, step)
      guard !terms.isEmpty else { return }
      let result = gradient(node, step)
      operations.append(
        PassOperation("\(name) = \(terms.text)", result, plugged(name, terms, result)))
    }
    if step > 0 {
      for state in observation.cell.equations.states {
        if let node = stateNode(state) { add(node, "dL/d\(state)") }
      }
    }
    if observation.isEmbedded { add(observation.cell.node(of: "x"), "dL/dx") }
    return operations
  }

  private func transposedOperation(_ matrix: String, _ product: Int, _ step: Int) -> PassOperation {
    let name = transposedText(matrix, product, step)
    let result = transposed(matrix, product, step)
    let d = gradient(product, step)
    let weights = observation.cell.matrices[matrix] ?? []
    return PassOperation(
      name, result,
      result.indices.map { column in
        let sum = PassLine.sum(d.indices.map { [weights[$0 * result.count + column], d[$0]] })
        return "(\(name))[\(column + 1)] = \(sum) = \(result[column])"
      })
  }
}

/// What the learned numbers get at a step.
extension NumberedPass {
  private func weightGradient(
    _ matrix: String, _ operand: Int, _ product: Int, _ step: Int
  ) -> PassOperation {
    let symbols = "dL/d\(matrix) += \(gradientText(product, step)) \(nodes.names[operand])ᵀ"
    let factors = value(operand, step)
    if case .state(let state) = nodes.nodes[operand].kind, step == 0,
      factors.allSatisfy({ $0 == 0 })
    {
      let d = gradient(product, step)
      return PassOperation(
        symbols, shape: [d.count, factors.count],
        [Double](repeating: 0, count: d.count * factors.count),
        ["\(state) before the first step is zero: nothing is added"]
          + sums(d.count, factors.count, step) {
            gradient(product, $0)
          } factors: {
            value(operand, $0)
          })
    }
    return share(
      symbols, step, isInput: nodes.nodes[operand].kind == .input,
      gradient: { gradient(product, $0) }, factors: { value(operand, $0) })
  }

  /// A weight's share of a step, d aᵀ, and what the steps so far add up to.
  private func share(
    _ symbols: String, _ step: Int, isInput: Bool = false, gradient: (Int) -> [Double],
    factors: (Int) -> [Double]
  ) -> PassOperation {
    let (d, a) = (gradient(step), factors(step))
    let totals = sums(d.count, a.count, step, gradient, factors: factors)
    let column = isInput ? observation.inputIndices?[step] : nil
    let lines = d.indices.map { row -> PassLine in
      guard column == nil else {
        return "row \(row + 1): \(d[row]) in column \(observation.inputNames[step]), 0 elsewhere"
      }
      return "row \(row + 1): \(d[row]) × (\(list(a))) = \(list(a.map { d[row] * $0 }))"
    }
    return PassOperation(
      symbols, shape: [d.count, a.count], d.flatMap { row in a.map { row * $0 } }, lines + totals)
  }

  /// The sum over the steps from the last to this one, row by row; nothing at the last.
  private func sums(
    _ rows: Int, _ columns: Int, _ step: Int, _ gradient: (Int) -> [Double],
    factors: (Int) -> [Double]
  ) -> [PassLine] {
    guard step < observation.steps - 1 else { return [] }
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: columns), count: rows)
    for later in step..<observation.steps {
      let (d, a) = (gradient(later), factors(later))
      for row in d.indices { for column in a.indices { sums[row][column] += d[row] * a[column] } }
    }
    return sums.enumerated().map { row, sum in
      "row \(row + 1), steps \(step + 1) to \(observation.steps) added up: \(list(sum))"
    }
  }

  /// The vectors of an operation: all that get the same gradient in one line. A vector of several
  /// operations belongs to the first, where its gradient is complete.
  private func biasGradients(in node: Int, _ step: Int) -> [PassOperation] {
    var groups: [(names: [String], text: String, result: [Double])] = []
    for vector in vectors(in: node) {
      let isFirst = nodes.operations.first { vectors(in: $0).contains(vector) } == node
      let text = terms(vector, step).text
      let name = "dL/d\(nodes.names[vector])"
      guard isFirst, !groups.contains(where: { $0.names.contains(name) }) else { continue }
      if let index = groups.firstIndex(where: { $0.text == text }) {
        groups[index].names.append(name)
      } else {
        groups.append(([name], text, gradient(vector, step)))
      }
    }
    return groups.map { group in
      PassOperation(
        group.names.joined(separator: ", ") + " += \(group.text)", group.result,
        group.result.indices.map { "unit \(Int($0) + 1): \(group.result[$0])" })
    }
  }

  /// As many as `outputGradients` gives.
  static let outputOperations = 4

  private func outputGradients(
    _ answer: NumberObservation.Answer, _ step: Int
  ) -> [PassOperation] {
    let (d, count) = (answer.gradient, answer.count)
    let mean = count == 1 ? "" : " / \(count)"
    let below = answer.stateGradient
    let state = observation.cell.node(of: "h'")
    func zero() -> [Double] { d.map { _ in 0 } }
    func later(_ step: Int) -> [Double] { observation.answers[step]?.gradient ?? zero() }
    return [
      PassOperation("dL/dy", d, outputLines(answer, mean)),
      PassOperation(
        "W_yᵀ dL/dy", below,
        below.indices.map { unit in
          let sum = PassLine.sum(
            d.indices.map { [observation.outputWeights[$0 * hidden + unit], d[$0]] })
          return "(W_yᵀ dL/dy)[\(unit + 1)] = \(sum) = \(below[unit])"
        }),
      share("dL/dW_y += dL/dy h'ᵀ", step, gradient: later, factors: { value(state, $0) }),
      PassOperation(
        "dL/db_y += dL/dy", d, d.indices.map { "output \($0 + 1): \(d[$0])" }),
    ]
  }

  private func outputLines(_ answer: NumberObservation.Answer, _ mean: String) -> [PassLine] {
    let d = answer.gradient
    guard !answer.p.isEmpty else {
      return d.indices.map { index in
        "2 (\(answer.y[index]) - \(answer.values[index]))\(mean) = \(d[index])"
      }
    }
    guard let target = answer.target else { return ["this step's answer is not counted"] }
    return d.indices.map { index in
      index == target
        ? "(p(\(className(index))) - 1)\(mean) = (\(answer.p[index]) - 1)\(mean) = \(d[index])"
        : "p(\(className(index)))\(mean) = \(answer.p[index])\(mean) = \(d[index])"
    }
  }
}
