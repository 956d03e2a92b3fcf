/// One operation of a cell's equations, or something that they begin from.
public struct EquationNode: Sendable, Equatable {
  /// What it does; numbers are the indices of the nodes that it is made of.
  public enum Kind: Sendable, Equatable {
    case input
    case state(String)
    case vector(String)
    case number(Double)
    case product(matrix: String, Int)
    case apply(CellFunction, Int)
    case negative(Int)
    case combine(Expression.Operator, Int, Int)
  }

  /// What it does.
  public let kind: Kind
  /// The name that an equation gives it, or the state or vector that it is; nil for a part of an
  /// equation.
  public var symbol: String?
  /// How it is written.
  public let text: String

  /// The nodes of one step, each after those that it is made of.
  static func all(of equations: CellEquations) -> [EquationNode] {
    var builder = NodeBuilder()
    for equation in equations.equations { builder.add(equation) }
    return builder.nodes
  }
}

/// Lays equations out as nodes, each name once.
private struct NodeBuilder {
  private(set) var nodes: [EquationNode] = []
  private var known: [String: Int] = [:]

  mutating func add(_ equation: Equation) {
    var index = add(equation.expression)
    // An equation that only gives another name to something is a node of its own.
    if nodes[index].symbol != nil {
      let zero = put(.number(0), "0")
      index = put(.combine(.plus, index, zero), equation.expression.description)
    }
    nodes[index].symbol = equation.symbol
    known[equation.symbol] = index
  }

  private mutating func add(_ expression: Expression) -> Int {
    let text = expression.description
    switch expression {
    case .symbol(let name): return leaf(name)
    case .number(let value): return put(.number(value), text)
    case .product(let matrix, let inner):
      let operand = add(inner)
      return put(.product(matrix: matrix, operand), text)
    case .apply(let function, let inner):
      let operand = add(inner)
      return put(.apply(function, operand), text)
    case .negative(let inner):
      let operand = add(inner)
      return put(.negative(operand), text)
    case .combine(let sign, let a, let b):
      let (left, right) = (add(a), add(b))
      return put(.combine(sign, left, right), text)
    }
  }

  private mutating func leaf(_ name: String) -> Int {
    if let index = known[name] { return index }
    let kind: EquationNode.Kind =
      name == "x" ? .input : ["h", "c"].contains(name) ? .state(name) : .vector(name)
    let index = put(kind, name)
    nodes[index].symbol = name
    known[name] = index
    return index
  }

  private mutating func put(_ kind: EquationNode.Kind, _ text: String) -> Int {
    nodes.append(EquationNode(kind: kind, text: text))
    return nodes.count - 1
  }
}
