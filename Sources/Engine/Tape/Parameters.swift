/// A named matrix of learned numbers: a slice of the flat vector of all of them.
public struct Parameter: Sendable, Equatable {
  /// PyTorch's name, such as `rnn.weight_ih_l0`.
  public let name: String
  /// Rows; a bias is one row.
  public let rows: Int
  /// Columns.
  public let columns: Int
  /// Where it begins in the flat vector.
  public let offset: Int

  /// How many numbers it has.
  public var count: Int { rows * columns }
}

/// Every learned number of a model in one flat vector, and their gradients in a second of the same
/// layout, so that optimisers, clipping and checks are one loop each.
public final class Parameters {
  /// The slices, in the order they were added.
  public private(set) var all: [Parameter] = []
  /// How many numbers there are.
  public private(set) var count = 0
  private var valueBuffer = Buffer(count: 0)
  private var gradientBuffer = Buffer(count: 0)

  /// No parameters yet.
  public init() {}

  /// Adds a matrix of zeros; the one of that name, if it is there already with that shape.
  public func add(_ name: String, rows: Int, columns: Int) -> Parameter {
    if let known = self[name] {
      precondition(
        known.rows == rows && known.columns == columns,
        "parameter \(name) exists with another shape")
      return known
    }
    let parameter = Parameter(name: name, rows: rows, columns: columns, offset: count)
    let values = Buffer(count: count + parameter.count)
    values.floats().copy(from: valueBuffer.floats(), count: count)
    count += parameter.count
    valueBuffer = values
    gradientBuffer = Buffer(count: count)
    all.append(parameter)
    return parameter
  }

  /// The parameter called `name`.
  public subscript(name: String) -> Parameter? { all.first { $0.name == name } }

  /// The values of `parameter`, row-major.
  public func values(of parameter: Parameter) -> [Float] {
    valueBuffer.array(at: parameter.offset, count: parameter.count)
  }

  /// Sets the values of `parameter`, row-major.
  public func set(_ parameter: Parameter, _ values: [Float]) {
    precondition(values.count == parameter.count, "\(parameter.name) has another size")
    for (index, value) in values.enumerated() {
      valueBuffer.floats(at: parameter.offset)[index] = value
    }
  }

  /// The gradient of the loss by `parameter`, row-major.
  public func gradient(of parameter: Parameter) -> [Float] {
    gradientBuffer.array(at: parameter.offset, count: parameter.count)
  }

  /// Sets the gradient of `parameter`, row-major: for trying an optimiser by itself.
  public func setGradient(of parameter: Parameter, _ values: [Float]) {
    precondition(values.count == parameter.count, "\(parameter.name) has another size")
    for (index, value) in values.enumerated() {
      gradientBuffer.floats(at: parameter.offset)[index] = value
    }
  }

  /// The Euclidean norm of all gradients together.
  public func gradientNorm() -> Float {
    norm(gradientBuffer.floats(), count: count)
  }

  /// The largest absolute value among all gradients.
  public func largestGradient() -> Float {
    (0..<count).reduce(0) { max($0, abs(allGradients[$1])) }
  }

  func values(_ parameter: Parameter) -> Floats { valueBuffer.floats(at: parameter.offset) }
  func gradients(_ parameter: Parameter) -> Floats { gradientBuffer.floats(at: parameter.offset) }
  var allValues: Floats { valueBuffer.floats() }
  var allGradients: Floats { gradientBuffer.floats() }

  func zeroGradients() { gradientBuffer.floats().clear(count: count) }
}

/// The Euclidean norm of `count` numbers, summed in double precision, eight sums side by side.
func norm(_ x: Floats, count: Int) -> Float {
  var low = SIMD8<Double>()
  var high = SIMD8<Double>()
  var index = 0
  while index + 16 <= count {
    let lanes = x[lanes: index]
    let (a, b) = (SIMD8<Double>(lanes.lowHalf), SIMD8<Double>(lanes.highHalf))
    low.addProduct(a, a)
    high.addProduct(b, b)
    index += 16
  }
  var total = 0.0
  let both = low + high
  for lane in 0..<8 { total += both[lane] }
  while index < count {
    total += Double(x[index]) * Double(x[index])
    index += 1
  }
  return Float(total.squareRoot())
}
