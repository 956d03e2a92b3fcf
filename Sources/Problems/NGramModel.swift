import Engine

/// Counting as a language model: how often each character followed the last `order` ones.
///
/// Orders are mixed as Witten and Bell (1991) do it: a context seen n times with d different
/// successors gives its own counts the share n / (n + d) and leaves the rest to the context one
/// character shorter; below order 0 every character is equally likely.
///
///     P(x | context) = (count(context x) + d P(x | shorter)) / (n + d)
public enum NGramModel {
  /// Bits per character on the held-out part of `text`, after counting its training part.
  public static func heldOutBits(of text: Corpus, order: Int) -> Float {
    let size = text.vocabulary.count
    let all = text.training + text.heldOut
    let border = text.training.count
    var probabilities = [Double](repeating: 1 / Double(size), count: text.heldOut.count)
    // The number of the context that ends before each place; contexts of one order are numbered by
    // extending those of the order below with one more character to the left.
    var contexts = [UInt64](repeating: 0, count: all.count)
    for length in 0...order {
      if length > 0 { contexts = extended(all, length: length, size: size) }
      let table = Counts(all, contexts, border: border, from: length, size: size)
      for place in 0..<text.heldOut.count {
        let index = border + place
        guard index >= length else { continue }
        let (seen, total, distinct) = table.look(contexts[index], all[index])
        guard total > 0 else { continue }
        let mixed = Double(seen) + Double(distinct) * probabilities[place]
        probabilities[place] = mixed / Double(total + distinct)
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

  /// For each place, the `length` characters before it as one number, in base `size`, wrapping:
  /// with 64 bits and a mix, two contexts that differ have the same number once in many texts.
  private static func extended(_ ids: [Int32], length: Int, size: Int) -> [UInt64] {
    var contexts = [UInt64](repeating: 0, count: ids.count)
    guard ids.count > length else { return contexts }
    for index in length..<ids.count {
      var number: UInt64 = 0
      for back in 1...length {
        number = number &* UInt64(size + 1) &+ UInt64(ids[index - back] + 1)
      }
      contexts[index] = number
    }
    return contexts
  }
}

/// How often each character followed each context: an open-addressing table of both.
private struct Counts {
  private struct Entry {
    var key: UInt64 = .max
    var count: UInt32 = 0
    var distinct: UInt32 = 0
  }

  private var entries: [Entry]
  private let mask: Int
  private let size: UInt64

  init(_ ids: [Int32], _ contexts: [UInt64], border: Int, from: Int, size: Int) {
    var capacity = 1024
    while capacity < 3 * border { capacity *= 2 }
    entries = Array(repeating: Entry(), count: capacity)
    mask = capacity - 1
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
    let whole = entries[place(of: contextKey(context))]
    guard whole.count > 0 else { return (0, 0, 0) }
    let pair = entries[place(of: pairKey(context, id))]
    return (Int(pair.count), Int(whole.count), Int(whole.distinct))
  }

  private func pairKey(_ context: UInt64, _ id: Int32) -> UInt64 {
    mixed(context &* (size &+ 1) &+ UInt64(id) &+ 1) | 1
  }

  private func contextKey(_ context: UInt64) -> UInt64 { mixed(context) & ~1 }

  /// SplitMix64's finaliser: a one-to-one mix of 64 bits.
  private func mixed(_ x: UInt64) -> UInt64 {
    var z = x &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func add(_ key: UInt64) -> Int {
    let place = place(of: key)
    entries[place].key = key
    entries[place].count += 1
    return place
  }

  private func place(of key: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: key >> 20) & mask
    while entries[place].count > 0 && entries[place].key != key { place = (place + 1) & mask }
    return place
  }
}
