import Foundation

/// A text as numbers: its distinct characters in order of their code points, and their ids.
///
/// A character here is a Unicode scalar. Line ends of Windows become one newline, and a byte-order
/// mark at the front is left out. The last tenth is held out: no model trains on it. The
/// vocabulary is that of the whole text, so that held-out text has no unknown character.
public struct Corpus: Sendable {
  /// The file's name, for titles.
  public let name: String
  /// The distinct characters; an id is an index in it.
  public private(set) var vocabulary: [Unicode.Scalar]
  /// The part that is learned from.
  public private(set) var training: [Int32]
  /// The part that is only measured on.
  public private(set) var heldOut: [Int32]

  /// The text in `file`, which must have at least `least` characters; throws in one line.
  public init(_ file: DataFile, least: Int = 200) throws(CorpusError) {
    try self.init(bytes: file.bytes, name: file.name, least: least)
  }

  /// The text in `bytes`; errors call it `name`.
  public init(bytes given: [UInt8], name: String, least: Int = 200) throws(CorpusError) {
    func wrong(_ reason: String) -> CorpusError { CorpusError(file: name, reason: reason) }
    let (bytes, _) = DataFile.utf8(given)
    guard !bytes.isEmpty else { throw wrong("is empty") }
    if let mistake = DataFile.mistake(in: bytes) { throw wrong(mistake) }
    let text = String(decoding: bytes, as: UTF8.self)
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

  /// The same text with the ids that its characters have in `symbols`.
  func numbered(by symbols: [String]) throws(VocabularyError) -> Corpus {
    try VocabularyError.check(
      vocabulary.map { String($0) }, among: symbols, called: "characters")
    var other = self
    other.vocabulary = symbols.compactMap { symbol in
      symbol.unicodeScalars.count == 1 ? symbol.unicodeScalars.first : nil
    }
    guard other.vocabulary.count == symbols.count else {
      throw VocabularyError("names a symbol that is not a single character")
    }
    var ids: [Unicode.Scalar: Int32] = [:]
    for (id, scalar) in other.vocabulary.enumerated() { ids[scalar] = Int32(id) }
    let new = vocabulary.map { ids[$0] ?? 0 }
    other.training = training.map { new[Int($0)] }
    other.heldOut = heldOut.map { new[Int($0)] }
    return other
  }

  private static func scalars(of text: String) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(text.utf8.count)
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { last = scalar }
      if scalar == "\n" && last == "\r" {
        scalars[scalars.count - 1] = "\n"
      } else {
        scalars.append(scalar)
      }
    }
    return scalars
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
