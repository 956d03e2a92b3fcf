/// Ridge regression (Hoerl and Kennard, 1970) of examples that come one after the other: the sums S'S and
/// S'Y of its normal equations, in double precision, and what they are solved by.
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

  /// Takes up the sums of another and solves them; false, with nothing changed, where they do not fit.
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

/// Puts Cholesky's factor L, with L L' = a, in place of the lower triangle of a, [size, size].
func factorize(_ a: inout [Double], size: Int) {
  for i in 0..<size {
    for j in 0...i {
      var rest = a[i * size + j]
      for k in 0..<j { rest -= a[i * size + k] * a[j * size + k] }
      a[i * size + j] = i == j ? rest.squareRoot() : rest / a[j * size + j]
    }
  }
}

/// The x with L L' x = b.
func solved(_ factor: [Double], _ b: [Double]) -> [Double] {
  let size = b.count
  var x = b
  for i in 0..<size {
    for k in 0..<i { x[i] -= factor[i * size + k] * x[k] }
    x[i] /= factor[i * size + i]
  }
  for i in (0..<size).reversed() {
    for k in i + 1..<max(size, i + 1) { x[i] -= factor[k * size + i] * x[k] }
    x[i] /= factor[i * size + i]
  }
  return x
}
