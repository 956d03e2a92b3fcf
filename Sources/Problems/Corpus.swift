import Foundation

/// A text as numbers: its distinct characters in order of their code points, and their ids.
///
/// A character here is a Unicode scalar. Line ends of Windows become one newline, and a byte-order
/// mark at the front is left out. The last tenth is held out: no model trains on it. The
/// vocabulary is that of the whole text, so that held-out text has no unknown character.
public struct Corpus: Sendable {
  /// The file's name, for titles.
  public let name: String
  /// The distinct characters; an id is a place in it.
  public let vocabulary: [Unicode.Scalar]
  /// The part that is learned from.
  public let training: [Int32]
  /// The part that is only measured on.
  public let heldOut: [Int32]

  /// The text of `file`, which must have at least `least` characters; throws in one line.
  public init(file: String, least: Int = 200) throws(CorpusError) {
    let bytes = try Self.bytes(of: file)
    try self.init(bytes: bytes, name: (file as NSString).lastPathComponent, least: least)
  }

  /// The text in `bytes`; errors call it `name`.
  public init(bytes: [UInt8], name: String, least: Int = 200) throws(CorpusError) {
    func wrong(_ reason: String) -> CorpusError { CorpusError(file: name, reason: reason) }
    guard !bytes.isEmpty else { throw wrong("is empty") }
    if let place = bytes.firstIndex(of: 0) {
      throw wrong("holds binary data (a zero byte at byte \(place + 1)), not text")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw wrong("is not UTF-8 text (byte \(Self.firstInvalid(bytes) + 1))")
    }
    let scalars = Self.scalars(of: text)
    // A table over all code points is several times faster than a dictionary, and in their order.
    var ids = [Int32](repeating: -1, count: 0x110000)
    for scalar in scalars { ids[Int(scalar.value)] = 0 }
    var vocabulary: [Unicode.Scalar] = []
    for value in ids.indices where ids[value] == 0 {
      ids[value] = Int32(vocabulary.count)
      if let scalar = Unicode.Scalar(UInt32(value)) { vocabulary.append(scalar) }
    }
    if let only = vocabulary.first, vocabulary.count == 1 {
      throw wrong("has only one distinct character, \(only.escaped(asASCII: true))")
    }
    guard scalars.count >= least else {
      throw wrong("is too short: it has \(scalars.count) characters, and \(least) are needed")
    }
    let all = scalars.map { ids[Int($0.value)] }
    let border = all.count - all.count / 10
    self.name = name
    self.vocabulary = vocabulary
    training = Array(all[..<border])
    heldOut = Array(all[border...])
  }

  /// The characters that `ids` stand for.
  public func text(_ ids: [Int32]) -> String {
    var text = String.UnicodeScalarView()
    for id in ids { text.append(vocabulary[Int(id)]) }
    return String(text)
  }

  private static func scalars(of text: String) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(text.utf8.count)
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { last = scalar }
      if scalar == "\u{FEFF}" && last == nil { continue }
      if scalar == "\n" && last == "\r" {
        scalars[scalars.count - 1] = "\n"
      } else {
        scalars.append(scalar)
      }
    }
    return scalars
  }

  static func bytes(of file: String) throws(CorpusError) -> [UInt8] {
    var isFolder: ObjCBool = false
    let manager = FileManager.default
    guard manager.fileExists(atPath: file, isDirectory: &isFolder) else {
      throw CorpusError(file: file, reason: "no such file")
    }
    if isFolder.boolValue { throw CorpusError(file: file, reason: "is a folder, not a text") }
    guard manager.isReadableFile(atPath: file) else {
      throw CorpusError(file: file, reason: "may not be read (permission denied)")
    }
    guard let data = manager.contents(atPath: file) else {
      throw CorpusError(file: file, reason: "cannot be read")
    }
    guard data.count <= 1 << 28 else {
      throw CorpusError(file: file, reason: "is larger than 256 MiB")
    }
    return [UInt8](data)
  }

  /// The place of the first byte that no UTF-8 text could have there.
  private static func firstInvalid(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var place = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      place += UTF8.width(scalar)
    }
    return min(place, bytes.count - 1)
  }
}

/// Why a file is no corpus: one line.
public struct CorpusError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file as the person named it.
  public let file: String
  /// What is wrong with it.
  public let reason: String

  /// `FILE: what is wrong`.
  public var description: String { "\(file): \(reason)" }
}
