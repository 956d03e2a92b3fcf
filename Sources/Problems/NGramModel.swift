import Engine

/// Counting as a language model: how often each character followed the last `order` ones.
///
/// Orders are mixed as Witten and Bell (1991) do it: a context seen n times with d different
/// successors gives its own counts the share n / (n + d) and leaves the rest to the context one
/// character shorter; below order 0 every character is equally likely.
///
///     P(x | context) = (count(context x) + d P(x | shorter)) / (n + d)
public struct NGramModel: Sendable {
  /// Counts after contexts of 0, 1, ... characters.
  private let tables: [Counts]
  private let size: Int

  /// Counts of `text`, ids below `size`, after contexts of up to `order` characters.
  public init(_ text: [Int32], size: Int, order: Int) {
    precondition(order >= 0 && size > 0, "an order is at least 0, and there are characters")
    self.size = size
    var contexts = [UInt64](repeating: 0, count: text.count)
    tables = (0...order).map { length in
      if length > 0 { contexts = Self.extended(text, length: length, size: size) }
      return Counts(text, contexts, border: text.count, from: length, size: size)
    }
  }

  /// How likely each character is after `context`, of which the last `order` count.
  public func probabilities(after context: [Int32]) -> [Double] {
    var probabilities = [Double](repeating: 1 / Double(size), count: size)
    for (length, table) in tables.enumerated() where length <= context.count {
      let number = Self.number(of: context.suffix(length), size: size)
      for id in 0..<size {
        let (seen, total, distinct) = table.look(number, Int32(id))
        guard total > 0 else { continue }
        let mixed = Double(seen) + Double(distinct) * probabilities[id]
        probabilities[id] = mixed / Double(total + distinct)
      }
    }
    return probabilities
  }

  /// A text of `count` characters drawn one after another, beginning after `context`.
  public func write(
    _ count: Int, after context: [Int32], sampling: Sampling, using random: inout Random
  ) -> [Int32] {
    var text = context
    for _ in 0..<count {
      let logits = probabilities(after: text).map { logarithm(Float($0)) }
      text.append(sampling.draw(logits, using: &random))
    }
    return Array(text.dropFirst(context.count))
  }

  /// Bits per character on the held-out part of `text`, after counting its training part.
  public static func heldOutBits(of text: Corpus, order: Int) -> Float {
    let size = text.vocabulary.count
    let all = text.training + text.heldOut
    let border = text.training.count
    var probabilities = [Double](repeating: 1 / Double(size), count: text.heldOut.count)
    // The number of the context that ends before each position; contexts of one order are numbered
    // by extending those of the order below with one more character to the left.
    var contexts = [UInt64](repeating: 0, count: all.count)
    for length in 0...order {
      if length > 0 { contexts = extended(all, length: length, size: size) }
      let table = Counts(all, contexts, border: border, from: length, size: size)
      for position in 0..<text.heldOut.count {
        let index = border + position
        guard index >= length else { continue }
        let (seen, total, distinct) = table.look(contexts[index], all[index])
        guard total > 0 else { continue }
        let mixed = Double(seen) + Double(distinct) * probabilities[position]
        probabilities[position] = mixed / Double(total + distinct)
      }
    }
    var nats: Float = 0
    var sum = 0.0
    for probability in probabilities {
      nats = logarithm(Float(probability))
      sum -= Double(nats)
    }
    return Float(sum / Double(max(probabilities.count, 1))) / logarithm(2)
  }

  /// For each position, the `length` characters before it as one number, in base `size`, wrapping:
  /// with 64 well-scattered bits, two contexts that differ have the same number once in many texts.
  private static func extended(_ ids: [Int32], length: Int, size: Int) -> [UInt64] {
    var contexts = [UInt64](repeating: 0, count: ids.count)
    guard ids.count > length else { return contexts }
    for index in length..<ids.count {
      contexts[index] = number(of: ids[index - length..<index], size: size)
    }
    return contexts
  }

  private static func number(of context: ArraySlice<Int32>, size: Int) -> UInt64 {
    context.reversed().reduce(0) { $0 &* UInt64(size + 1) &+ UInt64($1 + 1) }
  }
}

/// How often each character followed each context: an open-addressing table of both.
private struct Counts: Sendable {
  private struct Entry: Sendable {
    var key: UInt64 = .max
    var count: UInt32 = 0
    var distinct: UInt32 = 0
  }

  private var entries = [Entry](repeating: Entry(), count: 1024)
  private var used = 0
  private let size: UInt64

  init(_ ids: [Int32], _ contexts: [UInt64], border: Int, from: Int, size: Int) {
    self.size = UInt64(size)
    guard border > from else { return }
    for index in from..<border {
      let pair = add(pairKey(contexts[index], ids[index]))
      let isNew = entries[pair].count == 1
      let context = add(contextKey(contexts[index]))
      if isNew { entries[context].distinct += 1 }
    }
  }

  /// How often `id` followed `context`, how often it was seen, and with how many successors.
  func look(_ context: UInt64, _ id: Int32) -> (seen: Int, total: Int, distinct: Int) {
    let whole = entries[slot(of: contextKey(context))]
    guard whole.count > 0 else { return (0, 0, 0) }
    let pair = entries[slot(of: pairKey(context, id))]
    return (Int(pair.count), Int(whole.count), Int(whole.distinct))
  }

  private func pairKey(_ context: UInt64, _ id: Int32) -> UInt64 {
    mixed(context &* (size &+ 1) &+ UInt64(id) &+ 1) | 1
  }

  private func contextKey(_ context: UInt64) -> UInt64 { mixed(context) & ~1 }

  /// SplitMix64's finaliser: a one-to-one scrambling of 64 bits.
  private func mixed(_ x: UInt64) -> UInt64 {
    var z = x &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func add(_ key: UInt64) -> Int {
    if 2 * used >= entries.count { grow() }
    let slot = slot(of: key)
    if entries[slot].count == 0 { used += 1 }
    entries[slot].key = key
    entries[slot].count += 1
    return slot
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(), count: 4 * old.count)
    for entry in old where entry.count > 0 { entries[slot(of: entry.key)] = entry }
  }

  private func slot(of key: UInt64) -> Int {
    let mask = entries.count - 1
    var slot = Int(truncatingIfNeeded: key >> 20) & mask
    while entries[slot].count > 0 && entries[slot].key != key { slot = (slot + 1) & mask }
    return slot
  }
}
