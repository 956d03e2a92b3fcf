/// The names of a header's outermost object, which a JSON decoder does not count: of two entries
/// with one name it keeps one, and nobody is told which.
enum HeaderNames {
  /// The first name that comes twice, as it is written; nil where every name comes once.
  ///
  /// - Parameter json: a valid JSON object
  static func repeated(in json: ArraySlice<UInt8>) -> String? {
    var seen: Set<[UInt8]> = []
    var depth = 0
    // In an object a text is a name if a colon follows it.
    var last: [UInt8]?
    var index = json.startIndex
    while index < json.endIndex {
      switch json[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        last = text(in: json, from: &index)
        continue
      case UInt8(ascii: ":"):
        if depth == 1, let name = last, !seen.insert(name).inserted {
          return String(decoding: name, as: UTF8.self)
        }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The text whose first quotation mark is at `index`, which goes on behind the last.
  private static func text(in json: ArraySlice<UInt8>, from index: inout Int) -> [UInt8] {
    var text: [UInt8] = []
    index += 1
    while index < json.endIndex, json[index] != UInt8(ascii: "\"") {
      let length = json[index] == UInt8(ascii: "\\") ? 2 : 1
      text += json[index..<min(index + length, json.endIndex)]
      index += length
    }
    index = min(index + 1, json.endIndex)
    return text
  }
}
