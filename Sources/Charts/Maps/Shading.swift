import Screen

/// Which numbers a shaded chart tells apart, and how a number becomes a shade.
public enum ShadeRange: Sendable, Hashable {
  /// From 0 to 1, as gates and probabilities are: frames stay comparable.
  case unit
  /// From minus to plus the limit, as weights and states are.
  case signed(limit: Float)
  /// From the smallest to the largest of the data.
  case data
}

/// Turns numbers into shades, in colour or as characters.
struct Shading {
  /// The value of the first shade.
  let low: Double
  /// The value of the last shade.
  let high: Double
  private let isSigned: Bool
  private let tier: GlyphTier
  private let hasColors: Bool

  /// A shading for numbers, by their range; one without a range to speak of has it widened.
  init(_ range: ShadeRange, of values: [Float], _ capabilities: Capabilities) {
    tier = capabilities.glyphs
    hasColors = capabilities.colors == .colors256
    switch range {
    case .unit: (low, high, isSigned) = (0, 1, false)
    case .signed(let limit):
      let bound = limit.isFinite && limit > 0 ? Double(limit) : 1
      (low, high, isSigned) = (-bound, bound, true)
    case .data:
      let known = (ValueRange(values) ?? ValueRange(0, 1)).widened
      (low, high, isSigned) = (known.low, known.high, false)
    }
  }

  /// Whether two shades fit into one cell, one above the other.
  var isFine: Bool { hasColors && tier != .ascii }

  /// The share of the way from low to high, 0 to 1.
  private func share(_ value: Float) -> Double {
    let share = (Double(value) - low) / (high - low)
    return share.isNaN ? 0 : min(max(share, 0), 1)
  }

  /// The colour of a number.
  private func ink(_ value: Float) -> Ink {
    isSigned
      ? .signed(Int8((share(value) * 10).rounded()) - 5)
      : .shade(UInt8(min(7, Int(share(value) * 8))))
  }

  /// A whole cell with the shade of a number.
  func glyph(_ value: Float) -> Glyph {
    guard value.isFinite else { return Self.broken(tier) }
    if hasColors { return Glyph(" ", Style(ink(value), on: ink(value))) }
    let step = isSigned ? Int((share(value) * 4).rounded()) : Int(min(4, share(value) * 5))
    let ramp: [Character] =
      switch (tier, isSigned) {
      case (.ascii, true): ["=", "-", " ", "+", "#"]
      case (.ascii, false): [" ", ".", "+", "*", "#"]
      case (_, true): ["▼", "▽", "·", "△", "▲"]
      case (_, false): [" ", "░", "▒", "▓", "█"]
      }
    return Glyph(ramp[step], .plain)
  }

  /// A cell with two numbers, one above the other; only where `isFine`.
  func glyph(_ upper: Float, _ lower: Float) -> Glyph {
    guard upper.isFinite, lower.isFinite else { return Self.broken(tier) }
    let (above, below) = (ink(upper), ink(lower))
    return above == below
      ? Glyph(" ", Style(above, on: above)) : Glyph("▀", Style(above, on: below))
  }

  /// A cell with a number in its upper half and nothing below; only where `isFine`.
  func glyph(upperHalf value: Float) -> Glyph {
    value.isFinite ? Glyph("▀", Style(ink(value))) : Self.broken(tier)
  }

  private static func broken(_ tier: GlyphTier) -> Glyph {
    Glyph(tier == .ascii ? "x" : "✗", Style(.bad, bold: true))
  }
}

/// A scale of shades with its numbers, from the largest at the top.
struct ShadeScale {
  let shading: Shading

  /// The columns that it takes: the shades, and the widest number.
  var width: Int { 3 + labels.map { columns(of: $0.text) }.reduce(0, max) }

  private var labels: [(share: Double, text: String)] {
    let middle = (shading.low + shading.high) / 2
    let values = [shading.high, middle, shading.low]
    return zip([0, 0.5, 1], SmallNumber.texts(values, digits: 2)).map { ($0, $1) }
  }

  /// Draws it over the rectangle's height.
  func draw(on grid: inout Grid, in area: Rectangle) {
    guard area.height >= 3, area.width >= width else { return }
    let span = shading.high - shading.low
    for row in 0..<area.height {
      func value(_ share: Double) -> Float {
        Float(shading.high - span * (Double(row) + share) / Double(area.height))
      }
      let glyph =
        shading.isFine ? shading.glyph(value(0.25), value(0.75)) : shading.glyph(value(0.5))
      for column in 0..<2 {
        grid.put(
          String(glyph.character ?? " "), x: area.x + column, y: area.y + row, style: glyph.style,
          within: area)
      }
    }
    for (share, text) in labels {
      let y = area.y + Int((share * Double(area.height - 1)).rounded())
      grid.put(text, x: area.x + 3, y: y, style: .dim, within: area)
    }
  }
}
