/// The names of a header's outermost object. A JSON decoder does not count them: of two entries
/// with one name it keeps one, and nobody is told which.
enum HeaderNames {
  /// How many there are, however they are written.
  ///
  /// - Parameter json: a valid JSON object
  static func count(in json: ArraySlice<UInt8>) -> Int {
    var (count, depth) = (0, 0)
    var (isText, isEscaped) = (false, false)
    for byte in json {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\") where isText: isEscaped = true
      case UInt8(ascii: "\""): isText.toggle()
      case _ where isText: break
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1: count += 1
      default: break
      }
    }
    return count
  }
}
