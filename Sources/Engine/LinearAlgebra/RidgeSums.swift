/// Ridge regression (Hoerl and Kennard, 1970) of examples that come one after the other: the sums
/// S'S and S'Y of its normal equations, in double precision, and their solution.
///
///     (S'S + penalty I) W = S'Y
public struct RidgeSums: Sendable {
  /// Numbers of an example.
  public let size: Int
  /// Numbers of a target.
  public let outputs: Int
  /// What the sum of the squares of all weights is multiplied by, above zero.
  public let penalty: Double
  /// W, [outputs][size]; zero before the first solution.
  public private(set) var weights: [[Double]]
  /// S'S, the lower triangle of [size, size].
  private var squares: [Double]
  /// S'Y, [outputs][size].
  private var products: [[Double]]

  /// No examples yet.
  public init(size: Int, outputs: Int, penalty: Double) {
    precondition(size > 0 && outputs > 0 && penalty > 0, "ridge: sizes and a penalty above zero")
    (self.size, self.outputs, self.penalty) = (size, outputs, penalty)
    squares = [Double](repeating: 0, count: size * size)
    products = [[Double]](repeating: [Double](repeating: 0, count: size), count: outputs)
    weights = products
  }

  /// Takes an example [size] with its targets [outputs] into the sums.
  public mutating func add(_ example: [Double], _ targets: [Double]) {
    precondition(example.count == size && targets.count == outputs, "ridge: another size")
    for i in 0..<size {
      for j in 0...i { squares[i * size + j] += example[i] * example[j] }
      for output in 0..<outputs { products[output][i] += example[i] * targets[output] }
    }
  }

  /// Finds the weights that fit all examples so far.
  public mutating func solve() {
    var factor = squares
    for i in 0..<size { factor[i * size + i] += penalty }
    factorize(&factor, size: size)
    weights = products.map { solved(factor, $0) }
  }

  /// The sums as they are, so that another goes on from them: S'S, then S'Y of each output.
  public var numbers: [Double] { squares + products.flatMap(\.self) }

  /// Takes up the sums of another and solves them; false, with nothing changed, where they do not
  /// fit.
  public mutating func take(_ numbers: [Double]) -> Bool {
    guard numbers.count == size * (size + outputs), numbers.allSatisfy(\.isFinite) else {
      return false
    }
    squares = Array(numbers[..<(size * size)])
    products = (0..<outputs).map { output in
      Array(numbers[(size * (size + output))..<(size * (size + output + 1))])
    }
    solve()
    return true
  }
}

/// The weights w [features] that minimise |S w - y|^2 + beta |w|^2: ridge regression (Hoerl and
/// Kennard, 1970), by Cholesky's factors of S'S + beta I.
///
/// - Parameters:
///   - rows: S, [examples][features]
///   - targets: y, [examples]
///   - beta: above zero
public func ridgeRegression(_ rows: [[Double]], _ targets: [Double], beta: Double) -> [Double] {
  precondition(beta > 0 && rows.count == targets.count, "ridge: a target for each row, beta > 0")
  guard let size = rows.first?.count, size > 0 else { return [] }
  var sums = RidgeSums(size: size, outputs: 1, penalty: beta)
  for (row, target) in zip(rows, targets) { sums.add(row, [target]) }
  sums.solve()
  return sums.weights[0]
}
