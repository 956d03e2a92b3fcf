/// `text` as words: lowercase runs of letters, marks and digits, with every other visible sign by
/// itself. An apostrophe ends the word that it follows, as in French: `l'`. In scripts that are
/// written without spaces, every letter is a word with its marks.
///
/// It goes by Unicode scalars and their general categories, so that a PyTorch program, which does
/// the same in Python, gives the same words.
public func words(of text: String) -> [String] {
  var words: [String] = []
  var word = String.UnicodeScalarView()
  var isAlone = false
  func end() {
    if !word.isEmpty { words.append(String(word)) }
    word.removeAll(keepingCapacity: true)
    isAlone = false
  }
  for original in text.unicodeScalars {
    for scalar in original.properties.lowercaseMapping.unicodeScalars {
      switch SignKind(of: scalar) {
      case .letter:
        if isAlone { end() }
        word.append(scalar)
      case .letterAlone:
        end()
        word.append(scalar)
        isAlone = true
      case .mark:
        // A mark belongs to the letter before it; without one it shows nothing.
        if !word.isEmpty { word.append(scalar) }
      case .apostrophe:
        word.append("'")
        end()
      case .symbol:
        end()
        words.append(String(scalar))
      case .blank: end()
      case .invisible: break
      }
    }
  }
  end()
  return words
}

/// What a Unicode scalar is in a word.
private enum SignKind {
  case letter, letterAlone, mark, apostrophe, symbol, blank, invisible

  /// Scripts that put no space between words: CJK ideographs, kana, Thai, Lao, Myanmar, Khmer.
  private static let withoutSpaces: [ClosedRange<UInt32>] = [
    0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3040...0x30FF,
    0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F,
    0x20000...0x3FFFF,
  ]

  init(of scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x80 {
      self = Self.ascii(scalar)
      return
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      self = Self.withoutSpaces.contains { $0.contains(value) } ? .letterAlone : .letter
    case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: self = .blank
    case .control, .format, .surrogate: self = value == 0x85 ? .blank : .invisible
    default: self = value == 0x2019 ? .apostrophe : .symbol
    }
  }

  private static func ascii(_ scalar: Unicode.Scalar) -> SignKind {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": .letter
    case "'": .apostrophe
    case " ", "\t"..."\r": .blank
    case "\0"..."\u{1F}", "\u{7F}": .invisible
    default: .symbol
    }
  }
}
