import Engine

/// Moments of a run that it can be taken back to, within a fixed budget of memory: when they are
/// too many, every second one goes and the distance doubles.
struct Checkpoints {
  /// A moment.
  struct Point {
    /// Updates done.
    var update: Int
    /// Everything that decides the digits from here on.
    var state: SafeTensors
    /// The run's curves up to here.
    var losses: Curve
    var gradientNorms: Curve
  }

  /// Bytes that all points may take together.
  static let budget = 64 << 20
  /// Bytes of a curve, at most.
  private static let curveSize = 1 << 16

  private(set) var points: [Point] = []
  private var distance = 50
  private var most: Int?

  /// Whether a run that has done `update` updates is due for a point.
  func isDue(at update: Int) -> Bool { update % distance == 0 }

  /// Adds a point.
  mutating func add(_ point: Point) {
    let size =
      point.state.tensors.values.reduce(0) { $0 + 4 * $1.floats.count } + 2 * Self.curveSize
    let most = most ?? max(4, Self.budget / size)
    self.most = most
    points.append(point)
    guard points.count > most else { return }
    distance *= 2
    points.removeAll { $0.update % distance != 0 }
  }

  /// The last point that is not after `update`.
  func last(upTo update: Int) -> Point? { points.last { $0.update <= update } }
}
