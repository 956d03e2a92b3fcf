/// What the rules on code ask of its bytes, whose comments and string literals are blank.
extension [UInt8] {
  /// Every identifier and keyword, with its offsets.
  func identifiers() -> [(word: String, range: Range<Int>)] {
    var found: [(String, Range<Int>)] = []
    var index = 0
    while index < count {
      guard self[index].isWordByte else {
        index += 1
        continue
      }
      var end = index
      while end < count, self[end].isWordByte { end += 1 }
      if !self[index].isDigit {
        found.append((String(decoding: self[index..<end], as: UTF8.self), index..<end))
      }
      index = end
    }
    return found
  }

  /// The offset of the bracket that closes the one at `open`, whatever kind it is.
  func closing(of open: Int) -> Int? {
    var depth = 0
    for index in open..<count {
      depth += self[index].bracketChange
      if depth == 0 { return index }
    }
    return nil
  }

  /// The parameters in a list: parts between outermost commas that have an outermost colon. The
  /// comma of `[A: B<C, D>]` lies deeper, that of `A<B, C>` makes a part without a colon.
  func parameterCount(in range: Range<Int>) -> Int {
    var (parameters, depth) = (0, 0)
    var hasColon = false
    for index in range {
      let byte = self[index]
      depth += byte.bracketChange
      guard depth == 0 else { continue }
      if byte == UInt8(ascii: ":"), !hasColon {
        hasColon = true
        parameters += 1
      }
      if byte == UInt8(ascii: ",") { hasColon = false }
    }
    return parameters
  }
}

extension UInt8 {
  /// 1 for an opening bracket, -1 for a closing one.
  var bracketChange: Int {
    switch self {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): -1
    default: 0
    }
  }
}
