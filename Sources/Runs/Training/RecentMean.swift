/// The mean of the last 25 values.
struct RecentMean {
  private(set) var values: [Float] = []
  private var next = 0

  /// The mean of these values, oldest first, and of those to come.
  init(_ values: [Float] = []) { self.values = Array(values.suffix(25)) }

  /// The values, oldest first.
  var inOrder: [Float] { Array(values[next...] + values[..<next]) }

  /// Takes in one more value, forgetting the oldest.
  mutating func append(_ value: Float) {
    if values.count < 25 {
      values.append(value)
    } else {
      values[next] = value
      next = (next + 1) % 25
    }
  }

  /// Nil before the first value.
  var mean: Float? {
    guard !values.isEmpty else { return nil }
    var sum: Float = 0
    for index in values.indices { sum += values[(next + index) % values.count] }
    return sum / Float(values.count)
  }
}
