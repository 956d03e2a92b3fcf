/// A matrix of numbers in a tape's arena; its gradient has the same offset among the gradients.
///
/// A sequence of `steps` steps for `batch` sequences is a tensor of steps * batch rows, time first.
/// Rows are padded to whole lanes, and the padding is zero in values and in gradients.
public struct Tensor: Sendable {
  /// Steps times sequences, or sequences.
  public let rows: Int
  /// Valid columns; the padding is not among them.
  public let columns: Int
  /// Whether its gradient is needed. That of data is not: products skip it, and what other
  /// operations add to it is never used.
  public let hasGradient: Bool
  let stride: Int
  let offset: Int

  /// The `count` rows from `first` on.
  public func rows(from first: Int, count: Int) -> Tensor {
    precondition(first >= 0 && first + count <= rows, "rows outside the tensor")
    return Tensor(
      rows: count, columns: columns, hasGradient: hasGradient, stride: stride,
      offset: offset + first * stride)
  }
}

/// A list of ids in a tape's arena.
public struct Tokens: Sendable {
  /// Steps times sequences, or sequences.
  public let count: Int
  let offset: Int

  /// The `count` ids from `first` on.
  public func slice(from first: Int, count: Int) -> Tokens {
    precondition(first >= 0 && first + count <= self.count, "ids outside the list")
    return Tokens(count: count, offset: offset + first)
  }
}
