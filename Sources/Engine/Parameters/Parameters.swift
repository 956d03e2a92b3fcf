import Synchronization

/// A named matrix of learned numbers: a slice of the flat vector of all of them.
public struct Parameter: Sendable, Equatable {
  /// PyTorch's name, such as `rnn.weight_ih_l0`.
  public let name: String
  /// PyTorch's shape: [outputs] for a bias, [outputs, inputs, width] for a convolution.
  public let shape: [Int]
  /// Whether it is trained; a frozen one has no gradient, and no optimiser changes it.
  public let isTrained: Bool
  /// Rows; a bias is one row.
  public let rows: Int
  /// Columns: everything after the first dimension.
  public let columns: Int
  /// The index of its first number in the flat vector.
  public let offset: Int

  init(name: String, shape: [Int], isTrained: Bool, offset: Int) {
    self.name = name
    self.shape = shape
    self.isTrained = isTrained
    self.offset = offset
    rows = shape.count > 1 ? shape[0] : 1
    columns = shape.reduce(1, *) / max(rows, 1)
  }

  /// Matrices that lie one after the other, as one matrix of all their rows.
  init(stacking parts: [Parameter], name: String) {
    let first = parts[0]
    for (before, part) in zip(parts, parts.dropFirst()) {
      precondition(
        part.offset == before.offset + before.count && part.columns == first.columns,
        "stacked matrices lie one after the other")
    }
    self.init(
      name: name, shape: [parts.reduce(0) { $0 + $1.rows }, first.columns],
      isTrained: first.isTrained, offset: first.offset)
  }

  /// How many numbers it has.
  public var count: Int { rows * columns }

  /// A part of a bias, as a bias of its own.
  func part(_ range: Range<Int>) -> Parameter {
    precondition(range.upperBound <= count, "\(name) has no such part")
    return Parameter(
      name: name, shape: [range.count], isTrained: isTrained, offset: offset + range.lowerBound)
  }

  /// Some of its rows, as a matrix of their own.
  func rows(_ range: Range<Int>) -> Parameter {
    precondition(range.upperBound <= rows, "\(name) has no such rows")
    return Parameter(
      name: name, shape: [range.count, columns], isTrained: isTrained,
      offset: offset + range.lowerBound * columns)
  }
}

/// Every learned number of a model in one flat vector, and their gradients in a second of the same
/// layout, so that optimisers, clipping and checks are one loop each.
public final class Parameters {
  /// The slices, in the order they were added.
  public private(set) var all: [Parameter] = []
  /// How the first numbers of each are made, in the same order.
  private var starts: [(draw: WeightDraw, turn: DrawTurn)] = []
  /// How many numbers there are.
  public private(set) var count = 0
  private var valueBuffer = Buffer(count: 0)
  private var gradientBuffer = Buffer(count: 0)
  private var frozenBuffer = Buffer(count: 0)
  /// The threads of the most recent tape, which optimisers use, too.
  var parallel = Parallel(threads: 1)
  /// Whether the update in progress has written a number that is not finite.
  let hasNonFinite = Atomic<Bool>(false)

  /// No parameters yet.
  public init() {}

  /// Adds a tensor; or returns the one of that name, if there is one with that shape. Until `draw`
  /// it is zero, or the constant that it starts from.
  ///
  /// - Parameters:
  ///   - name: PyTorch's name
  ///   - shape: PyTorch's shape: [outputs, inputs] for a weight, [outputs] for its bias
  ///   - isTrained: false for given numbers that no update changes, and that are not drawn
  ///   - start: how `draw` makes its first numbers
  ///   - turn: when `draw` makes them
  public func add(
    _ name: String, shape: [Int], isTrained: Bool = true, start: WeightDraw = .constant(0),
    turn: DrawTurn = .body
  ) -> Parameter {
    if let known = self[name] {
      precondition(
        known.shape == shape && known.isTrained == isTrained,
        "parameter \(name) exists with another shape")
      return known
    }
    let offset = isTrained ? count : frozenBuffer.count
    let parameter = Parameter(name: name, shape: shape, isTrained: isTrained, offset: offset)
    if isTrained {
      count += parameter.count
      valueBuffer = valueBuffer.grown(by: parameter.count)
      gradientBuffer = Buffer(count: count)
    } else {
      frozenBuffer = frozenBuffer.grown(by: parameter.count)
    }
    all.append(parameter)
    starts.append((start, turn))
    if case .constant(let number) = start, number != 0 {
      set(parameter, [Float](repeating: number, count: parameter.count))
    }
    return parameter
  }

  /// Makes the first numbers of everything that is trained: turn after turn, and within a turn in
  /// the order in which parameters were added. The draws, and so all digits of a training, depend
  /// on that order.
  public func draw(using random: inout Random) {
    for turn in DrawTurn.allCases {
      for (parameter, start) in zip(all, starts) where parameter.isTrained && start.turn == turn {
        set(
          parameter,
          start.draw.draw(rows: parameter.rows, columns: parameter.columns, using: &random))
      }
    }
  }

  /// The parameter called `name`.
  public subscript(name: String) -> Parameter? { all.first { $0.name == name } }

  /// The values of `parameter`, row-major.
  public func values(of parameter: Parameter) -> [Float] {
    buffer(parameter).array(at: parameter.offset, count: parameter.count)
  }

  /// Sets the values of `parameter`, row-major.
  public func set(_ parameter: Parameter, _ values: [Float]) {
    precondition(
      values.count == parameter.count, "\(parameter.name) has \(parameter.count) numbers")
    for (index, value) in values.enumerated() {
      buffer(parameter).floats(at: parameter.offset)[index] = value
    }
  }

  /// The gradient of the loss with respect to `parameter`, row-major; zero for a frozen one.
  public func gradient(of parameter: Parameter) -> [Float] {
    guard parameter.isTrained else { return [Float](repeating: 0, count: parameter.count) }
    return gradientBuffer.array(at: parameter.offset, count: parameter.count)
  }

  /// Sets the gradient of `parameter`, row-major, to try an optimiser by itself.
  public func setGradient(of parameter: Parameter, _ values: [Float]) {
    precondition(
      values.count == parameter.count && parameter.isTrained,
      "\(parameter.name) has no gradient of that size")
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

  func values(_ parameter: Parameter) -> Floats {
    buffer(parameter).floats(at: parameter.offset)
  }
  func gradients(_ parameter: Parameter) -> Floats {
    precondition(parameter.isTrained, "a frozen parameter has no gradient")
    return gradientBuffer.floats(at: parameter.offset)
  }
  var allValues: Floats { valueBuffer.floats() }
  var allGradients: Floats { gradientBuffer.floats() }

  func zeroGradients() {
    parallel.split(count, unit: 16, work: count, with: gradientBuffer) { gradients, part in
      gradients.floats(at: part.lowerBound).clear(count: part.count)
    }
  }

  /// The first learned parameter with a number that is not finite.
  func firstNonFinite() -> Parameter? {
    if allValues.areFinite(count: count) { return nil }
    return all.first { parameter in
      parameter.isTrained && values(of: parameter).contains { !$0.isFinite }
    }
  }

  private func buffer(_ parameter: Parameter) -> Buffer {
    parameter.isTrained ? valueBuffer : frozenBuffer
  }
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
