import Screen

/// Characters that fill a cell in eighths, or in as fine steps as the tier has.
enum Eighths {
  /// A cell filled from below, 0...8.
  static func vertical(_ count: Int, _ tier: GlyphTier) -> Character {
    let index = min(max(0, count), 8)
    return tier == .ascii ? asciiVertical[index] : risers[index]
  }

  /// A cell filled from the left, 0...8.
  static func horizontal(_ count: Int, _ tier: GlyphTier) -> Character {
    let index = min(max(0, count), 8)
    return tier == .ascii ? (index >= 4 ? "#" : " ") : runners[index]
  }

  private static let risers: [Character] = Array(" ▁▂▃▄▅▆▇█")
  private static let runners: [Character] = Array(" ▏▎▍▌▋▊▉█")
  private static let asciiVertical: [Character] = Array(" ...:::##")

  /// How many eighths a height in cells has, at least one for what is not empty.
  static func count(_ height: Double, cells: Int) -> Int {
    guard height.isFinite else { return height > 0 ? cells * 8 : 0 }
    return min(max(1, Int((min(max(height, 0), Double(cells)) * 8).rounded())), cells * 8)
  }
}
