import Synchronization

/// A matrix of numbers in a tape's arena; its gradient has the same place in a second arena.
///
/// A sequence of `steps` steps for `batch` sequences is a tensor of steps * batch rows, time first.
/// Rows are padded to whole lanes, and the padding is zero in values and in gradients.
public struct Tensor: Sendable {
  /// Rows.
  public let rows: Int
  /// Columns that mean something.
  public let columns: Int
  let stride: Int
  let offset: Int

  /// The `count` rows from `first` on.
  public func rows(from first: Int, count: Int) -> Tensor {
    precondition(first >= 0 && first + count <= rows, "rows outside the tensor")
    return Tensor(
      rows: count, columns: columns, stride: stride, offset: offset + first * stride)
  }
}

/// A list of ids in a tape.
public struct Tokens: Sendable {
  /// How many.
  public let count: Int
  let offset: Int

  /// The `count` ids from `first` on.
  public func slice(from first: Int, count: Int) -> Tokens {
    precondition(first >= 0 && first + count <= self.count, "ids outside the list")
    return Tokens(count: count, offset: offset + first)
  }
}

/// A step of a model's computation, forward and backward.
protocol Operation: AnyObject {
  /// What a message calls it, such as `rnn` or `cross-entropy`.
  var name: String { get }
  /// Where its result is; nil where it has none.
  var result: Tensor? { get }
  /// Computes the result from its inputs.
  func forward()
  /// Adds to the gradients of its inputs, from the gradient of its result.
  func backward()
}

/// A model's computation, recorded once and replayed for every update.
///
/// A model is a plain function that calls the tape's layers (`embedding`, `recurrence`, `linear`,
/// ...). Calling a layer records it and gives back where its result will be; nothing is computed.
/// After the first `forward`, which allocates, replaying allocates nothing.
public final class Tape {
  /// The learned numbers.
  public let parameters: Parameters
  let parallel: Parallel
  private var values = Buffer(count: 0)
  private var gradients = Buffer(count: 0)
  private var ids: UnsafeMutableBufferPointer<Int32> = .allocate(capacity: 0)
  private var valueCount = 0
  /// Where gradients are summed up, and so begin at zero.
  private var summed: [Range<Int>] = []
  private var idCount = 0
  private var projections: [Projection] = []
  /// Where weight gradients lay out their factors, one projection after the other.
  private var packingRoom = Buffer(count: 0)
  private(set) var operations: [any Operation] = []
  private var forwardStages: [Stage] = []
  private var backwardStages: [Stage] = []
  /// Parts in which work on many blocks of numbers is given to threads.
  private let shares = 64
  /// Whether a result of the pass that is being looked at is not finite.
  private let isBroken = Atomic(false)
  private var isReady = false
  /// The loss of the last forward pass: the sum of all loss operations.
  public internal(set) var loss: Float = 0

  /// An empty tape over `parameters` that may use `threads` threads.
  public convenience init(parameters: Parameters, threads: Int = 1) {
    self.init(parameters: parameters, parallel: Parallel(threads: max(1, threads)))
  }

  init(parameters: Parameters, parallel: Parallel) {
    self.parameters = parameters
    self.parallel = parallel
    if parallel.threads > 1 { parameters.parallel = parallel }
  }

  deinit { ids.deallocate() }

  /// A matrix that the caller fills before each forward pass.
  public func input(rows: Int, columns: Int) -> Tensor {
    let tensor = work(rows: rows, columns: columns)
    if let last = summed.last, last.upperBound == tensor.offset {
      summed[summed.count - 1] = last.lowerBound..<valueCount
    } else {
      summed.append(tensor.offset..<valueCount)
    }
    return tensor
  }

  /// A matrix whose gradient is not summed up, but written whole by its operation, or not at all: it is
  /// not cleared before a backward pass.
  func work(rows: Int, columns: Int) -> Tensor {
    precondition(!isReady, "a tape records nothing after its first forward pass")
    let tensor = Tensor(
      rows: rows, columns: columns, stride: paddedCount(columns), offset: valueCount)
    valueCount += rows * tensor.stride
    return tensor
  }

  /// A matrix of the shape of another.
  public func input(like other: Tensor) -> Tensor {
    input(rows: other.rows, columns: other.columns)
  }

  /// A list of ids that the caller fills before each forward pass.
  public func tokens(count: Int) -> Tokens {
    precondition(!isReady, "a tape records nothing after its first forward pass")
    defer { idCount += count }
    return Tokens(count: count, offset: idCount)
  }

  /// Bytes of the parameters with their gradients and two numbers each of an optimiser's, and of the
  /// activations with their gradients.
  public var neededBytes: Int { 4 * (4 * parameters.count + 2 * valueCount) }

  /// Computes every operation's result and the loss.
  public func forward() {
    makeReady()
    loss = 0
    for projection in projections { projection.pack() }
    for stage in forwardStages {
      switch stage {
      case .whole(let operation): operation.forward()
      case .rowwise(let run):
        parallel.split(run.rows, work: run.work, with: run) { run, rows in
          for operation in run.operations { operation.forward(rows: rows) }
        }
      }
    }
  }

  /// Sets every gradient: of the loss by each tensor and by each parameter.
  public func backward() {
    makeReady()
    clearGradients()
    for stage in backwardStages {
      switch stage {
      case .whole(let operation): operation.backward()
      case .rowwise(let run):
        parallel.split(run.rows, work: 2 * run.work, with: run) { run, rows in
          for operation in run.operations { operation.backward(rows: rows) }
        }
      }
    }
    for projection in projections { projection.finishGradient(room: packingRoom.floats()) }
  }

  /// Sets the gradients that are summed up to zero: each thread clears its share of every block.
  private func clearGradients() {
    parallel.split(shares, work: valueCount, with: self) { tape, share in
      for range in tape.summed {
        let part = range.count.part(share, of: tape.shares)
        tape.gradients.floats(at: range.lowerBound + part.lowerBound).clear(count: part.count)
      }
    }
    parameters.zeroGradients()
  }

  /// Whether every result and the loss are finite: one look at each number, each thread at its share of
  /// every result.
  var isFinite: Bool {
    isBroken.store(false, ordering: .relaxed)
    parallel.split(shares, work: valueCount, with: self) { tape, share in
      for operation in tape.operations {
        guard let result = operation.result else { continue }
        let rows = result.rows.part(share, of: tape.shares)
        let part = result.rows(from: rows.lowerBound, count: rows.count)
        if !tape.isFinite(tape.values(part), part) {
          tape.isBroken.store(true, ordering: .relaxed)
        }
      }
    }
    return loss.isFinite && !isBroken.load(ordering: .relaxed)
  }

  /// What first became not finite, in the order of computing: an operation's result, the loss, the
  /// gradient by a result, the gradient by a parameter. Nil where all numbers are finite.
  public func firstNonFinite() -> String? {
    for operation in operations {
      if let result = operation.result, !isFinite(values(result), result) { return operation.name }
    }
    if !loss.isFinite { return "loss" }
    for operation in operations.reversed() {
      if let result = operation.result, !isFinite(gradients(result), result) {
        return "the gradient of " + operation.name
      }
    }
    if parameters.allGradients.areFinite(count: parameters.count) { return nil }
    let bad = parameters.all.first { parameter in
      parameters.gradient(of: parameter).contains { !$0.isFinite }
    }
    return bad.map { "the gradient of " + $0.name }
  }

  func record(_ operation: any Operation) { operations.append(operation) }

  /// The products of `weight`, whose rows are `gates` blocks of equal size: one object for all the
  /// operations that share a weight, packed once for each forward pass.
  func projection(of weight: Parameter, gates: Int = 1) -> Projection {
    if let known = projections.first(where: { $0.weight == weight && $0.gates == gates }) {
      return known
    }
    let projection = Projection(
      of: weight, gates: gates, in: parameters, parallel: parallel)
    projections.append(projection)
    return projection
  }

  func values(_ tensor: Tensor) -> Floats { values.floats(at: tensor.offset) }
  func gradients(_ tensor: Tensor) -> Floats { gradients.floats(at: tensor.offset) }
  func ids(_ tokens: Tokens) -> UnsafeMutableBufferPointer<Int32> {
    UnsafeMutableBufferPointer(rebasing: ids[tokens.offset..<tokens.offset + tokens.count])
  }

  /// Allocates the arenas once all is recorded: before the first use of any number in them.
  func makeReady() {
    guard !isReady else { return }
    isReady = true
    values = Buffer(count: valueCount)
    gradients = Buffer(count: valueCount)
    forwardStages = Stage.stages(operations) { $0.forwardRows }
    backwardStages = Stage.stages(operations.reversed()) { $0.backwardRows }
    packingRoom = Buffer(count: projections.map(\.gradientRoom).max() ?? 0)
    ids.deallocate()
    ids = .allocate(capacity: idCount)
    ids.initialize(repeating: 0)
  }

  private func isFinite(_ numbers: Floats, _ tensor: Tensor) -> Bool {
    numbers.areFinite(count: tensor.rows * tensor.stride)
  }
}

extension Tape {
  /// Fills an input with `numbers`, dense and row-major.
  public func write(_ numbers: [Float], to tensor: Tensor) {
    precondition(numbers.count == tensor.rows * tensor.columns, "an input has another size")
    makeReady()
    let place = values(tensor)
    for row in 0..<tensor.rows {
      for column in 0..<tensor.columns {
        place[row * tensor.stride + column] = numbers[row * tensor.columns + column]
      }
    }
  }

  /// Fills a list of ids.
  public func write(_ numbers: [Int32], to tokens: Tokens) {
    precondition(numbers.count == tokens.count, "a list of ids has another size")
    makeReady()
    _ = ids(tokens).update(from: numbers)
  }

  /// The ids of a list.
  public func read(_ tokens: Tokens) -> [Int32] {
    makeReady()
    return Array(ids(tokens))
  }

  /// The numbers of a tensor, dense and row-major.
  public func read(_ tensor: Tensor) -> [Float] {
    makeReady()
    return dense(values(tensor), tensor)
  }

  /// The gradient of the loss by a tensor, dense and row-major.
  public func readGradient(_ tensor: Tensor) -> [Float] {
    makeReady()
    return dense(gradients(tensor), tensor)
  }

  private func dense(_ place: Floats, _ tensor: Tensor) -> [Float] {
    var numbers: [Float] = []
    numbers.reserveCapacity(tensor.rows * tensor.columns)
    for row in 0..<tensor.rows {
      for column in 0..<tensor.columns { numbers.append(place[row * tensor.stride + column]) }
    }
    return numbers
  }
}
