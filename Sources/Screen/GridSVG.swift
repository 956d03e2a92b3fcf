extension Grid {
  /// The screen as an SVG picture: every run of one style at its exact column, in a monospaced font.
  public func svg(theme: Theme) -> String {
    let (cellWidth, cellHeight) = (8.4, 18.0)
    let (pixelWidth, pixelHeight) = (
      Double(width) * cellWidth + 32, Double(height) * cellHeight + 32
    )
    let plain = theme.background < 244 ? 252 : 235
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(pixelWidth)" height="\(pixelHeight)" \
      viewBox="0 0 \(pixelWidth) \(pixelHeight)">
      <rect width="100%" height="100%" rx="8" fill="\(Palette.hex(theme.background))"/>
      <g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" \
      xml:space="preserve">

      """
    for y in 0..<height {
      for run in runs(of: y) {
        let look = theme.look(run.style, depth: .colors256)
        let x = 16 + Double(run.x) * cellWidth
        let baseline = 16 + Double(y) * cellHeight + 13.5
        let weight = look.bold ? " font-weight=\"bold\"" : ""
        let line = look.underline ? " text-decoration=\"underline\"" : ""
        text += """
          <text x="\(x)" y="\(baseline)" textLength="\(Double(run.width) * cellWidth)" \
          lengthAdjust="spacingAndGlyphs" fill="\(Palette.hex(look.foreground ?? plain))"\
          \(weight)\(line)>\(Self.escaped(run.text))</text>

          """
      }
    }
    return text + "</g>\n</svg>\n"
  }

  private struct Run {
    var x: Int
    var width: Int
    var text: String
    var style: Style
  }

  /// The runs of one style in row `y`, broken at two or more blanks.
  private func runs(of y: Int) -> [Run] {
    var runs: [Run] = []
    for (x, glyph) in row(y).enumerated() {
      guard let character = glyph.character, character != " " else { continue }
      let width = columns(of: character)
      if let last = runs.last, last.style == glyph.style, last.x + last.width == x {
        runs[runs.count - 1].text.append(character)
        runs[runs.count - 1].width += width
      } else {
        runs.append(Run(x: x, width: width, text: String(character), style: glyph.style))
      }
    }
    return runs
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
    return result
  }
}

/// The 256 colours of xterm.
public enum Palette {
  /// Red, green and blue of colour `index`, each 0...255.
  public static func components(_ index: Int) -> (red: Int, green: Int, blue: Int) {
    let first: [(Int, Int, Int)] = [
      (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205),
      (0, 205, 205), (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
      (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ]
    if first.indices.contains(index) { return first[index] }
    if index >= 232 {
      let gray = 8 + 10 * (min(index, 255) - 232)
      return (gray, gray, gray)
    }
    let levels = [0, 95, 135, 175, 215, 255]
    let cube = max(0, index - 16)
    return (levels[cube / 36 % 6], levels[cube / 6 % 6], levels[cube % 6])
  }

  /// `#rrggbb` of colour `index`.
  static func hex(_ index: Int) -> String {
    let (red, green, blue) = components(index)
    return "#"
      + [red, green, blue].map { value in
        let digits = String(value, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }
}
