import Engine

/// The nodes of a cell's equations that are operations of their own when a person does them by
/// hand, with the names that they go by:
///
///     x;  W x and U h, each a matrix times something;  a, what a function is applied to;
///     and every symbol that an equation defines
struct PassNodes {
  let nodes: [EquationNode]
  /// Whether a node is an operation of its own; what is not is written out inside those that are.
  let isOperation: [Bool]
  /// Names of operations, states and vectors; of other nodes their text.
  let names: [String]

  /// The operations, in the order of the pass forward.
  var operations: [Int] { nodes.indices.filter { isOperation[$0] } }

  init(_ nodes: [EquationNode]) {
    self.nodes = nodes
    var isOperation = nodes.map { node in
      switch node.kind {
      case .input, .product: true
      case .state, .vector, .number: false
      case .apply, .negative, .combine: node.symbol != nil
      }
    }
    var names = nodes.map { $0.symbol ?? $0.text }
    var taken = Set(nodes.compactMap(\.symbol))
    for node in nodes {
      switch node.kind {
      case .product(_, let operand):
        if !nodes[operand].isLeaf, !isOperation[operand] {
          isOperation[operand] = true
          names[operand] = "(\(nodes[operand].text))"
        }
      case .apply(_, let argument):
        guard !nodes[argument].isLeaf, !isOperation[argument],
          Self.hasProduct(argument, nodes)
        else { continue }
        isOperation[argument] = true
        names[argument] = Self.name(ofArgument: argument, nodes, &taken)
      case .input, .state, .vector, .number, .negative, .combine: continue
      }
    }
    (self.isOperation, self.names) = (isOperation, names)
  }

  /// The nodes that use a node.
  func users(of index: Int) -> [Int] {
    nodes.indices.filter { nodes[$0].operands.contains(index) }
  }

  private static func hasProduct(_ index: Int, _ nodes: [EquationNode]) -> Bool {
    if case .product = nodes[index].kind { return true }
    return nodes[index].operands.contains { hasProduct($0, nodes) }
  }

  /// `a` in the equation of h', `a_z` in that of z; with a number where that name is taken.
  private static func name(
    ofArgument index: Int, _ nodes: [EquationNode], _ taken: inout Set<String>
  ) -> String {
    let owner = nodes[index...].first { $0.symbol != nil && !$0.isLeaf }?.symbol ?? "h'"
    let first = owner == "h'" && !taken.contains("a") ? "a" : "a_" + owner.filter { $0 != "'" }
    var name = first
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(first)\(number)"
      number += 1
    }
    return name
  }

  /// A node written out as far as other operations, states and vectors, which `leaf` writes.
  ///
  /// - Parameter isProductSign: how products are written: `*` between symbols, `×` between numbers
  func parts(
    of index: Int, product: String, leaf: (Int) -> PassLine.Part
  ) -> [PassLine.Part] {
    written(index, isOutermost: true, product, leaf).parts
  }

  private typealias Written = (parts: [PassLine.Part], precedence: Int)

  private func written(
    _ index: Int, isOutermost: Bool = false, _ product: String, _ leaf: (Int) -> PassLine.Part
  ) -> Written {
    let node = nodes[index]
    if case .number(let value) = node.kind { return ([.number(value)], 3) }
    if node.isLeaf || isOperation[index] && !isOutermost { return ([leaf(index)], 3) }
    func inner(_ operand: Int, least: Int) -> [PassLine.Part] {
      let (parts, precedence) = written(operand, product, leaf)
      return precedence < least ? [.words("(")] + parts + [.words(")")] : parts
    }
    switch node.kind {
    case .input, .state, .vector, .number: return ([leaf(index)], 3)
    case .product(let matrix, let operand): return ([.words(matrix + " "), leaf(operand)], 3)
    case .negative(let operand): return ([.words("-")] + inner(operand, least: 3), 1)
    case .apply(let function, let argument):
      return ([.words(function.rawValue + "(")] + inner(argument, least: 0) + [.words(")")], 3)
    case .combine(.plus, let a, let b) where nodes[b].kind == .number(0):
      return (inner(a, least: 0), 3)
    case .combine(let sign, let a, let b):
      let text = sign == .times ? product : String(sign.rawValue)
      let own = sign == .plus || sign == .minus ? 1 : 2
      let isStrict = sign == .minus || sign == .over
      return (
        inner(a, least: own) + [.words(" \(text) ")] + inner(b, least: isStrict ? own + 1 : own),
        own
      )
    }
  }

  /// A node in symbols.
  func text(of index: Int) -> String {
    PassLine(parts(of: index, product: "*") { .words(names[$0]) }).text { value in
      value == value.rounded() ? "\(Int(value))" : "\(value)"
    }
  }
}

extension EquationNode {
  /// Whether it is made of no other node.
  var isLeaf: Bool {
    switch kind {
    case .input, .state, .vector, .number: true
    case .product, .apply, .negative, .combine: false
    }
  }

  /// The nodes that it is made of.
  var operands: [Int] {
    switch kind {
    case .input, .state, .vector, .number: []
    case .product(_, let a), .apply(_, let a), .negative(let a): [a]
    case .combine(_, let a, let b): [a, b]
    }
  }
}
