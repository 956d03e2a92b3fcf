/// A recurrent cell as equations that people read, one step of it:
///
///     z = sigmoid(W_z x + U_z h + b_z)
///     n = tanh(W_n x + U_n h + b_n)
///     h' = (1 - z) * n + z * h
///
/// `x` comes in; `h`, and in some cells `c`, are the states before the step and `h'`, `c'` those
/// after it. A capital letter with an index is a learned matrix and multiplies what follows
/// it; a small letter with an index that no equation defines is a learned vector; `*` is the
/// product unit by unit.
public struct CellEquations: Sendable, Equatable {
  /// The equations, in the order in which they are computed.
  public let equations: [Equation]
  /// The states: h, and in some cells c.
  public let states: [String]
  /// Learned matrices on x, in the order in which they come.
  public let inputMatrices: [String]
  /// Learned matrices on states or on what is made of them.
  public let recurrentMatrices: [String]
  /// Learned vectors.
  public let vectors: [String]

  private static let mostEquations = 32

  /// Reads the equations of `text`; throws the first mistake with its line and column.
  public init(_ text: String) throws(EquationError) {
    let (equations, uses) = try EquationParser.read(text)
    guard !equations.isEmpty else {
      throw EquationError(
        EquationPosition(line: 1, column: 1), "there is no equation; a cell defines h'")
    }
    guard equations.count <= Self.mostEquations else {
      throw EquationError(
        equations[Self.mostEquations].position, "a cell has at most \(Self.mostEquations) equations"
      )
    }
    var names = try Names(equations)
    for (equation, own) in zip(equations, uses) { try names.check(equation, uses: own) }
    try names.finish(equations)
    self.equations = equations
    states = names.states
    var (input, recurrent): ([String], [String]) = ([], [])
    for (matrix, operand) in equations.flatMap(\.expression.matrices) {
      if operand == .symbol("x") { input.append(matrix) } else { recurrent.append(matrix) }
    }
    (inputMatrices, recurrentMatrices, vectors) = (input, recurrent, names.vectors)
  }

  /// The text, one equation a line.
  public var text: String {
    equations.map { "\($0.symbol) = \($0.expression)" }.joined(separator: "\n")
  }
}

extension Expression {
  /// The learned matrices in it with what they multiply, in reading order.
  var matrices: [(matrix: String, operand: Expression)] {
    switch self {
    case .symbol, .number: []
    case .product(let matrix, let inner): [(matrix, inner)] + inner.matrices
    case .apply(_, let inner), .negative(let inner): inner.matrices
    case .combine(_, let a, let b): a.matrices + b.matrices
    }
  }
}

/// Who is who among the names of a cell's equations.
private struct Names {
  private let defined: [String: Int]
  private(set) var states: [String]
  private(set) var vectors: [String] = []
  private var known: Set<String> = []
  private var used: Set<String> = []
  private var matrices: Set<String> = []

  /// The names that the equations define; throws where one cannot be defined.
  init(_ equations: [Equation]) throws(EquationError) {
    var defined: [String: Int] = [:]
    for (index, equation) in equations.enumerated() {
      let (symbol, position) = (equation.symbol, equation.position)
      if ["x", "h", "c"].contains(symbol) {
        throw EquationError(
          position,
          symbol == "x"
            ? "x is what comes in and cannot be defined"
            : "\(symbol) is the state before the step; the one after it is \(symbol)'")
      }
      if CellFunction(rawValue: symbol) != nil || symbol.first?.isUppercase == true {
        throw EquationError(position, "\(symbol) cannot be defined: it is a function or a matrix")
      }
      if defined[symbol] != nil { throw EquationError(position, "\(symbol) is defined twice") }
      defined[symbol] = index
    }
    self.defined = defined
    states = ["h"] + (defined["c'"] != nil ? ["c"] : [])
    guard defined["h'"] != nil else {
      throw EquationError(
        EquationPosition(line: equations[0].position.line, column: 1),
        "no equation defines h', the state after the step")
    }
  }

  /// Checks what an equation uses, and then counts its own name as known.
  mutating func check(
    _ equation: Equation, uses: [(String, EquationPosition)]
  ) throws(EquationError) {
    for (name, position) in uses { try check(name, position) }
    try checkOperands(equation.expression, uses)
    known.insert(equation.symbol)
  }

  private mutating func check(
    _ name: String, _ position: EquationPosition
  ) throws(EquationError) {
    used.insert(name)
    if name.first?.isUppercase == true {
      guard matrices.insert(name).inserted else {
        throw EquationError(position, "the matrix \(name) occurs twice; give each its own index")
      }
      return
    }
    if known.contains(name) || name == "x" || states.contains(name) { return }
    if defined[name] != nil {
      throw EquationError(position, "\(name) is used before it is defined")
    }
    if name == "c" { throw EquationError(position, "c is used, and no equation defines c'") }
    guard name.contains("_"), !name.hasSuffix("'") else {
      let symbols = (["x"] + states + known.sorted()).joined(separator: ", ")
      throw EquationError(
        position, "\(name) is not defined; allowed: \(symbols), and learned vectors such as b_h")
    }
    if !vectors.contains(name) { vectors.append(name) }
  }

  /// x has a size of its own: only a matrix may stand before it.
  private func checkOperands(
    _ expression: Expression, _ uses: [(String, EquationPosition)]
  ) throws(EquationError) {
    let alone = expression.isBareInput
    guard alone, let use = uses.last(where: { $0.0 == "x" }) else { return }
    throw EquationError(
      use.1, "x has a size of its own: bring it to the state's with a matrix, W_h x")
  }

  /// Checks that nothing was defined in vain.
  func finish(_ equations: [Equation]) throws(EquationError) {
    for equation in equations where !states.map({ $0 + "'" }).contains(equation.symbol) {
      guard used.contains(equation.symbol) else {
        throw EquationError(equation.position, "\(equation.symbol) is defined and never used")
      }
    }
    if states.contains("c"), !used.contains("c"),
      let own = equations.first(where: { $0.symbol == "c'" })
    {
      throw EquationError(own.position, "c' is defined, and c is used nowhere: it is no state")
    }
  }
}

extension Expression {
  /// Whether x occurs somewhere without a matrix right before it.
  fileprivate var isBareInput: Bool {
    switch self {
    case .symbol(let name): name == "x"
    case .number: false
    case .product(_, .symbol): false
    case .product(_, let inner), .apply(_, let inner), .negative(let inner): inner.isBareInput
    case .combine(_, let a, let b): a.isBareInput || b.isBareInput
    }
  }
}
