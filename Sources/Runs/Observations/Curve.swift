/// The course of a number over any number of updates, in bounded memory.
///
/// Points are kept as they are until there are `capacity` of them; then neighbours are merged in
/// pairs that keep their smallest and their largest value, so a spike never disappears. A
/// non-finite value is left out; the run's event tells of it.
public struct Curve: Sendable, Equatable {
  /// A stretch of updates.
  private struct Bucket: Sendable, Equatable {
    var x: Float
    var smallest: Float
    var largest: Float
    /// Whether the smallest value came first.
    var rises: Bool
  }

  private static let capacity = 2048
  private var buckets: [Bucket] = []
  private var updatesPerBucket = 1
  private var pending: Bucket?
  private var pendingCount = 0

  /// An empty curve.
  public init() {
    buckets.reserveCapacity(Self.capacity)
  }

  /// Adds the value `y` of update `x`; updates come in order.
  public mutating func append(x: Int, y: Float) {
    guard y.isFinite else { return }
    let point = Bucket(x: Float(x), smallest: y, largest: y, rises: true)
    pending = pending.map { Self.merge($0, point) } ?? point
    pendingCount += 1
    guard pendingCount >= updatesPerBucket, let full = pending else { return }
    buckets.append(full)
    pending = nil
    pendingCount = 0
    if buckets.count == Self.capacity { halve() }
  }

  /// The points to draw, as (update, value): the envelope's two ends for each stretch.
  public var points: [SIMD2<Float>] {
    var points: [SIMD2<Float>] = []
    points.reserveCapacity(2 * buckets.count + 2)
    for bucket in buckets + (pending.map { [$0] } ?? []) {
      let first = bucket.rises ? bucket.smallest : bucket.largest
      let last = bucket.rises ? bucket.largest : bucket.smallest
      points.append([bucket.x, first])
      if first != last { points.append([bucket.x, last]) }
    }
    return points
  }

  private mutating func halve() {
    for index in 0..<buckets.count / 2 {
      buckets[index] = Self.merge(buckets[2 * index], buckets[2 * index + 1])
    }
    buckets.removeSubrange(buckets.count / 2..<buckets.count)
    updatesPerBucket *= 2
  }

  /// The stretch that covers `a` and then `b`.
  private static func merge(_ a: Bucket, _ b: Bucket) -> Bucket {
    let smallest = min(a.smallest, b.smallest)
    let largest = max(a.largest, b.largest)
    let smallestIsEarly = a.smallest <= b.smallest
    let largestIsEarly = a.largest >= b.largest
    let rises =
      smallestIsEarly != largestIsEarly ? smallestIsEarly : (smallestIsEarly ? a : b).rises
    return Bucket(x: b.x, smallest: smallest, largest: largest, rises: rises)
  }
}
