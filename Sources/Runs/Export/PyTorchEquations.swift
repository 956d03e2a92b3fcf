import Engine

/// A recurrent layer in Python that computes the equations of its cell, one a line.
///
/// Its parameters have the names and the layout of the lab's: those of a compiled cell are rows for
/// all gates, as in PyTorch's own modules; those of a cell that is given by its equations alone are
/// each a parameter.
struct PyTorchEquations {
  private let kind: CellKind
  private let equations: CellEquations
  /// The Python names of symbols, matrices and vectors.
  private let names: [String: String]

  init(_ kind: CellKind) {
    self.kind = kind
    equations = kind.cellEquations
    names = Self.names(
      ["x"] + equations.states + equations.equations.map(\.symbol) + equations.inputMatrices
        + equations.recurrentMatrices + equations.vectors)
  }

  /// The class: `MinlstmLogLayer`.
  var className: String {
    kind.name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
      + "Layer"
  }

  /// The functions that the class needs, and the class.
  var definitions: [String] {
    let functions = Set(equations.equations.flatMap(\.expression.functions))
    return (functions.contains(.positive) ? [Self.positive] : []) + [module]
  }

  private static let positive = """
    def positive(a):
        return torch.where(a >= 0, a + 0.5, torch.sigmoid(a))
    """

  private var module: String {
    let states = equations.states.compactMap { names[$0] }
    let news = equations.states.compactMap { names[$0 + "'"] }
    let hasTwo = states.count > 1
    let first =
      hasTwo
      ? [
        "zero = x.new_zeros(x.shape[1], self.hidden)",
        "h, c = (zero, zero) if state is None else (s[0] for s in state)",
      ] : ["h = x.new_zeros(x.shape[1], self.hidden) if state is None else state[0]"]
    let loop =
      equations.equations.map { "\(names[$0.symbol] ?? "") = \(text(ofWhole: $0.expression))" } + [
        "\(states.joined(separator: ", ")) = \(news.joined(separator: ", "))", "states.append(h)",
      ]
    let last = hasTwo ? "(h[None], c[None])" : "h[None]"
    let lines =
      ["class \(className)(nn.Module):", "    \"\"\"The cell \(kind.name):", ""]
      + equations.text.split(separator: "\n").map { "    " + $0 }
      + [
        "    \"\"\"", "", "    def __init__(self, inputs, hidden):", "        super().__init__()",
        "        self.hidden = hidden",
      ] + declarations.map { "        " + $0 } + ["", "    def forward(self, x, state=None):"]
      + (unpacked + first + ["states = []", "for x_t in x:"]).map { "        " + $0 }
      + loop.map { "            " + $0 } + ["        return torch.stack(states), \(last)"]
    return lines.joined(separator: "\n")
  }

  /// Lines that make the parameters.
  private var declarations: [String] {
    func line(_ name: String, _ shape: String) -> String {
      "self.\(name) = nn.Parameter(torch.zeros(\(shape)))"
    }
    guard !kind.isOwn else {
      return equations.inputMatrices.map { line(attribute($0), "hidden, inputs") }
        + equations.recurrentMatrices.map { line(attribute($0), "hidden, hidden") }
        + equations.vectors.map { line(attribute($0), "hidden") }
    }
    let rows = kind.gates.count > 1 ? "\(kind.gates.count) * hidden" : "hidden"
    return [line("weight_ih_l0", rows + ", inputs")]
      + (kind.isRecurrent ? [line("weight_hh_l0", rows + ", hidden")] : [])
      + [line("bias_ih_l0", rows)] + (kind.hasTwoBiases ? [line("bias_hh_l0", rows)] : [])
  }

  /// The parameter of a cell that is given by its equations alone.
  func attribute(_ name: String) -> String { (names[name] ?? name) + "_l0" }

  /// Lines that give the parameters their names in the equations.
  private var unpacked: [String] {
    guard !kind.isOwn else {
      return (equations.inputMatrices + equations.recurrentMatrices + equations.vectors).map {
        "\(names[$0] ?? "") = self.\(attribute($0))"
      }
    }
    func line(_ parts: [String], _ parameter: String) -> String {
      let own = parts.compactMap { names[$0] }.joined(separator: ", ")
      return "\(own) = self.\(parameter)" + (parts.count > 1 ? ".chunk(\(parts.count))" : "")
    }
    return [line(equations.inputMatrices, "weight_ih_l0")]
      + (kind.isRecurrent ? [line(equations.recurrentMatrices, "weight_hh_l0")] : [])
      + [line(kind.inputBiases, "bias_ih_l0")]
      + (kind.hasTwoBiases ? [line(kind.recurrentBiases, "bias_hh_l0")] : [])
  }

  /// Words that have a meaning in the module, and Python's own.
  private static let reserved: Set<String> = [
    "self", "torch", "nn", "F", "math", "zero", "states", "state", "inputs", "hidden", "batch",
    "positive", "super", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield", "None", "True", "False",
  ]

  /// A Python name for each symbol: h~ is h_tilde, h' is h_new.
  private static func names(_ symbols: [String]) -> [String: String] {
    var names: [String: String] = [:]
    var taken = reserved
    for symbol in symbols where names[symbol] == nil {
      var name = symbol == "x" ? "x_t" : ""
      if name.isEmpty {
        for character in symbol {
          name += character == "~" ? "_tilde" : character == "'" ? "_new" : String(character)
        }
      }
      while !taken.insert(name).inserted { name += "_" }
      names[symbol] = name
    }
    return names
  }
}

/// Expressions in Python.
extension PyTorchEquations {
  /// The right-hand side of an equation. One that is a number becomes a tensor, which functions
  /// take.
  private func text(ofWhole expression: Expression) -> String {
    let text = text(expression).text
    return expression.isConstant ? "torch.tensor(\(text))" : text
  }

  private func text(_ expression: Expression) -> (text: String, precedence: Int) {
    func inner(_ expression: Expression, least: Int) -> String {
      let (text, precedence) = text(expression)
      return precedence < least ? "(\(text))" : text
    }
    switch expression {
    case .symbol(let name): return (names[name] ?? name, 4)
    case .number(let value): return ("\(value)", 4)
    case .negative(let operand): return ("-\(inner(operand, least: 3))", 3)
    case .product(let matrix, let operand):
      return ("\(inner(operand, least: 3)) @ \(names[matrix] ?? matrix).T", 2)
    case .apply(let function, let operand):
      let argument = operand.isConstant ? text(ofWhole: operand) : text(operand).text
      return ("\(Self.name(of: function))(\(argument))", 4)
    case .combine(let sign, let a, let b):
      let own = sign == .plus || sign == .minus ? 1 : 2
      return ("\(inner(a, least: own)) \(sign.rawValue) \(inner(b, least: own + 1))", own)
    }
  }

  private static func name(of function: CellFunction) -> String {
    switch function {
    case .sigmoid: "torch.sigmoid"
    case .tanh: "torch.tanh"
    case .relu: "torch.relu"
    case .exp: "torch.exp"
    case .softplus: "F.softplus"
    case .positive: "positive"
    }
  }
}

extension Expression {
  /// The functions in it.
  fileprivate var functions: [CellFunction] {
    switch self {
    case .symbol, .number: []
    case .product(_, let inner), .negative(let inner): inner.functions
    case .apply(let function, let inner): [function] + inner.functions
    case .combine(_, let a, let b): a.functions + b.functions
    }
  }

  /// Whether it is made of numbers alone.
  fileprivate var isConstant: Bool {
    switch self {
    case .symbol, .product: false
    case .number: true
    case .apply(_, let inner), .negative(let inner): inner.isConstant
    case .combine(_, let a, let b): a.isConstant && b.isConstant
    }
  }
}
