/// Word vectors in the text format of GloVe (Pennington, Socher and Manning, 2014): each line is a
/// word and its numbers, separated by spaces.
///
///     the 0.418 0.24968 -0.41242 ...
public struct WordVectors: Sendable {
  /// The words, in the order of the file.
  public let words: [String]
  /// The dimension of the vectors.
  public let size: Int
  /// All vectors, [words, size], row-major.
  public let numbers: [Float]
  private let indexOfWord: [String: Int]

  /// The vectors in a file; throws the line and what is wrong with it.
  ///
  /// The first line determines the dimension. A word, which in some files contains spaces, is what
  /// precedes the last `size` numbers. If a word occurs twice, its first vector counts.
  public init(bytes: [UInt8]) throws(CheckpointError) {
    var words: [String] = []
    var numbers: [Float] = []
    var indexOfWord: [String: Int] = [:]
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
      let wordBytes = fields.dropLast(size).joined(separator: [0x20])
      guard let word = String(validating: wordBytes, as: UTF8.self), !word.isEmpty else {
        throw CheckpointError("line \(index + 1): does not begin with a word in UTF-8")
      }
      let isNew = indexOfWord[word] == nil
      for field in fields.suffix(size) {
        guard let number = Float(String(decoding: field, as: UTF8.self)), number.isFinite else {
          throw CheckpointError(
            "line \(index + 1): '\(String(decoding: field.prefix(20), as: UTF8.self))' is not a"
              + " number")
        }
        if isNew { numbers.append(number) }
      }
      if isNew {
        indexOfWord[word] = words.count
        words.append(word)
      }
    }
    guard !words.isEmpty else { throw CheckpointError("has no word vectors") }
    self.words = words
    self.numbers = numbers
    self.size = size
    self.indexOfWord = indexOfWord
  }

  /// The vector of `word`; nil if the file does not have it.
  public subscript(word: String) -> [Float]? {
    indexOfWord[word].map { Array(numbers[$0 * size..<($0 + 1) * size]) }
  }

  /// A table [vocabulary, size] whose row i is the vector of word i of `vocabulary`, zeros for
  /// words that the file does not have, and the number of those. Row i of the file is another word:
  /// to use the file's numbering with this vocabulary would give every word the vector of another.
  public func table(for vocabulary: [String]) -> (numbers: [Float], missing: Int) {
    let zeros = [Float](repeating: 0, count: size)
    return (
      vocabulary.flatMap { self[$0] ?? zeros }, vocabulary.count { indexOfWord[$0] == nil }
    )
  }
}
