/// How many columns a character takes: 0, 1 or 2, or more for a cluster that a grid shows as
/// several glyphs, such as an emoji family. The rule is that of `wcwidth` in glibc, scalar by
/// scalar, so the grid agrees with what the terminal library counts.
public func columns(of character: Character) -> Int {
  Screen.columns(of: String(character))
}

/// How many columns a text takes in a grid.
public func columns(of text: String) -> Int {
  if isPlain(text) { return text.utf8.count }
  var columns = 0
  forEachGlyph(in: text) { _, width in
    columns += width
    return true
  }
  return columns
}

/// Splits a text into what a grid can hold: a scalar of width 1 or 2 with up to four combining
/// marks. What a terminal could take for a command becomes U+FFFD; joiners and variation selectors
/// are dropped, because terminals disagree about the width of what they join.
/// - Parameter body: gets the character and its width, and says whether to go on.
func forEachGlyph(in text: String, _ body: (Character, Int) -> Bool) {
  if isPlain(text) {
    for byte in text.utf8 where !body(plainCharacters[Int(byte) - 0x20], 1) { return }
    return
  }
  var base: Unicode.Scalar?
  var columns = 0
  var marks = String.UnicodeScalarView()
  func flush() -> Bool {
    guard let scalar = base else { return true }
    base = nil
    if marks.isEmpty { return body(Character(scalar), columns) }
    var whole = String.UnicodeScalarView([scalar])
    whole.append(contentsOf: marks)
    marks.removeAll()
    // Scalars that Unicode does not join would make several characters; then the marks go.
    let string = String(whole)
    return body(string.count == 1 ? Character(string) : Character(scalar), columns)
  }
  for scalar in text.unicodeScalars {
    switch kind(of: scalar) {
    case .spacing(let width):
      guard flush() else { return }
      (base, columns) = (scalar, width)
    case .space:
      guard flush() else { return }
      (base, columns) = (" ", 1)
    case .unprintable:
      guard flush() else { return }
      (base, columns) = ("\u{FFFD}", 1)
    case .mark:
      if base != nil, marks.count < 4 { marks.append(scalar) }
    case .dropped:
      break
    }
  }
  _ = flush()
}

/// Whether a text is of printable ASCII alone, as most are; then each byte is a glyph.
private func isPlain(_ text: String) -> Bool {
  text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
}

private let plainCharacters = (0x20..<0x7F).map { Character(Unicode.Scalar(UInt8($0))) }

private enum ScalarKind {
  case spacing(Int)
  case space, mark, dropped, unprintable
}

private func kind(of scalar: Unicode.Scalar) -> ScalarKind {
  let value = scalar.value
  if value < 0x7F { return value < 0x20 ? .unprintable : .spacing(1) }
  if value >= 0x2500, value < 0x25FD { return .spacing(1) }
  if value >= 0x2800, value < 0x2900 { return .spacing(1) }
  if value == 0x200C || value == 0x200D || value & ~0xF == 0xFE00 { return .dropped }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
    return .unprintable
  case .nonspacingMark, .enclosingMark:
    return .mark
  case .spaceSeparator where value != 0x3000:
    return .space
  default:
    // The vowels and final consonants of a decomposed Korean syllable stack on its first one.
    if 0x1160...0x11FF ~= value || 0xD7B0...0xD7FB ~= value { return .mark }
    return .spacing(isWide(value) ? 2 : 1)
  }
}

private func isWide(_ value: UInt32) -> Bool {
  guard value >= 0x1100 else { return false }
  var low = 0
  var high = wideRanges.count
  while low < high {
    let middle = (low + high) / 2
    if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
  }
  return low < wideRanges.count && wideRanges[low].contains(value)
}

/// The scalars that take two columns: East Asian Width W and F of Unicode 14, with the unassigned
/// cells between them bridged.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
  0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F,
  0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
  0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5,
  0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
  0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
  0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
  0x2E80...0x3029, 0x302E...0x303E, 0x3041...0x3096, 0x309B...0xA4C6, 0xA960...0xA97C,
  0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
  0xFFE0...0xFFE6, 0x16FE0...0x16FE3, 0x16FF0...0x1B2FB, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF,
  0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C,
  0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4,
  0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E,
  0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F,
  0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EC,
  0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF,
  0x1FA70...0x1FAF6, 0x20000...0x3134A,
]
