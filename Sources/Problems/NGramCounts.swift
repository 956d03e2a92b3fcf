/// Counting as a language model, one symbol after the other: how often each symbol followed the
/// last ones.
///
/// Orders are mixed as in `NGramModel`, which counts a whole text at once:
///
///     P(x | context) = (count(context x) + d P(x | shorter)) / (n + d)
///
/// for a context seen n times with d different successors; below order 0 all symbols are equally
/// likely.
public final class NGramCounts {
  /// Symbols.
  public let size: Int
  /// The longest context.
  public let order: Int
  /// By context: how often each symbol followed it.
  private var successors: [[Int32]: [Int32: Int]] = [:]

  /// No counts yet of `size` symbols after contexts of up to `order` of them.
  public init(size: Int, order: Int) {
    precondition(size > 0 && order >= 0, "an order is at least 0, and there are symbols")
    (self.size, self.order) = (size, order)
  }

  /// Counts that `id` followed `context`, after contexts of every length up to the order.
  public func count(_ id: Int32, after context: ArraySlice<Int32>) {
    for length in 0...min(order, context.count) {
      successors[Array(context.suffix(length)), default: [:]][id, default: 0] += 1
    }
  }

  /// How likely each symbol is after `context`, [size].
  public func probabilities(after context: ArraySlice<Int32>) -> [Double] {
    var probabilities = [Double](repeating: 1 / Double(size), count: size)
    for length in 0...min(order, context.count) {
      guard let seen = successors[Array(context.suffix(length))] else { break }
      let (total, distinct) = (seen.values.reduce(0, +), seen.count)
      for id in 0..<size {
        let own = Double(seen[Int32(id)] ?? 0) + Double(distinct) * probabilities[id]
        probabilities[id] = own / Double(total + distinct)
      }
    }
    return probabilities
  }

  /// Every count, in an order that depends on the counts alone: the context, padded to the order
  /// with -1 at its front, its length, the symbol and how often it came, as numbers that are exact.
  public var rows: [[Float]] {
    successors.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { context, seen in
      seen.sorted { $0.key < $1.key }.map { id, count in
        [Float](repeating: -1, count: order - context.count) + context.map { Float($0) }
          + [Float(context.count), Float(id), Float(count)]
      }
    }
  }

  /// Takes up rows that another had, [rows * columns]; false, with nothing changed, where they are
  /// not such rows.
  public func take(_ numbers: [Float], columns: Int) -> Bool {
    guard columns == order + 3, numbers.count % columns == 0 else { return false }
    var taken: [[Int32]: [Int32: Int]] = [:]
    for start in stride(from: 0, to: numbers.count, by: columns) {
      let row = numbers[start..<start + columns].map { Int(exactly: $0) ?? -2 }
      let (length, id, count) = (row[order], row[order + 1], row[order + 2])
      guard (0...order).contains(length), (0..<size).contains(id), (1...1 << 40).contains(count),
        row[(order - length)..<order].allSatisfy({ (0..<size).contains($0) })
      else { return false }
      taken[row[(order - length)..<order].map { Int32($0) }, default: [:]][Int32(id)] = count
    }
    successors = taken
    return true
  }
}
