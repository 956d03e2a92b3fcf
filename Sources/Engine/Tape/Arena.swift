/// The numbers of a tape: values and gradients of all tensors, the ids, the packed weights.
///
/// Operations refer to the arena and not to the tape that lists them, so that both are released
/// with the model.
final class Arena {
  /// In how many parts work on many blocks of numbers is split.
  static let shares = 64

  let parameters: Parameters
  let parallel: Parallel
  private var values = Buffer(count: 0)
  private var gradients = Buffer(count: 0)
  private var ids: Ids = .allocate(capacity: 0)
  /// How many numbers all tensors have, with their padding.
  private(set) var valueCount = 0
  /// How many numbers the tensors with a gradient have.
  private(set) var gradientCount = 0
  /// The gradients that operations add to, and that are therefore cleared before a backward pass.
  private var summed: [Range<Int>] = []
  private var idCount = 0
  private var projections: [Projection] = []
  /// Scratch memory in which weight gradients pack their factors, one projection after the other.
  private var packingScratch = Buffer(count: 0)
  /// Whether the numbers are allocated, so that no tensor can be added any more.
  private var isReady = false
  /// The loss of the last forward pass: the sum of all loss operations.
  var loss: Float = 0

  init(parameters: Parameters, parallel: Parallel) {
    self.parameters = parameters
    self.parallel = parallel
    if parallel.threads > 1 { parameters.parallel = parallel }
  }

  deinit { ids.deallocate() }

  /// A matrix that the caller fills before each forward pass, and whose gradient is not needed.
  func data(rows: Int, columns: Int) -> Tensor {
    workspace(rows: rows, columns: columns, hasGradient: false)
  }

  /// A matrix that the caller fills before each forward pass, with a gradient of the loss with
  /// respect to it; also the result of an operation, whose gradient others add to.
  func input(rows: Int, columns: Int) -> Tensor {
    let tensor = workspace(rows: rows, columns: columns)
    if let last = summed.last, last.upperBound == tensor.offset {
      summed[summed.count - 1] = last.lowerBound..<valueCount
    } else {
      summed.append(tensor.offset..<valueCount)
    }
    return tensor
  }

  /// A matrix for one operation's own use, whose gradient it overwrites, or never touches: it is
  /// not cleared before a backward pass.
  func workspace(rows: Int, columns: Int, hasGradient: Bool = true) -> Tensor {
    precondition(!isReady, "nothing can be recorded after the first forward pass")
    let tensor = Tensor(
      rows: rows, columns: columns, hasGradient: hasGradient, stride: paddedCount(columns),
      offset: valueCount)
    valueCount += rows * tensor.stride
    if hasGradient { gradientCount += rows * tensor.stride }
    return tensor
  }

  /// A matrix of the shape of another.
  func input(like other: Tensor) -> Tensor {
    input(rows: other.rows, columns: other.columns)
  }

  /// A list of ids that the caller fills before each forward pass.
  func tokens(count: Int) -> Tokens {
    precondition(!isReady, "nothing can be recorded after the first forward pass")
    defer { idCount += count }
    return Tokens(count: count, offset: idCount)
  }

  /// Packs all weights for the products of one update.
  func packWeights() {
    for projection in projections { projection.pack() }
  }

  /// Adds the products that the operations recorded to the gradients of the weights.
  func finishGradients() {
    for projection in projections { projection.finishGradient(scratch: packingScratch.floats()) }
  }

  /// Clears the gradients that operations add to: each thread its share of every block.
  func clearGradients() {
    parallel.split(Self.shares, work: valueCount, with: self) { arena, share in
      for range in arena.summed {
        let part = range.count.part(share, of: Self.shares)
        arena.gradients.floats(at: range.lowerBound + part.lowerBound).clear(count: part.count)
      }
    }
    parameters.zeroGradients()
  }

  /// The products of `weight`, whose rows are `gates` blocks of equal size: one object for all
  /// operations that share a weight, packed once for each forward pass. An operation on data needs
  /// no input gradient.
  func projection(
    of weight: Parameter, gates: Int = 1, needsInputGradient: Bool = true
  ) -> Projection {
    let known = projections.first { $0.weight == weight && $0.gates == gates }
    let projection =
      known ?? Projection(of: weight, gates: gates, in: parameters, parallel: parallel)
    if known == nil { projections.append(projection) }
    if needsInputGradient { projection.addInputGradient() }
    return projection
  }

  func values(_ tensor: Tensor) -> Floats { values.floats(at: tensor.offset) }
  func gradients(_ tensor: Tensor) -> Floats { gradients.floats(at: tensor.offset) }
  func valueRows(_ tensor: Tensor) -> Rows { Rows(base: values(tensor), stride: tensor.stride) }
  func gradientRows(_ tensor: Tensor) -> Rows {
    Rows(base: gradients(tensor), stride: tensor.stride)
  }
  func ids(_ tokens: Tokens) -> Ids {
    Ids(rebasing: ids[tokens.offset..<tokens.offset + tokens.count])
  }

  /// Allocates all numbers once everything is recorded, before the first use of any.
  func makeReady() {
    guard !isReady else { return }
    isReady = true
    values = Buffer(count: valueCount)
    gradients = Buffer(count: valueCount)
    packingScratch = Buffer(count: projections.map(\.gradientScratchCount).max() ?? 0)
    ids.deallocate()
    ids = .allocate(capacity: idCount)
    ids.initialize(repeating: 0)
  }
}

extension Arena {
  /// Fills an input with `numbers`, dense and row-major.
  func write(_ numbers: [Float], to tensor: Tensor) {
    precondition(
      numbers.count == tensor.rows * tensor.columns,
      "an input gets exactly as many numbers as it has")
    makeReady()
    let target = values(tensor)
    for row in 0..<tensor.rows {
      for column in 0..<tensor.columns {
        target[row * tensor.stride + column] = numbers[row * tensor.columns + column]
      }
    }
  }

  /// Fills a list of ids.
  func write(_ numbers: [Int32], to tokens: Tokens) {
    precondition(numbers.count == tokens.count, "a list of ids gets exactly as many as it has")
    makeReady()
    _ = ids(tokens).update(from: numbers)
  }

  /// The ids of a list.
  func read(_ tokens: Tokens) -> [Int32] {
    makeReady()
    return Array(ids(tokens))
  }

  /// The numbers of a tensor, dense and row-major.
  func read(_ tensor: Tensor) -> [Float] {
    makeReady()
    return dense(values(tensor), tensor)
  }

  /// The gradient of the loss with respect to a tensor, dense and row-major.
  func readGradient(_ tensor: Tensor) -> [Float] {
    precondition(tensor.hasGradient, "data has no gradient")
    makeReady()
    return dense(gradients(tensor), tensor)
  }

  private func dense(_ source: Floats, _ tensor: Tensor) -> [Float] {
    var numbers: [Float] = []
    numbers.reserveCapacity(tensor.rows * tensor.columns)
    for row in 0..<tensor.rows {
      for column in 0..<tensor.columns { numbers.append(source[row * tensor.stride + column]) }
    }
    return numbers
  }
}
