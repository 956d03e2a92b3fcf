import Synchronization

/// A model's computation, recorded once and replayed for every update.
///
/// A model is a plain function that calls the tape's layers (`embedding`, `recurrence`, `linear`,
/// ...). Calling a layer records it and returns the tensor that will hold its result; nothing is
/// computed yet. The first `forward` allocates; replaying allocates nothing.
public final class Tape {
  /// Its numbers.
  let arena: Arena
  private(set) var operations: [any Operation] = []
  private var forwardStages: [Stage] = []
  private var backwardStages: [Stage] = []
  /// The results that there are, in the order of computation.
  private var results: [Tensor] = []
  /// Whether a result of the pass that is being checked is not finite.
  private let hasNonFinite = Atomic(false)

  /// An empty tape over `parameters` that may use `threads` threads.
  public convenience init(parameters: Parameters, threads: Int = 1) {
    self.init(parameters: parameters, parallel: Parallel(threads: max(1, threads)))
  }

  init(parameters: Parameters, parallel: Parallel) {
    arena = Arena(parameters: parameters, parallel: parallel)
  }

  /// The learned numbers.
  public var parameters: Parameters { arena.parameters }
  /// The loss of the last forward pass: the sum of all loss operations.
  public var loss: Float { arena.loss }

  func record(_ operation: any Operation) {
    operations.append(operation)
  }

  /// Bytes of the parameters with their gradients and two numbers each for an optimiser, and of the
  /// activations with their gradients.
  public var neededBytes: Int {
    4 * (4 * parameters.count + arena.valueCount + arena.gradientCount)
  }

  /// Computes every operation's result and the loss.
  public func forward() {
    makeReady()
    arena.loss = 0
    arena.packWeights()
    for stage in forwardStages {
      switch stage {
      case .whole(let stage): stage.operation.forward()
      case .rowwise(let run):
        arena.parallel.split(run.rows, work: run.work, with: run) { run, rows in
          for rowwise in run.operations { rowwise.operation.forward(rows: rows) }
        }
      }
    }
  }

  /// Computes every gradient: of the loss with respect to each tensor and each parameter.
  public func backward() {
    makeReady()
    arena.clearGradients()
    for stage in backwardStages {
      switch stage {
      case .whole(let stage): stage.operation.backward()
      case .rowwise(let run):
        arena.parallel.split(run.rows, work: 2 * run.work, with: run) { run, rows in
          for rowwise in run.operations { rowwise.operation.backward(rows: rows) }
        }
      }
    }
    arena.finishGradients()
  }

  /// Whether every result and the loss are finite. Each thread checks its share of every result.
  var isFinite: Bool {
    hasNonFinite.store(false, ordering: .relaxed)
    arena.parallel.split(Arena.shares, work: arena.valueCount, with: self) { tape, share in
      for result in tape.results {
        let rows = result.rows.part(share, of: Arena.shares)
        let part = result.rows(from: rows.lowerBound, count: rows.count)
        if !tape.isFinite(tape.arena.values(part), part) {
          tape.hasNonFinite.store(true, ordering: .relaxed)
        }
      }
    }
    return loss.isFinite && !hasNonFinite.load(ordering: .relaxed)
  }

  /// What first became not finite, in the order of computation: an operation's result, the loss,
  /// the gradient with respect to a result, the gradient with respect to a parameter. Nil if all
  /// numbers are finite.
  public func firstNonFinite() -> String? {
    for operation in operations {
      if let result = operation.result, !isFinite(arena.values(result), result) {
        return operation.name
      }
    }
    if !loss.isFinite { return "loss" }
    for operation in operations.reversed() {
      if let result = operation.result, !isFinite(arena.gradients(result), result) {
        return "the gradient of " + operation.name
      }
    }
    if parameters.allGradients.areFinite(count: parameters.count) { return nil }
    let parameter = parameters.all.first { parameter in
      parameters.gradient(of: parameter).contains { !$0.isFinite }
    }
    return parameter.map { "the gradient of " + $0.name }
  }

  private func isFinite(_ numbers: Floats, _ tensor: Tensor) -> Bool {
    numbers.areFinite(count: tensor.rows * tensor.stride)
  }

  /// Allocates all numbers once everything is recorded.
  private func makeReady() {
    guard forwardStages.isEmpty else { return }
    arena.makeReady()
    forwardStages = Stage.stages(operations) { $0.forwardRows }
    backwardStages = Stage.stages(operations.reversed()) { $0.backwardRows }
    results = operations.compactMap(\.result)
  }
}

extension Tape {
  /// A matrix that the caller fills before each forward pass, and whose gradient is not needed.
  public func data(rows: Int, columns: Int) -> Tensor { arena.data(rows: rows, columns: columns) }

  /// A matrix that the caller fills before each forward pass, with a gradient of the loss with
  /// respect to it.
  public func input(rows: Int, columns: Int) -> Tensor { arena.input(rows: rows, columns: columns) }

  /// A matrix of the shape of another.
  public func input(like other: Tensor) -> Tensor { arena.input(like: other) }

  /// A list of ids that the caller fills before each forward pass.
  public func tokens(count: Int) -> Tokens { arena.tokens(count: count) }

  /// Fills an input with `numbers`, dense and row-major.
  public func write(_ numbers: [Float], to tensor: Tensor) { arena.write(numbers, to: tensor) }

  /// Fills a list of ids.
  public func write(_ numbers: [Int32], to tokens: Tokens) { arena.write(numbers, to: tokens) }

  /// The ids of a list.
  public func read(_ tokens: Tokens) -> [Int32] { arena.read(tokens) }

  /// The numbers of a tensor, dense and row-major.
  public func read(_ tensor: Tensor) -> [Float] { arena.read(tensor) }

  /// The gradient of the loss with respect to a tensor, dense and row-major.
  public func readGradient(_ tensor: Tensor) -> [Float] { arena.readGradient(tensor) }
}
