import Engine

/// A configuration's cell as its equations describe it: what screens need to show any cell, be it
/// one of the list or one that a lesson defines.
public struct CellDescription: Sendable {
  /// A gate, or what a gate lets through.
  public struct Gate: Sendable, Equatable {
    /// Its symbol in the equations.
    public let symbol: String
    /// Whether its values may be negative.
    public let isSigned: Bool
    /// What it does, in words.
    public let role: String
    /// Whether it weighs the state before, or one minus it does.
    public let keeps: Bool
    /// Whether one minus it weighs the state before.
    public let keepsByComplement: Bool
  }

  /// An equation as text: what it defines, and of what.
  public struct Line: Sendable, Equatable {
    /// What it defines.
    public let symbol: String
    /// Its right-hand side.
    public let text: String

    /// Whether a learned matrix is in it, so that its numbers are too many to be put in.
    public var hasMatrix: Bool { text.contains(where: \.isUppercase) }
  }

  /// The gates, what is kept first; none for a plain cell.
  public let gates: [Gate]
  /// The equations in the order in which they are computed.
  public let lines: [Line]
  /// Whether a matrix on the state is among its weights.
  public let isRecurrent: Bool
  /// The states: h, and for some c.
  public let states: [String]

  init(_ kind: CellKind) {
    let equations = kind.cellEquations
    let all = kind.isGated ? equations.gates.filter { kind.gates.contains($0.symbol) } : []
    let described = all.map { gate in
      Gate(
        symbol: gate.symbol, isSigned: gate.range.isSigned, role: Self.words(gate),
        keeps: gate.role == .keep || gate.weighsByComplement,
        keepsByComplement: gate.role != .keep && gate.weighsByComplement)
    }
    gates = described.filter(\.keeps) + described.filter { !$0.keeps }
    lines = equations.equations.map {
      Line(symbol: $0.symbol, text: $0.expression.description)
    }
    states = equations.states
    isRecurrent = !equations.recurrentMatrices.isEmpty
  }

  private static func words(_ gate: Engine.Gate) -> String {
    switch gate.role {
    case .keep: "share of the old state that is kept"
    case .write where gate.weighsByComplement: "share of the state that is replaced"
    case .write: "share of the candidate that is written"
    case .candidate: "the candidate: what is new"
    case .output: "share of the state that is shown"
    case .reset: "share of the old state that the candidate sees"
    }
  }

  /// The right-hand side of `line` with numbers for its symbols; nil where one is not known.
  public func numbers(in line: Line, _ number: (String) -> String?) -> String? {
    guard !line.hasMatrix else { return nil }
    var result = ""
    var word = ""
    for character in line.text + " " {
      if character.isLetter || "_'~".contains(character) || (!word.isEmpty && character.isNumber) {
        word.append(character)
        continue
      }
      if let function = CellFunction(rawValue: word) {
        result += function.rawValue
      } else if !word.isEmpty {
        guard let text = number(word) else { return nil }
        result += text
      }
      word = ""
      result.append(character == "*" ? "×" : character)
    }
    return String(result.dropLast())
  }
}

extension Configuration {
  /// What the cell's equations say of it.
  public var cellDescription: CellDescription { CellDescription(cellKind) }
}
