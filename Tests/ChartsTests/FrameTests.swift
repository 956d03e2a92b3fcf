import Charts
import Glibc
import Screen
import Testing

/// Compares frames with the files in Goldens. `UNROLL_UPDATE_GOLDENS=1` writes them instead.
@Suite struct FrameTests {
  @Test(arguments: Samples.charts.map(\.name))
  func `a chart looks as it did`(name: String) throws {
    let sample = try #require(Samples.charts.first { $0.name == name })
    let frames = Self.frames(of: sample.chart)
    let path = Self.folder + name + ".txt"
    if getenv("UNROLL_UPDATE_GOLDENS") != nil {
      try #require(write(frames, to: path), "cannot write \(path)")
      return
    }
    let known = try #require(read(path), "\(path) is missing; see UNROLL_UPDATE_GOLDENS")
    #expect(known == frames)
  }

  private static var folder: String {
    #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Goldens/"
  }

  /// The chart in each tier at each size, then its inks, one letter for each cell.
  private static func frames(of chart: any Chart) -> String {
    var result = ""
    for tier in GlyphTier.allCases {
      for size in [(58, 14), (78, 10), (40, 8), (20, 4)] {
        let colored = frame(chart, size, tier).text()
        result += "== \(size.0)x\(size.1) \(tier)\n" + colored
        let plain = frame(chart, size, tier, .none).text()
        if plain != colored { result += "== the same without colours\n" + plain }
      }
    }
    result += "== 58x14 braille, inks\n"
    let grid = frame(chart, (58, 14), .braille)
    for y in 0..<grid.height {
      var line = ""
      for glyph in grid.row(y) {
        let letter = letter(glyph.style.background ?? glyph.style.ink)
        let isBlank =
          (glyph.character == " " || glyph.character == nil) && glyph.style.background == nil
        line += isBlank ? " " : glyph.style.bold ? letter.uppercased() : letter
      }
      result += line.reversed().drop { $0 == " " }.reversed() + "\n"
    }
    return result
  }

  private static func frame(
    _ chart: any Chart, _ size: (Int, Int), _ tier: GlyphTier, _ colors: ColorDepth = .colors256
  ) -> Grid {
    var grid = Grid(width: size.0, height: size.1)
    chart.draw(on: &grid, in: grid.bounds, Capabilities(glyphs: tier, colors: colors))
    return grid
  }

  /// Roles by a letter, shades by a digit, signed shades from `A` to `K`.
  private static func letter(_ ink: Ink) -> String {
    switch ink {
    case .shade(let step): "\(step)"
    case .signed(let step): String(Array("ABCDEFGHIJK")[Int(step) + 5])
    default: letters[ink] ?? "?"
    }
  }

  private static let letters: [Ink: String] = [
    .plain: "p", .dim: "d", .rule: "r", .accent: "a", .first: "x", .second: "y", .third: "z",
    .area: "f", .baseline: "l", .good: "g", .warning: "w", .bad: "b",
    .onLight: "o", .onDark: "n",
  ]
}

private func read(_ path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
    bytes += buffer[..<count]
  }
  return String(validating: bytes, as: UTF8.self)
}

private func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  defer { fclose(file) }
  let bytes = Array(text.utf8)
  return fwrite(bytes, 1, bytes.count, file) == bytes.count
}
