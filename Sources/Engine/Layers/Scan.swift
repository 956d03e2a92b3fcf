/// h_t = a_t h_(t-1) + b_t for every t as a parallel scan: without a loop in which each step waits
/// for the one before.
///
/// - `doubling`: recursive doubling (Hillis and Steele, "Data parallel algorithms", 1986). The pair
///   (a, b) of steps s+1...t composes with that of r+1...s as (a_t a_s, a_t b_s + b_t); after
///   log2(steps) rounds every pair reaches back to the beginning.
/// - `logarithmic`: for positive a, b and h_0 given as logarithms (Heinsen, "Efficient
///   parallelization of a ubiquitous sequential computation", 2023): with A_t the running sum of
///   log a, h_t = exp(A_t + log sum over s <= t of exp(log b_s - A_s)), the sum beginning with h_0.
private struct Scan: Operation {
  let isLogarithmic: Bool
  let a: Tensor
  let b: Tensor
  let initial: Tensor
  let h: Tensor
  /// Two pairs (a, b), for doubling from one to the other, [4 * steps * batch, hidden].
  let scratch: Tensor
  let arena: Arena

  var name: String { isLogarithmic ? "logarithmic scan" : "scan" }
  var result: Tensor? { h }

  private var batch: Int { initial.rows }
  private var size: Int { batch * h.stride }
  private var steps: Int { h.rows / batch }
  private func part(_ index: Int) -> Floats {
    arena.values(scratch).advanced(by: index * steps * size)
  }

  func forward() {
    if isLogarithmic {
      forwardLogarithmic()
      return
    }
    let (gains, sums) = (part(0), part(1))
    gains.copy(from: arena.values(a), count: steps * size)
    sums.copy(from: arena.values(b), count: steps * size)
    // The first step composes with the initial state.
    let start = arena.values(initial)
    for index in stride(from: 0, to: size, by: 16) {
      sums[lanes: index].addProduct(gains[lanes: index], start[lanes: index])
    }
    double(isReversed: false, into: arena.values(h))
  }

  /// Composes the pairs in parts 0 and 1 over ever longer reaches; the sums end up in `result`.
  private func double(isReversed: Bool, into result: Floats) {
    var (now, next) = (0, 2)
    var reach = 1
    while reach < steps {
      for step in 0..<steps {
        let other = isReversed ? step + reach : step - reach
        combine(step, other >= 0 && other < steps ? other : nil, from: now, to: next)
      }
      (now, next) = (next, now)
      reach *= 2
    }
    result.copy(from: part(now + 1), count: steps * size)
  }

  private func combine(_ step: Int, _ other: Int?, from now: Int, to next: Int) {
    for index in stride(from: step * size, to: (step + 1) * size, by: 16) {
      let (gain, sum) = (part(now)[lanes: index], part(now + 1)[lanes: index])
      if let other {
        let otherIndex = index + (other - step) * size
        part(next)[lanes: index] = gain * part(now)[lanes: otherIndex]
        part(next + 1)[lanes: index] = fused(gain, part(now + 1)[lanes: otherIndex], plus: sum)
      } else {
        part(next)[lanes: index] = gain
        part(next + 1)[lanes: index] = sum
      }
    }
  }

  private func forwardLogarithmic() {
    let (logA, logB, h) = (arena.values(a), arena.values(b), arena.values(h))
    for column in stride(from: 0, to: size, by: 16) {
      var gain = Lanes()
      var most = arena.values(initial)[lanes: column]
      var rest = Lanes(repeating: 1)
      for step in 0..<steps {
        let index = step * size + column
        gain += logA[lanes: index]
        // log(sum) is kept as most + log(rest), with every exponent at most zero.
        let term = logB[lanes: index] - gain
        let top = larger(most, term)
        rest = rest * exp(most - top) + exp(term - top)
        most = top
        h[lanes: index] = exp(gain + most + log(rest))
      }
    }
    clearPadding(h)
  }

  /// dh_t = dy_t + a_(t+1) dh_(t+1) is the same recurrence in reverse; then da_t = dh_t h_(t-1),
  /// db_t = dh_t and dh_0 = a_1 dh_1. With respect to a logarithm: d log x = dx x.
  func backward() {
    let (gains, sums) = (part(0), part(1))
    let (factors, dy) = (arena.values(a), arena.gradients(h))
    sums.copy(from: dy, count: steps * size)
    gains.clear(count: steps * size)
    for index in stride(from: 0, to: (steps - 1) * size, by: 16) {
      gains[lanes: index] = gain(factors[lanes: index + size])
    }
    // The totals replace dy: dL/dh is then the total gradient, as for the step-by-step layer.
    double(isReversed: true, into: dy)
    let (da, db, start) = (arena.gradients(a), arena.gradients(b), arena.gradients(initial))
    let (states, before) = (arena.values(h), arena.values(initial))
    for index in stride(from: 0, to: steps * size, by: 16) {
      let d = dy[lanes: index]
      let a = gain(factors[lanes: index])
      let isFirst = index < size
      let first = isFirst ? before[lanes: index] : Lanes()
      let previous = isFirst ? gain(first) : states[lanes: index - size]
      if isLogarithmic {
        da[lanes: index] += d * a * previous
        db[lanes: index] += d * exp(arena.values(b)[lanes: index])
        if isFirst { start[lanes: index] += d * a * previous }
      } else {
        da[lanes: index] += d * previous
        db[lanes: index] += d
        if isFirst { start[lanes: index] += d * a }
      }
    }
  }

  @inline(__always)
  private func gain(_ value: Lanes) -> Lanes { isLogarithmic ? exp(value) : value }

  private func clearPadding(_ states: Floats) {
    guard h.columns % 16 != 0 else { return }
    for row in 0..<h.rows {
      for column in h.columns..<h.stride { states[row * h.stride + column] = 0 }
    }
  }
}

extension Tape {
  /// Records h_t = a_t h_(t-1) + b_t by recursive doubling.
  ///
  /// - Parameters:
  ///   - a: [steps * batch, hidden]
  ///   - b: [steps * batch, hidden]
  ///   - initial: h_0, [batch, hidden]
  /// - Returns: [steps * batch, hidden]
  public func scan(_ a: Tensor, _ b: Tensor, initial: Tensor) -> Tensor {
    record(scan: a, b, initial, isLogarithmic: false)
  }

  /// Records the same from log a, log b and log h_0, computed by running sums of logarithms.
  public func logarithmicScan(_ a: Tensor, _ b: Tensor, initial: Tensor) -> Tensor {
    record(scan: a, b, initial, isLogarithmic: true)
  }

  private func record(
    scan a: Tensor, _ b: Tensor, _ initial: Tensor, isLogarithmic: Bool
  ) -> Tensor {
    precondition(
      a.rows == b.rows && a.rows % initial.rows == 0 && a.columns == b.columns
        && a.columns == initial.columns, "scan: different shapes")
    let h = input(like: a)
    record(
      Scan(
        isLogarithmic: isLogarithmic, a: a, b: b, initial: initial, h: h,
        scratch: arena.workspace(rows: 4 * h.rows, columns: h.columns), arena: arena))
    return h
  }
}
