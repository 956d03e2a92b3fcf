/// Word vectors in the text format of GloVe (Pennington, Socher and Manning, 2014): a line for each
/// word, the word and its numbers with spaces in between.
///
///     the 0.418 0.24968 -0.41242 ...
public struct WordVectors: Sendable {
  /// The words, in the order of the file.
  public let words: [String]
  /// Numbers of a vector.
  public let size: Int
  /// All vectors, [words, size], row-major.
  public let numbers: [Float]
  private let places: [String: Int]

  /// The vectors in a file's bytes; throws the line and what is wrong with it.
  ///
  /// A word that comes twice keeps its first vector. Words with spaces, which some files have, are
  /// what is left before the last `size` numbers, once the first line has told the size.
  public init(bytes: [UInt8]) throws(CheckpointError) {
    var words: [String] = []
    var numbers: [Float] = []
    var places: [String: Int] = [:]
    var size = 0
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      let text = line.last == 0x0D ? line.dropLast() : line
      if text.isEmpty { continue }
      let fields = text.split(separator: 0x20, omittingEmptySubsequences: false)
      if size == 0 { size = fields.count - 1 }
      guard fields.count > size, size > 0 else {
        throw CheckpointError(
          "line \(index + 1): has \(fields.count - 1) numbers, and \(max(size, 1)) are needed")
      }
      let spoken = fields.dropLast(size).joined(separator: [0x20])
      guard let word = String(validating: spoken, as: UTF8.self), !word.isEmpty else {
        throw CheckpointError("line \(index + 1): does not begin with a word in UTF-8")
      }
      let isNew = places[word] == nil
      for field in fields.suffix(size) {
        guard let number = Float(String(decoding: field, as: UTF8.self)), number.isFinite else {
          throw CheckpointError(
            "line \(index + 1): '\(String(decoding: field.prefix(20), as: UTF8.self))' is not a"
              + " number")
        }
        if isNew { numbers.append(number) }
      }
      if isNew {
        places[word] = words.count
        words.append(word)
      }
    }
    guard !words.isEmpty else { throw CheckpointError("has no word vectors") }
    self.words = words
    self.numbers = numbers
    self.size = size
    self.places = places
  }

  /// The vector of `word`; nil for a word that the file does not have.
  public subscript(word: String) -> [Float]? {
    places[word].map { Array(numbers[$0 * size..<($0 + 1) * size]) }
  }

  /// A table [vocabulary, size] for words numbered by their place in `vocabulary`, with zeros for
  /// words that the file does not have, and how many those are. The file's own numbering is not used:
  /// mixing the two gives every word another's vector.
  public func table(for vocabulary: [String]) -> (numbers: [Float], missing: Int) {
    let zeros = [Float](repeating: 0, count: size)
    return (
      vocabulary.flatMap { self[$0] ?? zeros }, vocabulary.count { places[$0] == nil }
    )
  }
}
