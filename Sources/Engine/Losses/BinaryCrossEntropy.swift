/// The mean, or the sum, of -weight t log sigmoid(x) - (1 - t) log(1 - sigmoid(x)) over all
/// elements, as PyTorch's `nn.BCEWithLogitsLoss`, computed from the logits x so that large ones are
/// safe:
///
///     loss = (1 - t) x + (1 + (weight - 1) t) log(1 + e^-x)
public struct BinaryCrossEntropy: Operation {
  fileprivate let logits: Tensor
  fileprivate let targets: Tensor
  fileprivate let positiveWeights: Tensor?
  fileprivate let reduction: Reduction
  fileprivate let arena: Arena

  var name: String { "binary cross-entropy" }
  var result: Tensor? { nil }

  func forward() {
    var total = 0.0
    eachElement { index, column in total += Double(loss(index, column)) }
    arena.loss += Float(total / Double(divisor))
  }

  /// dx += ((1 - t) - (1 + (weight - 1) t) (1 - sigmoid(x))) / elements
  func backward() {
    let scale = 1 / Float(divisor)
    eachElement { index, column in
      let t = arena.values(targets)[index]
      let rest = logistic(-arena.values(logits)[index])
      arena.gradients(logits)[index] += ((1 - t) - factor(t, column) * rest) * scale
    }
  }

  /// The loss of every element, [rows * columns], from the last forward pass.
  public func elementLosses() -> [Float] {
    arena.makeReady()
    var losses: [Float] = []
    eachElement { index, column in losses.append(loss(index, column)) }
    return losses
  }

  private var divisor: Int { reduction == .mean ? logits.rows * logits.columns : 1 }

  private func loss(_ index: Int, _ column: Int) -> Float {
    let (x, t) = (arena.values(logits)[index], arena.values(targets)[index])
    return (1 - t) * x + factor(t, column) * softplus(Lanes(repeating: -x))[0]
  }

  private func factor(_ t: Float, _ column: Int) -> Float {
    1 + ((positiveWeights.map { arena.values($0)[column] } ?? 1) - 1) * t
  }

  private func eachElement(_ body: (_ index: Int, _ column: Int) -> Void) {
    for row in 0..<logits.rows {
      for column in 0..<logits.columns { body(row * logits.stride + column, column) }
    }
  }
}

extension Tape {
  /// Records the binary cross-entropy of logits [rows, columns] against targets of that shape, each
  /// from 0 to 1, and adds it to the loss.
  ///
  /// - Parameters:
  ///   - logits: [rows, columns]
  ///   - targets: [rows, columns]
  ///   - positiveWeights: the weight of a target of one, [1, columns]; nil for one
  ///   - reduction: the mean or the sum over elements
  @discardableResult
  public func binaryCrossEntropy(
    _ logits: Tensor, _ targets: Tensor, positiveWeights: Tensor? = nil,
    reduction: Reduction = .mean
  ) -> BinaryCrossEntropy {
    precondition(
      logits.rows == targets.rows && logits.columns == targets.columns,
      "binary cross-entropy: logits and targets differ in shape")
    let operation = BinaryCrossEntropy(
      logits: logits, targets: targets, positiveWeights: positiveWeights, reduction: reduction,
      arena: arena)
    record(operation)
    return operation
  }
}
