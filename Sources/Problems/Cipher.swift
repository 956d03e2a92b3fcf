import Engine

/// Every letter replaced by another, always the same one: the plainest translation there is.
///
/// All that makes it hard for an encoder and a decoder is what must pass between them: the whole
/// source in one state.
struct Cipher: PairProblem {
  private static let count = 8
  private static let letters = "abcdefgh".map(String.init)
  /// A permutation without a fixed letter.
  private static let key = [3, 6, 0, 7, 1, 2, 4, 5]
  private let length: Int

  /// Sources of `length` letters.
  init(length: Int) { self.length = length }

  var sourceSymbols: [String] { Self.letters }
  var targetSymbols: [String] { Self.letters.map { $0.uppercased() } }
  var separator: String { "" }
  var sourceSteps: Int { length }
  var targetSteps: Int { length }
  var saysEnd: Bool { false }

  var baselines: [Baseline] {
    [
      Baseline(name: "chance", formula: "ln 8", value: logarithm(Float(Self.count))),
      Baseline(name: "half of it", formula: "½ ln 8", value: logarithm(Float(Self.count)) / 2),
      Baseline(name: "solved", formula: "0", value: 0),
    ]
  }

  /// Drawn from a stream of their own; of all that could be drawn, training hardly meets one.
  var heldOut: [Pair] {
    var random = Random(seed: 3, stream: 6)
    return (0..<100).map { _ in draw(using: &random) }
  }

  func draw(using random: inout Random) -> Pair {
    let indexes = (0..<length).map { _ in random.integer(below: Self.count) }
    return Pair(
      source: indexes.map { Int32($0 + Self.firstSymbol) },
      target: indexes.map { Int32(Self.key[$0] + Self.firstSymbol) })
  }

  func symbols(of text: String) throws(PairError) -> [String] {
    let found = text.lowercased().filter { !$0.isWhitespace }.map(String.init)
    guard found.count == length else {
      throw PairError(problem: "this has \(found.count) letters", allowed: ["\(length) letters"])
    }
    return found
  }
}

extension ProblemKind {
  static let cipher = ProblemKind(
    name: "cipher", about: "replace every letter by another",
    signature: ProblemSignature(input: .source, output: .target), mostSteps: 60,
    make: { options, _ in .pairs(Cipher(length: options.steps)) })
}
