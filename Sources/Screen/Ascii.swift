/// What to show where a terminal has nothing but ASCII.
public enum Ascii {
  /// The text in ASCII. Some signs take more columns than before (`½` becomes `1/2`), so this comes
  /// before layout; a grid that is already laid out has `Grid.asciiOnly()`.
  public static func text(_ text: String) -> String {
    guard text.utf8.contains(where: { !(0x20..<0x7F ~= $0) }) else { return text }
    var result = ""
    forEachGlyph(in: text) { character, columns in
      if let spelled = spelledOut[character] {
        result += spelled
      } else {
        result.append(glyph(character))
        if columns == 2 { result.append(" ") }
      }
      return true
    }
    return result
  }

  /// The one ASCII character that stands for a glyph of any tier; `?` where there is none.
  public static func glyph(_ character: Character) -> Character {
    guard let scalar = character.unicodeScalars.first else { return " " }
    switch scalar.value {
    case 0x20..<0x7F: return Character(scalar)
    case 0x2800...0x28FF: return braille(UInt8(scalar.value - 0x2800))
    case 0x2500...0x257F: return line(scalar.value)
    default: return glyphs[character] ?? "?"
    }
  }

  /// A braille pattern by where its dots are: above, in the middle, below or all over.
  ///
  ///     dots of a pattern   bits
  ///        1 4              0 3
  ///        2 5              1 4
  ///        3 6              2 5
  ///        7 8              6 7
  private static func braille(_ bits: UInt8) -> Character {
    let isTop = bits & 0b0000_1001 != 0
    let isMiddle = bits & 0b0011_0110 != 0
    let isBottom = bits & 0b1100_0000 != 0
    switch (isTop, isMiddle, isBottom) {
    case (false, false, false): return " "
    case (true, false, false): return "'"
    case (false, true, false): return "-"
    case (false, false, true): return "_"
    case (true, true, false): return "\""
    case (false, true, true): return "."
    default: return bits.nonzeroBitCount > 5 ? "#" : ":"
    }
  }

  /// Box drawing: runs along the line stay `-` or `|`, everything that joins is `+`.
  private static func line(_ value: UInt32) -> Character {
    switch value {
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2574, 0x2576: return "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2575, 0x2577: return "|"
    case 0x2550: return "="
    case 0x2551: return "|"
    case 0x2571: return "/"
    case 0x2572: return "\\"
    case 0x2573: return "x"
    default: return "+"
    }
  }

  private static let glyphs: [Character: Character] = [
    "▁": "_", "▂": "_", "▃": ".", "▄": "-", "▅": "=", "▆": "+", "▇": "*", "█": "#", "▀": "\"",
    "▏": "|", "▎": "|", "▍": "|", "▌": "|", "▋": "#", "▊": "#", "▉": "#", "▐": "|",
    "░": ".", "▒": ":", "▓": "%", "▘": "'", "▝": "'", "▖": ".", "▗": ".", "▚": "\\", "▞": "/",
    "▙": "#", "▛": "#", "▜": "#", "▟": "#", "■": "#", "□": "o",
    "←": "<", "→": ">", "↑": "^", "↓": "v", "↔": "-", "↕": "|", "⇐": "<", "⇒": ">",
    "▸": ">", "▹": ">", "▶": ">", "►": ">", "◀": "<", "◂": "<", "◄": "<", "▾": "v", "▼": "v",
    "▴": "^", "▲": "^", "●": "*", "○": "o", "◉": "*", "◆": "*", "◇": "o", "★": "*", "☆": "*",
    "✓": "v", "✔": "v", "✗": "x", "✘": "x", "×": "x", "÷": "/", "·": ".", "•": "*", "∙": ".",
    "⋅": ".", "…": "~", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "“": "\"", "”": "\"",
    "„": "\"", "‘": "'", "’": "'", "‹": "<", "›": ">", "«": "<", "»": ">", "±": "~", "≈": "~",
    "≤": "<", "≥": ">", "≠": "#", "∞": "#", "½": "h", "¼": "q", "∂": "d", "∇": "V", "√": "V",
    "∑": "S", "∏": "P", "∫": "S", "⊙": "*", "⊕": "+", "⊗": "x", "∘": "o", "°": "o", "′": "'",
    "″": "\"", "|": "|", "‖": "|", "⌈": "[", "⌉": "]", "⌊": "[", "⌋": "]", "⟨": "<", "⟩": ">",
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁻": "-", "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6",
    "₇": "7", "₈": "8", "₉": "9", "α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "η": "n",
    "θ": "o", "λ": "l", "μ": "u", "µ": "u", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "φ": "f",
    "ω": "w", "Δ": "D", "Σ": "S", "Ω": "O", "á": "a", "à": "a", "â": "a", "ä": "a", "ã": "a",
    "å": "a", "é": "e", "è": "e", "ê": "e", "ë": "e", "í": "i", "ì": "i", "î": "i", "ï": "i",
    "ó": "o", "ò": "o", "ô": "o", "ö": "o", "õ": "o", "ú": "u", "ù": "u", "û": "u", "ü": "u",
    "ç": "c", "ñ": "n", "ß": "s", "Á": "A", "Ä": "A", "É": "E", "Ö": "O", "Ü": "U",
  ]

  private static let spelledOut: [Character: String] = [
    "½": "1/2", "¼": "1/4", "¾": "3/4", "…": "...", "—": "--", "±": "+-", "≈": "~=", "≤": "<=",
    "≥": ">=", "≠": "!=", "∞": "inf", "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "∂": "d",
    "√": "sqrt", "ᵀ": "^T", "∑": "sum", "²": "^2", "³": "^3", "ß": "ss", "ä": "ae", "ö": "oe",
    "ü": "ue",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "θ": "theta",
    "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "Σ": "Sum",
  ]
}

extension Grid {
  /// The same picture in pure ASCII, every glyph where it was.
  public func asciiOnly() -> Grid {
    var result = Grid(width: width, height: height)
    for y in 0..<height {
      for (x, glyph) in row(y).enumerated() {
        let character = glyph.character.map { Ascii.glyph($0) } ?? " "
        result.put(String(character), x: x, y: y, style: glyph.style)
      }
    }
    return result
  }
}
