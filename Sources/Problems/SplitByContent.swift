import Engine

/// Examples in an order of their own, cut into a part to learn from and a part that is held out.
/// Examples with the same content are always on the same side, beside each other.
struct SplitByContent: Sendable {
  /// Indices of what is learned from.
  let training: [Int]
  /// Indices of what is only measured on.
  let heldOut: [Int]

  /// Shuffles what is different among `contents` by `seed`, and holds out the last of `parts` equal
  /// parts of it, at least one.
  init(_ contents: [some Hashable], seed: UInt64, heldOutOf parts: Int) {
    var copies: [[Int]] = []
    var groups = [AnyHashable: Int](minimumCapacity: contents.count)
    for (index, content) in contents.enumerated() {
      if let group = groups[AnyHashable(content)] {
        copies[group].append(index)
      } else {
        groups[AnyHashable(content)] = copies.count
        copies.append([index])
      }
    }
    var random = Random(seed: seed, stream: 6)
    for index in copies.indices.reversed() {
      copies.swapAt(index, random.integer(below: index + 1))
    }
    let border = copies.count - max(1, copies.count / parts)
    training = Array(copies[..<border].joined())
    heldOut = Array(copies[border...].joined())
  }
}
