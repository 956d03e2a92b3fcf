/// y = a + b or y = a * b, element by element.
private struct Arithmetic: Operation {
  enum Kind: String {
    case sum, product
  }

  let kind: Kind
  let a: Tensor
  let b: Tensor
  let y: Tensor
  let arena: Arena

  var name: String { kind.rawValue }
  var result: Tensor? { y }

  func forward() {
    let (p, q, r) = (arena.values(a), arena.values(b), arena.values(y))
    for index in stride(from: 0, to: y.rows * y.stride, by: 16) {
      r[lanes: index] =
        kind == .sum
        ? p[lanes: index] + q[lanes: index] : p[lanes: index] * q[lanes: index]
    }
  }

  /// Of a sum: da += dy, db += dy. Of a product: da += dy b, db += dy a.
  func backward() {
    let (p, q) = (arena.values(a), arena.values(b))
    let (dp, dq, dr) = (arena.gradients(a), arena.gradients(b), arena.gradients(y))
    for index in stride(from: 0, to: y.rows * y.stride, by: 16) {
      let d = dr[lanes: index]
      switch kind {
      case .sum:
        dp[lanes: index] += d
        dq[lanes: index] += d
      case .product:
        dp[lanes: index] += d * q[lanes: index]
        dq[lanes: index] += d * p[lanes: index]
      }
    }
  }
}

extension Tape {
  /// Records a + b, both [rows, columns].
  public func sum(_ a: Tensor, _ b: Tensor) -> Tensor { combine(.sum, a, b) }

  /// Records a * b element by element, both [rows, columns].
  public func product(_ a: Tensor, _ b: Tensor) -> Tensor { combine(.product, a, b) }

  private func combine(_ kind: Arithmetic.Kind, _ a: Tensor, _ b: Tensor) -> Tensor {
    precondition(
      a.rows == b.rows && a.columns == b.columns, "\(kind.rawValue): two different shapes")
    let y = input(like: a)
    record(Arithmetic(kind: kind, a: a, b: b, y: y, arena: arena))
    return y
  }
}
