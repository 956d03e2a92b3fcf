/// The right-hand side of an equation, as it was parsed.
public indirect enum Expression: Sendable, Equatable {
  /// A name: a state, a symbol that was defined, a learned vector.
  case symbol(String)
  /// The same constant for every unit.
  case number(Double)
  /// A learned matrix times what follows it.
  case product(matrix: String, of: Expression)
  /// A function of every unit.
  case apply(CellFunction, Expression)
  /// Two vectors, unit by unit.
  case combine(Operator, Expression, Expression)
  /// Minus what follows, unit by unit.
  case negative(Expression)

  /// What joins two vectors unit by unit.
  public enum Operator: Character, Sendable, CaseIterable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"

    /// Operators of a higher number are done first.
    var precedence: Int { self == .plus || self == .minus ? 1 : 2 }
  }

  /// The names in it, in reading order; matrices are not among them.
  public var symbols: [String] {
    switch self {
    case .symbol(let name): [name]
    case .number: []
    case .product(_, let inner), .apply(_, let inner), .negative(let inner): inner.symbols
    case .combine(_, let a, let b): a.symbols + b.symbols
    }
  }
}

extension Expression: CustomStringConvertible {
  /// A text that parses to it, with as few brackets as it needs.
  public var description: String { text(within: 0) }

  private func text(within precedence: Int) -> String {
    switch self {
    case .symbol(let name): return name
    case .number(let value):
      return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .product(let matrix, .symbol(let name)): return "\(matrix) \(name)"
    case .product(let matrix, let inner): return "\(matrix) (\(inner))"
    case .apply(let function, let inner): return "\(function.rawValue)(\(inner))"
    case .negative(let inner):
      let text = "-\(inner.text(within: 3))"
      return precedence > 0 ? "(\(text))" : text
    case .combine(let sign, let a, let b):
      // What is on the right of - and / needs brackets also at the same precedence.
      let (left, right) = (sign.precedence, sign.precedence + 1)
      let text = "\(a.text(within: left)) \(sign.rawValue) \(b.text(within: right))"
      return sign.precedence < precedence ? "(\(text))" : text
    }
  }
}
