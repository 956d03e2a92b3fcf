/// A gate of a cell, or what a gate lets through: a symbol of its equations that decides its
/// states.
public struct Gate: Sendable, Equatable {
  /// What it does to a state.
  public enum Role: String, Sendable, CaseIterable {
    /// Weighs the state before the step.
    case keep
    /// Weighs what is new.
    case write
    /// What is new.
    case candidate
    /// Weighs what of a state is shown.
    case output
    /// Weighs a state inside another gate or candidate.
    case reset
  }

  /// Its name in the equations.
  public let symbol: String
  /// What its values lie between.
  public let range: Interval
  /// What it does.
  public let role: Role
  /// Whether the state before the step is weighed by one minus it.
  public let weighsByComplement: Bool

  /// Whether it can be held open or closed: only what lies between 0 and 1 can.
  public var canBeClamped: Bool { range.isWithinUnit }
}

extension CellEquations {
  /// The gates, in the order of the equations.
  public var gates: [Gate] {
    var ranges: [String: Interval] = [:]
    for equation in equations { ranges[equation.symbol] = equation.expression.range(ranges) }
    let stateNames = Set(states.map { $0 + "'" })
    let updates = equations.filter { stateNames.contains($0.symbol) }
    let direct = Set(updates.flatMap(\.expression.symbols))
    return equations.compactMap { equation -> Gate? in
      let symbol = equation.symbol
      guard !stateNames.contains(symbol), let range = ranges[symbol] else { return nil }
      let isKept = updates.contains {
        $0.expression.terms.contains { $0.weighs("h", by: symbol) || $0.weighs("c", by: symbol) }
      }
      let isComplement = updates.contains { update in
        update.expression.terms.contains {
          $0.weighsByComplement("h", of: symbol) || $0.weighsByComplement("c", of: symbol)
        }
      }
      let role: Gate.Role
      if isKept {
        role = .keep
      } else if isComplement {
        role = .write
      } else if direct.contains(symbol) {
        role = directRole(symbol, range, updates)
      } else if weighsInside(symbol) {
        role = .reset
      } else {
        return nil
      }
      return Gate(symbol: symbol, range: range, role: role, weighsByComplement: isComplement)
    }
  }

  /// The role of a symbol that a state's update uses, and not to weigh the state before.
  private func directRole(_ symbol: String, _ range: Interval, _ updates: [Equation]) -> Gate.Role {
    let showsState = updates.contains { update in
      update.symbol == "h'"
        && update.expression.terms.contains { term in
          term.factors.contains(.symbol(symbol))
            && term.symbols.contains {
              $0.hasSuffix("'") && $0 != "h'" && states.contains(String($0.dropLast()))
            }
        }
    }
    if showsState { return .output }
    return range.isWithinUnit ? .write : .candidate
  }

  /// Whether a symbol multiplies a state, or a product with one, inside another equation.
  private func weighsInside(_ symbol: String) -> Bool {
    equations.contains { $0.expression.hasProduct(of: symbol, withOneOf: Set(states)) }
  }
}

extension Expression {
  /// The summands.
  var terms: [Expression] {
    if case .combine(.plus, let a, let b) = self { return a.terms + b.terms }
    if case .combine(.minus, let a, let b) = self { return a.terms + b.terms }
    return [self]
  }

  /// What it multiplies, if it is a product; else it alone.
  fileprivate var factors: [Expression] {
    if case .combine(.times, let a, let b) = self { return a.factors + b.factors }
    return [self]
  }

  fileprivate func weighs(_ state: String, by symbol: String) -> Bool {
    factors.contains(.symbol(state)) && factors.contains(.symbol(symbol))
  }

  fileprivate func weighsByComplement(_ state: String, of symbol: String) -> Bool {
    factors.contains(.symbol(state))
      && factors.contains(.combine(.minus, .number(1), .symbol(symbol)))
  }

  fileprivate func hasProduct(of symbol: String, withOneOf states: Set<String>) -> Bool {
    switch self {
    case .symbol, .number: return false
    case .product(_, let inner), .apply(_, let inner), .negative(let inner):
      return inner.hasProduct(of: symbol, withOneOf: states)
    case .combine(let sign, let a, let b):
      if sign == .times, factors.contains(.symbol(symbol)), !states.isDisjoint(with: symbols) {
        return true
      }
      return a.hasProduct(of: symbol, withOneOf: states)
        || b.hasProduct(of: symbol, withOneOf: states)
    }
  }

  /// What its values lie between, where `known` tells it of the symbols.
  fileprivate func range(_ known: [String: Interval]) -> Interval {
    switch self {
    case .symbol(let name): return known[name] ?? .unbounded
    case .number(let value): return Interval(value, value)
    case .product: return .unbounded
    case .apply(let function, _): return function.range
    case .negative(let inner): return -inner.range(known)
    case .combine(.plus, let a, let b): return a.range(known) + b.range(known)
    case .combine(.minus, let a, let b): return a.range(known) + -b.range(known)
    case .combine(.times, let a, let b): return a.range(known) * b.range(known)
    case .combine(.over, let a, let b):
      // A share of a sum of what is not negative.
      guard b.terms.contains(a), b.terms.allSatisfy({ !$0.range(known).isSigned }) else {
        return .unbounded
      }
      return .unit
    }
  }
}
