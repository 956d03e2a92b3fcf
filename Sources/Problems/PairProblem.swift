import Engine

/// A source and the target that belongs to it, as ids.
public struct Pair: Sendable, Equatable {
  /// What comes in.
  public let source: [Int32]
  /// What should come out.
  public let target: [Int32]

  /// A pair.
  public init(source: [Int32], target: [Int32]) { (self.source, self.target) = (source, target) }
}

/// Sources with their targets: what an encoder-decoder model learns.
///
/// Ids 0, 1 and 2 stand for padding, BOS and EOS, on both sides; symbols follow.
public protocol PairProblem: Sendable {
  /// The symbols of sources, from id 3 on.
  var sourceSymbols: [String] { get }
  /// The symbols of targets, from id 3 on.
  var targetSymbols: [String] { get }
  /// What separates two symbols when they are written.
  var separator: String { get }
  /// The most symbols of a source.
  var sourceSteps: Int { get }
  /// The most symbols of a target, with its end where it has one.
  var targetSteps: Int { get }
  /// Whether targets differ in length, so that their end must be said.
  var saysEnd: Bool { get }
  /// The named baselines of the loss, highest first.
  var baselines: [Baseline] { get }
  /// Pairs that training never sees.
  var heldOut: [Pair] { get }
  /// A pair to learn from.
  func draw(using random: inout Random) -> Pair
  /// The symbols of what a person typed; throws which of them is not known.
  func symbols(of text: String) throws(PairError) -> [String]
}

/// Why something typed is no source: one line.
public struct PairError: Error, Sendable, Equatable {
  /// What is wrong.
  public let problem: String
  /// What is allowed.
  public let allowed: [String]
}

extension PairProblem {
  /// Where ids of symbols begin.
  public static var firstSymbol: Int { 3 }

  /// What `ids` say, up to the first end.
  public func text(_ ids: [Int32], isSource: Bool) -> String {
    let symbols = isSource ? sourceSymbols : targetSymbols
    var words: [String] = []
    for id in ids {
      if id == 2 { break }
      let index = Int(id) - Self.firstSymbol
      words.append(symbols.indices.contains(index) ? symbols[index] : "·")
    }
    return words.joined(separator: separator)
  }

  /// What a person typed, as a source; throws why it is none.
  public func read(_ text: String) throws(PairError) -> [Int32] {
    var found = try symbols(of: text)
    // A sentence may be typed as it is printed, with a full stop that no source has.
    if found.count > 1, let last = found.last, [".", "!", "?"].contains(last),
      !sourceSymbols.contains(last)
    {
      found.removeLast()
    }
    guard !found.isEmpty else { throw PairError(problem: "nothing was typed", allowed: []) }
    guard found.count <= sourceSteps else {
      throw PairError(
        problem: "this has \(found.count) symbols", allowed: ["at most \(sourceSteps)"])
    }
    var ids: [Int32] = []
    for symbol in found {
      guard let index = sourceSymbols.firstIndex(of: symbol) else {
        throw PairError(problem: "'\(symbol)' was never seen", allowed: sourceSymbols)
      }
      ids.append(Int32(index + Self.firstSymbol))
    }
    return ids
  }
}
