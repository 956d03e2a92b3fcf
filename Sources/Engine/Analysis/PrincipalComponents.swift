/// The directions in which points vary most: principal component analysis.
///
/// The top components of the covariance of n points, divided by n - 1, by subspace iteration in
/// double precision with a few extra directions. A component's sign is arbitrary: its largest entry
/// is made positive (as in scikit-learn since version 1.5), or it is aligned with the previous
/// basis.
public struct PrincipalComponents: Sendable, Equatable {
  /// The mean point, [columns].
  public let mean: [Double]
  /// Orthonormal directions, each [columns].
  public private(set) var components: [[Double]]
  /// The variance along each.
  public private(set) var variances: [Double]
  /// The variance along all directions.
  public let totalVariance: Double
  /// The number of points.
  public let points: Int

  /// The top `count` components of points, row-major, [points, columns].
  ///
  /// - Parameters:
  ///   - numbers: the points, row-major
  ///   - columns: the dimension of the points
  ///   - count: components, at most `columns`
  ///   - last: the basis of the previous frame. Components are matched with the most similar ones
  ///     of `last` and given their signs, so that a picture does not flip.
  public init(
    of numbers: [Float], columns: Int, count: Int, alignedTo last: PrincipalComponents? = nil
  ) {
    precondition(columns > 0 && numbers.count % columns == 0, "every point has `columns` numbers")
    precondition(count <= columns, "there are at most as many components as columns")
    let points = numbers.count / columns
    var mean = [Double](repeating: 0, count: columns)
    for (index, number) in numbers.enumerated() { mean[index % columns] += Double(number) }
    mean = mean.map { $0 / Double(max(1, points)) }
    let covariance = Self.covariance(numbers, mean: mean)
    self.mean = mean
    self.points = points
    totalVariance = (0..<columns).reduce(0) { $0 + covariance[$1 * columns + $1] }
    (components, variances) = Self.topDirections(
      of: covariance, size: columns, count: count, start: last?.components ?? [])
    if let last { align(to: last) } else { makeLargestPositive() }
  }

  /// Each component's share of the total variance; zero if nothing varies.
  public var varianceShares: [Double] {
    variances.map { totalVariance > 0 ? $0 / totalVariance : 0 }
  }

  /// The singular values of the centred points.
  public var singularValues: [Double] {
    variances.map { (max(0, $0) * Double(max(1, points - 1))).squareRoot() }
  }

  /// The coordinates of points along the components: [points, columns] to [points, count].
  public func project(_ numbers: [Float]) -> [Float] {
    let columns = mean.count
    return (0..<numbers.count / columns).flatMap { row in
      components.map { component in
        Float(
          (0..<columns).reduce(0.0) {
            $0 + (Double(numbers[row * columns + $1]) - mean[$1]) * component[$1]
          })
      }
    }
  }

  private mutating func makeLargestPositive() {
    for index in components.indices {
      let largest = components[index].max { abs($0) < abs($1) } ?? 0
      if largest < 0 { components[index] = components[index].map { -$0 } }
    }
  }

  /// Matches components with those of `last`, the most similar first.
  private mutating func align(to last: PrincipalComponents) {
    guard last.mean.count == mean.count, last.components.count == components.count else {
      makeLargestPositive()
      return
    }
    var order = [Int?](repeating: nil, count: components.count)
    var unmatched = Set(components.indices)
    for _ in components.indices {
      var best = (similarity: -1.0, index: 0, component: 0)
      for index in order.indices where order[index] == nil {
        for component in unmatched.sorted() {
          let similarity = abs(dot(components[component], last.components[index]))
          if similarity > best.similarity { best = (similarity, index, component) }
        }
      }
      order[best.index] = best.component
      unmatched.remove(best.component)
    }
    let chosen = order.compactMap(\.self)
    variances = chosen.map { variances[$0] }
    components = zip(chosen, last.components).map { index, before in
      dot(components[index], before) < 0 ? components[index].map { -$0 } : components[index]
    }
  }

  private static func covariance(_ numbers: [Float], mean: [Double]) -> [Double] {
    let columns = mean.count
    let points = numbers.count / columns
    var covariance = [Double](repeating: 0, count: columns * columns)
    for row in 0..<points {
      let centred = (0..<columns).map { Double(numbers[row * columns + $0]) - mean[$0] }
      for i in 0..<columns {
        for j in 0...i { covariance[i * columns + j] += centred[i] * centred[j] }
      }
    }
    for i in 0..<columns {
      for j in 0...i {
        covariance[i * columns + j] /= Double(max(1, points - 1))
        covariance[j * columns + i] = covariance[i * columns + j]
      }
    }
    return covariance
  }

  /// Subspace iteration with a Rayleigh-Ritz projection: multiply, make orthonormal, rotate to the
  /// eigenvectors within the subspace, until the leading directions converge.
  private static func topDirections(
    of matrix: [Double], size: Int, count: Int, start: [[Double]]
  ) -> ([[Double]], [Double]) {
    let width = min(size, count + 6)
    var random = Random(seed: 1)
    var basis = start.filter { $0.count == size }
    while basis.count < width {
      basis.append((0..<size).map { _ in Double(random.normal()) })
    }
    basis = orthonormal(basis)
    var values = [Double](repeating: 0, count: width)
    for _ in 0..<500 {
      let images = basis.map { vector in times(matrix, vector) }
      let small = basis.flatMap { row in images.map { dot(row, $0) } }
      let (rotations, sizes) = symmetricEigenvectors(of: small, size: width)
      let turned = rotations.map { weights in
        (0..<size).map { i in
          zip(weights, images).reduce(0.0) { $0 + $1.0 * $1.1[i] }
        }
      }
      let next = orthonormal(turned)
      let change = (0..<count).map { 1 - abs(dot(next[$0], basis[$0])) }.max() ?? 0
      (basis, values) = (next, sizes)
      if change < 1e-15 { break }
    }
    return (Array(basis[..<count]), values[..<count].map { max(0, $0) })
  }

  private static func times(_ matrix: [Double], _ vector: [Double]) -> [Double] {
    let size = vector.count
    return (0..<size).map { i in
      (0..<size).reduce(0.0) { $0 + matrix[i * size + $1] * vector[$1] }
    }
  }
}
