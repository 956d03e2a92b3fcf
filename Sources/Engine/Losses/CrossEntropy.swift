/// The cross-entropy of logits against targets, as PyTorch's `nn.CrossEntropyLoss`.
///
///     row loss = sum over classes c of q_c (-log softmax(logits)_c)
///     q_c      = (1 - smoothing) weight_t [c = t] + smoothing / classes * weight_c
public struct CrossEntropy: Operation {
  /// How the losses of the rows become one number.
  public enum Reduction: Sendable, Equatable {
    /// Their sum divided by that of the targets' class weights: without weights, by their number.
    case mean
    /// Their sum.
    case sum
    /// The mean over `batch` sequences of the mean over each sequence's targets: every sequence has
    /// the same weight, where with `mean` every target has.
    case meanPerSequence(batch: Int)
  }

  /// What PyTorch's loss takes as arguments.
  public struct Options: Sendable {
    /// How the losses of the rows become one number.
    public var reduction = Reduction.mean
    /// A target whose row is left out: PyTorch's `ignore_index`.
    public var ignored = -100
    /// A weight for each class, [1, classes]; nil for equal weights.
    public var classWeights: Tensor?
    /// The share of the target's probability that is spread over all classes (Szegedy et al.,
    /// 2016).
    public var smoothing: Float = 0

    /// The mean over all targets but -100, as in PyTorch.
    public init() {}
  }

  /// softmax(logits), [rows, classes].
  public let probabilities: Tensor
  fileprivate let logits: Tensor
  fileprivate let targets: Tokens
  fileprivate let options: Options
  /// log of the sum of e^logits of each row, [1, rows].
  fileprivate let logSums: Tensor
  /// The factor of each row's loss, [1, rows].
  fileprivate let rowFactors: Tensor
  fileprivate let arena: Arena

  var name: String { "cross-entropy" }
  var result: Tensor? { probabilities }

  func forward() {
    setRowFactors()
    arena.parallel.split(logits.rows, work: 20 * logits.rows * logits.stride, with: self) {
      $0.forward(rows: $1)
    }
    var total = 0.0
    for row in 0..<logits.rows {
      let factor = arena.values(rowFactors)[row]
      if factor != 0 { total += Double(factor) * Double(rowLoss(row)) }
    }
    arena.loss += Float(total)
  }

  private func forward(rows: Range<Int>) {
    let (x, p) = (arena.values(logits), arena.values(probabilities))
    let logSums = arena.values(logSums)
    for row in rows {
      let start = row * logits.stride
      logSums[row] = softmaxRow(
        x.advanced(by: start), into: p.advanced(by: start), columns: logits.columns)
    }
  }

  /// d logits += factor (softmax sum(q) - q)
  func backward() {
    arena.parallel.split(logits.rows, work: 4 * logits.rows * logits.stride, with: self) {
      $0.backward(rows: $1)
    }
  }

  private func backward(rows: Range<Int>) {
    let (p, dx, ids) = (arena.values(probabilities), arena.gradients(logits), arena.ids(targets))
    for row in rows {
      let factor = arena.values(rowFactors)[row]
      guard factor != 0 else { continue }
      let (start, target) = (row * logits.stride, Int(ids[row]))
      let own = (1 - options.smoothing) * weight(target)
      let spread = options.smoothing / Float(logits.columns)
      var total = own
      if spread > 0 { total += (0..<logits.columns).reduce(0) { $0 + spread * weight($1) } }
      for column in stride(from: 0, to: logits.stride, by: 16) {
        dx[lanes: start + column].addProduct(
          p[lanes: start + column], Lanes(repeating: factor * total))
      }
      if spread > 0 {
        for column in 0..<logits.columns { dx[start + column] -= factor * spread * weight(column) }
      }
      dx[start + target] -= factor * own
    }
  }

  /// log softmax(logits), [rows * classes], from the last forward pass.
  public func logProbabilities() -> [Float] {
    arena.makeReady()
    return arena.read(logits).enumerated().map { index, x in
      x - arena.values(logSums)[index / logits.columns]
    }
  }

  /// The loss of every row, [rows], before the reduction; zero where the target is ignored.
  public func rowLosses() -> [Float] {
    arena.makeReady()
    return (0..<logits.rows).map { arena.values(rowFactors)[$0] == 0 ? 0 : rowLoss($0) }
  }

  private func weight(_ column: Int) -> Float {
    options.classWeights.map { arena.values($0)[column] } ?? 1
  }

  private func rowLoss(_ row: Int) -> Float {
    let x = arena.values(logits).advanced(by: row * logits.stride)
    let (target, logSum) = (Int(arena.ids(targets)[row]), arena.values(logSums)[row])
    let own = (1 - options.smoothing) * weight(target) * (logSum - x[target])
    guard options.smoothing > 0 else { return own }
    let all = (0..<logits.columns).reduce(Float(0)) { $0 + weight($1) * (logSum - x[$1]) }
    return own + options.smoothing / Float(logits.columns) * all
  }

  /// Sets the factor of each row's loss: zero where the target is ignored.
  private func setRowFactors() {
    let (ids, factors) = (arena.ids(targets), arena.values(rowFactors))
    for id in ids {
      precondition(
        Int(id) == options.ignored || (id >= 0 && id < logits.columns),
        "cross-entropy: a target is outside the classes")
    }
    func isCounted(_ row: Int) -> Bool { Int(ids[row]) != options.ignored }
    switch options.reduction {
    case .sum:
      for row in ids.indices { factors[row] = isCounted(row) ? 1 : 0 }
    case .mean:
      let total = ids.indices.reduce(Float(0)) {
        $0 + (isCounted($1) ? weight(Int(ids[$1])) : 0)
      }
      // As in PyTorch, a mean over nothing is NaN, which the trainer reports.
      for row in ids.indices { factors[row] = isCounted(row) ? 1 / total : 0 }
      if total == 0 { arena.loss = .nan }
    case .meanPerSequence(let batch):
      for sequence in 0..<batch {
        let rows = stride(from: sequence, to: ids.count, by: batch)
        let count = rows.reduce(0) { $0 + (isCounted($1) ? 1 : 0) }
        for row in rows { factors[row] = isCounted(row) ? 1 / Float(count * batch) : 0 }
      }
    }
  }
}

extension Tape {
  /// Records the cross-entropy of `logits` against `targets` and adds it to the loss.
  ///
  /// - Parameters:
  ///   - logits: [rows, classes]
  ///   - targets: the class of every row
  ///   - options: reduction, ignored target, class weights, smoothing
  @discardableResult
  public func crossEntropy(
    _ logits: Tensor, _ targets: Tokens, options: CrossEntropy.Options = .init()
  ) -> CrossEntropy {
    precondition(targets.count == logits.rows, "cross-entropy: one target for each row of logits")
    let operation = CrossEntropy(
      probabilities: arena.workspace(rows: logits.rows, columns: logits.columns),
      logits: logits, targets: targets, options: options,
      logSums: arena.workspace(rows: 1, columns: logits.rows),
      rowFactors: arena.workspace(rows: 1, columns: logits.rows), arena: arena)
    record(operation)
    return operation
  }
}
