/// A line of a cell's equations: `z = sigmoid(W_z x + U_z h + b_z)`.
public struct Equation: Sendable, Equatable {
  /// The name that it defines.
  public let symbol: String
  /// What it is defined as.
  public let expression: Expression
  /// Where the name is.
  let position: EquationPosition
}

/// Reads equations:
///
///     equation   = name "=" sum
///     sum        = product { ("+" | "-") product }
///     product    = factor { ("*" | "/") factor }
///     factor     = "-" factor | number | name | "(" sum ")" | function "(" sum ")"
///                | matrix (name | "(" sum ")")
///
/// A matrix begins with a capital letter. One equation is on a line, or before a semicolon.
struct EquationParser {
  /// Brackets and signs inside each other, at most.
  private static let deepest = 32

  private var tokens: ArraySlice<EquationToken>
  /// Where each name was read, for the checks that come later.
  private(set) var uses: [(name: String, position: EquationPosition)] = []

  private init(_ tokens: [EquationToken]) { self.tokens = tokens[...] }

  /// The equations of a text, and where it uses which names.
  static func read(
    _ text: String
  ) throws(EquationError) -> (equations: [Equation], uses: [[(String, EquationPosition)]]) {
    var parser = EquationParser(try EquationTokens.of(text))
    var equations: [Equation] = []
    var uses: [[(String, EquationPosition)]] = []
    while let token = parser.tokens.first {
      if token.kind == .end {
        parser.tokens.removeFirst()
        continue
      }
      parser.uses = []
      equations.append(try parser.equation())
      uses.append(parser.uses)
    }
    return (equations, uses)
  }

  private var position: EquationPosition {
    tokens.first?.position ?? EquationPosition(line: 1, column: 1)
  }

  private mutating func equation() throws(EquationError) -> Equation {
    let start = position
    guard case .name(let symbol) = tokens.first?.kind else {
      throw EquationError(start, "an equation begins with the name that it defines: h' = ...")
    }
    tokens.removeFirst()
    guard take("=") else { throw EquationError(position, "after \(symbol) comes =") }
    let expression = try sum(depth: 0)
    guard tokens.first?.kind == .end else {
      throw EquationError(position, "the equation should end here, or go on with + - * or /")
    }
    return Equation(symbol: symbol, expression: expression, position: start)
  }

  private mutating func take(_ mark: Character) -> Bool {
    guard tokens.first?.kind == .mark(mark) else { return false }
    tokens.removeFirst()
    return true
  }

  private mutating func sum(depth: Int) throws(EquationError) -> Expression {
    var left = try product(depth: depth)
    while let sign = takeOperator(precedence: 1) {
      left = .combine(sign, left, try product(depth: depth))
    }
    return left
  }

  private mutating func product(depth: Int) throws(EquationError) -> Expression {
    var left = try factor(depth: depth)
    while let sign = takeOperator(precedence: 2) {
      left = .combine(sign, left, try factor(depth: depth))
    }
    return left
  }

  private mutating func takeOperator(precedence: Int) -> Expression.Operator? {
    guard case .mark(let mark) = tokens.first?.kind, let sign = Expression.Operator(rawValue: mark),
      sign.precedence == precedence
    else { return nil }
    tokens.removeFirst()
    return sign
  }

  private mutating func factor(depth: Int) throws(EquationError) -> Expression {
    let start = position
    guard depth < Self.deepest else { throw EquationError(start, "this nests too deep") }
    if take("-") { return .negative(try factor(depth: depth + 1)) }
    if tokens.first?.kind == .mark("(") { return try bracket(depth: depth) }
    switch tokens.first?.kind {
    case .number(let value):
      tokens.removeFirst()
      return .number(value)
    case .name(let name):
      tokens.removeFirst()
      if let function = CellFunction(rawValue: name) {
        guard tokens.first?.kind == .mark("(") else {
          throw EquationError(position, "after \(name) comes what it is of, in brackets")
        }
        return .apply(function, try bracket(depth: depth))
      }
      if name.first?.isUppercase == true { return try matrix(name, start, depth: depth) }
      return try plain(name, start)
    default:
      throw EquationError(start, "here should be a name, a number, a function or a bracket")
    }
  }

  private mutating func plain(
    _ name: String, _ start: EquationPosition
  ) throws(EquationError) -> Expression {
    if tokens.first?.kind == .mark("(") {
      let known = CellFunction.allCases.map(\.rawValue).joined(separator: ", ")
      throw EquationError(start, "there is no function '\(name)'; allowed: \(known)")
    }
    if case .name(let next) = tokens.first?.kind {
      throw EquationError(position, "between \(name) and \(next) a sign is missing: + - * or /")
    }
    uses.append((name, start))
    return .symbol(name)
  }

  /// A matrix and what it multiplies.
  private mutating func matrix(
    _ name: String, _ start: EquationPosition, depth: Int
  ) throws(EquationError) -> Expression {
    guard name.contains("_") else {
      throw EquationError(start, "a matrix has an index: \(name)_h")
    }
    uses.append((name, start))
    if tokens.first?.kind == .mark("(") {
      return .product(matrix: name, of: try bracket(depth: depth))
    }
    guard case .name(let operand) = tokens.first?.kind, operand.first?.isLowercase == true,
      CellFunction(rawValue: operand) == nil
    else {
      throw EquationError(
        position, "the matrix \(name) multiplies what follows it: x, h or a bracket")
    }
    uses.append((operand, position))
    tokens.removeFirst()
    return .product(matrix: name, of: .symbol(operand))
  }

  private mutating func bracket(depth: Int) throws(EquationError) -> Expression {
    let start = position
    guard take("(") else { throw EquationError(start, "here should be a bracket") }
    let inner = try sum(depth: depth + 1)
    guard take(")") else {
      throw EquationError(position, "the bracket of column \(start.column) is not closed")
    }
    return inner
  }
}
