/// The mean of -log softmax(logits)[target], as PyTorch's `nn.CrossEntropyLoss`.
private final class CrossEntropy: Operation {
  private let logits: Tensor
  private let targets: Tokens
  private let ignored: Int
  private let isMean: Bool
  private let probabilities: Tensor
  private let tape: Tape

  init(
    _ logits: Tensor, _ targets: Tokens, ignored: Int, isMean: Bool,
    probabilities: Tensor, on tape: Tape
  ) {
    self.logits = logits
    self.targets = targets
    self.ignored = ignored
    self.isMean = isMean
    self.probabilities = probabilities
    self.tape = tape
  }

  let name = "cross-entropy"
  var result: Tensor? { probabilities }

  func forward() {
    let x = tape.values(logits)
    let p = tape.values(probabilities)
    var total = 0.0
    for (row, target) in tape.ids(targets).enumerated() {
      let start = row * logits.stride
      let logSum = softmaxRow(
        x.advanced(by: start), into: p.advanced(by: start), columns: logits.columns)
      if Int(target) != ignored { total += Double(logSum - x[start + Int(target)]) }
    }
    tape.loss += Float(total / Double(divisor))
  }

  /// d logits += (softmax - one-hot) / the number of targets that count.
  func backward() {
    let p = tape.values(probabilities)
    let dx = tape.gradients(logits)
    let scale = 1 / Float(divisor)
    for (row, target) in tape.ids(targets).enumerated() where Int(target) != ignored {
      let start = row * logits.stride
      for lane in stride(from: start, to: start + logits.stride, by: 16) {
        dx[lanes: lane] += p[lanes: lane] * scale
      }
      dx[start + Int(target)] -= scale
    }
  }

  /// What the sum is divided by: a mean is over the targets that are not ignored.
  private var divisor: Int {
    guard isMean else { return 1 }
    return tape.ids(targets).reduce(0) { $0 + (Int($1) == ignored ? 0 : 1) }
  }
}

/// softmax of a row of `columns` logits, its padding zero; returns log of the sum of e^x.
///
/// The maximum is subtracted before the exponential, so any finite logits are safe.
func softmaxRow(_ x: Floats, into p: Floats, columns: Int) -> Float {
  let padded = paddedCount(columns)
  var most = Lanes(repeating: -.greatestFiniteMagnitude)
  for lane in stride(from: 0, to: padded, by: 16) {
    let held = Lanes(repeating: -.greatestFiniteMagnitude)
      .replacing(with: x[lanes: lane], where: firstLanes(columns - lane))
    most = larger(held, most)
  }
  let top = most.max()
  var sums = Lanes()
  for lane in stride(from: 0, to: padded, by: 16) {
    let e = exp(x[lanes: lane] - top)
    let kept = Lanes().replacing(with: e, where: firstLanes(columns - lane))
    p[lanes: lane] = kept
    sums += kept
  }
  let total = sum(sums)
  let scale = 1 / total
  for lane in stride(from: 0, to: padded, by: 16) { p[lanes: lane] *= scale }
  return top + logarithm(total)
}

extension Tape {
  /// Records the cross-entropy of `logits` against `targets` and adds it to the loss.
  ///
  /// - Parameters:
  ///   - logits: [rows, classes]
  ///   - targets: a class for every row
  ///   - ignored: a target that does not count
  ///   - isMean: divide by the number of targets that count; otherwise the sum
  /// - Returns: the probabilities, [rows, classes]
  @discardableResult
  public func crossEntropy(
    _ logits: Tensor, _ targets: Tokens, ignored: Int = -100, isMean: Bool = true
  ) -> Tensor {
    precondition(targets.count == logits.rows, "cross-entropy: one target for each row of logits")
    let probabilities = input(rows: logits.rows, columns: logits.columns)
    record(
      CrossEntropy(
        logits, targets, ignored: ignored, isMean: isMean, probabilities: probabilities, on: self))
    return probabilities
  }
}
