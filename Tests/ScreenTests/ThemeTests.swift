import Glibc
import Screen
import Testing

@Suite struct ThemeTests {
  @Test(arguments: Theme.all.filter { $0 != .mono }, Ink.roles)
  func `text has a contrast of at least 4.5 to 1`(theme: Theme, ink: Ink) {
    let entry = theme.look(Style(ink), depth: .colors256).foreground ?? theme.text
    // Lines and areas carry no words; 2 keeps them visible and behind the data.
    let least = ink == .rule || ink == .area ? 2.0 : 4.5
    #expect(contrast(entry, theme.background) >= least)
    // The person's background may be pure black or white instead of the assumed one.
    #expect(contrast(entry, theme == .light ? 231 : 16) >= least)
  }

  @Test(arguments: Theme.all.filter { $0 != .mono }, Ink.shades + Ink.signs)
  func `text upon a shade has a contrast of at least 4.5 to 1`(theme: Theme, ink: Ink) throws {
    let behind = try #require(theme.look(Style(.plain, on: ink), depth: .colors256).background)
    let text = theme.look(Style(ink.text), depth: .colors256).foreground ?? theme.text
    #expect(contrast(text, behind) >= 4.5)
  }

  @Test func `the shades of a quantity grow lighter, step by step, for eyes of every kind`() {
    for eyes in [Deficiency.none, .red, .green, .blue] {
      let lightness = Ink.shades.map { ink in
        eyes.sees(Theme.dark.look(Style(ink), depth: .colors256).foreground ?? 0).x
      }
      for (darker, lighter) in zip(lightness, lightness.dropFirst()) { #expect(darker < lighter) }
    }
  }

  @Test(arguments: Theme.all.filter { $0 != .mono }, [Deficiency.none, .red, .green, .blue])
  func `series stay apart for eyes of every kind`(theme: Theme, eyes: Deficiency) {
    let colors = [Ink.first, .second, .third].map { ink in
      eyes.sees(theme.look(Style(ink), depth: .colors256).foreground ?? theme.text)
    }
    // A distance of 2.3 is just noticeable in this space; curves need to differ at a glance.
    #expect(distance(colors[0], colors[1]) > 25)
    #expect(distance(colors[0], colors[2]) > 25)
    #expect(distance(colors[1], colors[2]) > 25)
  }

  @Test func `without colours what asks for attention is bold`() {
    let look = Theme.dark.look(.bad, depth: .none)
    #expect(look == Theme.Look(bold: true))
    #expect(Theme.dark.look(.plain, depth: .none) == Theme.Look())
    #expect(Theme.dark.look(.dim, depth: .colors8) == Theme.Look(dim: true))
  }

  @Test(arguments: Theme.all, ColorDepth.allCases)
  func `no colour lies outside the palette`(theme: Theme, depth: ColorDepth) {
    for ink in Ink.all {
      #expect(theme.look(Style(ink), depth: depth).foreground ?? 0 < max(1, depth.rawValue))
    }
  }
}

/// The contrast ratio of WCAG 2.
private func contrast(_ first: Int, _ second: Int) -> Double {
  func luminance(_ entry: Int) -> Double {
    let color = linear(entry)
    return 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]
  }
  let (light, dark) = (
    max(luminance(first), luminance(second)), min(luminance(first), luminance(second))
  )
  return (light + 0.05) / (dark + 0.05)
}

private func linear(_ entry: Int) -> SIMD3<Double> {
  let color = Palette.components(entry)
  func decode(_ value: Int) -> Double {
    let part = Double(value) / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }
  return [decode(color.red), decode(color.green), decode(color.blue)]
}

/// Colour vision, with the matrices for a total deficiency of G. Machado, M. Oliveira, L.
/// Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009).
enum Deficiency: Sendable {
  case none, red, green, blue

  /// The colour as these eyes see it, in CIELAB.
  func sees(_ entry: Int) -> SIMD3<Double> {
    let color = linear(entry)
    let rows: [SIMD3<Double>] =
      switch self {
      case .none: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
      case .red:
        [
          [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
          [-0.003882, -0.048116, 1.051998],
        ]
      case .green:
        [
          [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
          [-0.011820, 0.042940, 0.968881],
        ]
      case .blue:
        [
          [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
          [0.004733, 0.691367, 0.303900],
        ]
      }
    let seen = rows.map { row in min(max((row * color).sum(), 0), 1) }
    let x = (0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047
    let y = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
    let z = (0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883
    func root(_ value: Double) -> Double {
      value > 0.008856 ? pow(value, 1 / 3.0) : 7.787 * value + 16 / 116.0
    }
    return [116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z))]
  }
}

private func distance(_ first: SIMD3<Double>, _ second: SIMD3<Double>) -> Double {
  let difference = first - second
  return (difference * difference).sum().squareRoot()
}
