@testable import Engine

/// A buffer of numbers from the standard normal distribution.
func randomBuffer(_ count: Int, seed: UInt64) -> Buffer {
  var random = Random(seed: seed)
  return Buffer((0..<count).map { _ in random.normal() })
}
