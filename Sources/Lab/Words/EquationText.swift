import Runs

/// Equations as lesson files write them, in plain ASCII, set in Unicode: `h_t = sigma(W_x x_t)` as
/// `hₜ = σ(Wₓ xₜ)`.
///
/// Unicode has not every letter as an index. An equation in which one is missing keeps all of them
/// as they were written, so that equal things look equal.
enum EquationText {
  /// The lines of an equation, set together: equals signs that were aligned stay aligned.
  static func unicode(_ lines: [String]) -> [String] {
    let hasLow = lines.allSatisfy { raised($0, mark: "_", with: low) != nil }
    let hasHigh = lines.allSatisfy { raised($0, mark: "^", with: high) != nil }
    let set = lines.map { line in
      var line = words(line)
      if hasLow { line = raised(line, mark: "_", with: low) ?? line }
      if hasHigh { line = raised(line, mark: "^", with: high) ?? line }
      return line
    }
    return aligned(set, as: lines)
  }

  /// One line by itself.
  static func unicode(_ line: String) -> String { unicode([line]).first ?? line }

  private static let low = Dictionary(
    uniqueKeysWithValues: zip(
      "0123456789aehijklmnoprstuvx+-=()", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₊₋₌₍₎"))
  private static let high = Dictionary(
    uniqueKeysWithValues: zip(
      "0123456789abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW+-=()",
      "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ⁺⁻⁼⁽⁾"))

  private static let names: [(String, String)] = [
    ("sigma", "σ"), ("tau", "τ"), ("theta", "θ"), ("epsilon", "ε"), ("rho", "ρ"),
    ("lambda", "λ"), ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("eta", "η"),
  ]

  private static func words(_ line: String) -> String {
    let line = line.replacing(" * ", with: " · ").replacing("<=", with: "≤")
      .replacing(">=", with: "≥").replacing("!=", with: "≠")
    var result = ""
    var word = ""
    func end() {
      result += names.first { $0.0 == word }?.1 ?? word
      word = ""
    }
    for character in line {
      if character.isLetter {
        word.append(character)
      } else {
        end()
        result.append(character)
      }
    }
    end()
    return result
  }

  /// The line with what follows each `mark`, a word or a bracket, raised or lowered without the
  /// mark; nil where a letter is missing.
  private static func raised(
    _ line: String, mark: Character, with letters: [Character: Character]
  ) -> String? {
    var result = ""
    var rest = Substring(line)
    while let index = rest.firstIndex(of: mark) {
      result += rest[..<index]
      rest = rest[rest.index(after: index)...]
      var index = ""
      if rest.first == "(" {
        guard let end = rest.firstIndex(of: ")") else { return nil }
        index = String(rest[...end])
        // A bracket that stands for itself needs no brackets below.
        if mark == "_" { index = String(index.dropFirst().dropLast()) }
      } else {
        index = String(rest.prefix { $0.isLetter || $0.isNumber })
      }
      guard !index.isEmpty else { return nil }
      rest = rest.dropFirst(index.count + (mark == "_" && rest.first == "(" ? 2 : 0))
      for character in index where character != " " {
        guard let letter = letters[character] else { return nil }
        result.append(letter)
      }
    }
    return result + rest
  }

  /// Puts blanks before the first equals sign of each line where all of them stood in one column.
  private static func aligned(_ lines: [String], as written: [String]) -> [String] {
    func column(_ line: String) -> Int? {
      line.range(of: " = ").map { line.distance(from: line.startIndex, to: $0.lowerBound) }
    }
    let before = written.map(column)
    guard lines.count > 1, let first = before.first, first != nil,
      before.allSatisfy({ $0 == first })
    else { return lines }
    let widest = lines.compactMap(column).max() ?? 0
    return lines.map { line in
      guard let position = column(line), position < widest,
        let cut = line.range(of: " = ")?.lowerBound
      else { return line }
      return line[..<cut] + String(repeating: " ", count: widest - position) + line[cut...]
    }
  }
}
