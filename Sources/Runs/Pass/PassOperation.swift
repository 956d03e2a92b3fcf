/// One operation of a pass that is done by hand, with its numbers.
public struct PassOperation: Sendable, Equatable {
  /// In symbols: `a = W_x x + b_x + W_h h + b_h`.
  public let symbols: String
  /// The shape of its result: `[3]`, or `[3, 4]` for a matrix.
  public let shape: [Int]
  /// Its result, row by row.
  public let result: [Double]
  /// How it comes about: words, or a line for each unit with the numbers plugged in.
  public let lines: [PassLine]

  init(_ symbols: String, shape: [Int]? = nil, _ result: [Double], _ lines: [PassLine]) {
    (self.symbols, self.result, self.lines) = (symbols, result, lines)
    self.shape = shape ?? [result.count]
  }
}

/// A line of words and numbers; whoever shows it decides on the digits.
public struct PassLine: Sendable, Equatable, ExpressibleByStringInterpolation {
  /// A part of a line.
  public enum Part: Sendable, Equatable {
    case words(String)
    case number(Double)
  }

  /// Its parts, in order.
  public private(set) var parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }

  public init(stringLiteral value: String) { parts = [.words(value)] }

  public init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

  /// The line with numbers as `text` writes them.
  public func text(_ text: (Double) -> String) -> String {
    parts.map { part in
      switch part {
      case .words(let words): words
      case .number(let number): text(number)
      }
    }.joined()
  }

  /// A sum of products, `1 × 2 + 3 × 4`.
  static func sum(_ products: [[Double]]) -> PassLine {
    var parts: [Part] = []
    for (index, product) in products.enumerated() {
      if index > 0 { parts.append(.words(" + ")) }
      for (offset, factor) in product.enumerated() {
        if offset > 0 { parts.append(.words(" × ")) }
        parts.append(.number(factor))
      }
    }
    return PassLine(parts)
  }

  /// What a line is made of while it is written.
  public struct Interpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { parts.append(.words(literal)) }
    public mutating func appendInterpolation(_ words: String) { parts.append(.words(words)) }
    public mutating func appendInterpolation(_ count: Int) { parts.append(.words("\(count)")) }
    public mutating func appendInterpolation(_ number: Double) { parts.append(.number(number)) }
    public mutating func appendInterpolation(_ line: PassLine) { parts += line.parts }
  }
}
