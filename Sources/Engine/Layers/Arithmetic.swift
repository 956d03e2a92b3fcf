/// y = a + b or y = a * b, number by number.
private final class Arithmetic: Operation {
  enum Kind: String {
    case sum, product
  }

  private let kind: Kind
  private let a: Tensor
  private let b: Tensor
  private let y: Tensor
  private let arena: Arena

  init(_ kind: Kind, _ a: Tensor, _ b: Tensor, into y: Tensor, in arena: Arena) {
    self.kind = kind
    self.a = a
    self.b = b
    self.y = y
    self.arena = arena
  }

  var name: String { kind.rawValue }
  var result: Tensor? { y }

  func forward() {
    let (p, q, r) = (arena.values(a), arena.values(b), arena.values(y))
    for place in stride(from: 0, to: y.rows * y.stride, by: 16) {
      r[lanes: place] =
        kind == .sum
        ? p[lanes: place] + q[lanes: place] : p[lanes: place] * q[lanes: place]
    }
  }

  /// Of a sum: da += dy, db += dy. Of a product: da += dy b, db += dy a.
  func backward() {
    let (p, q) = (arena.values(a), arena.values(b))
    let (dp, dq, dr) = (arena.gradients(a), arena.gradients(b), arena.gradients(y))
    for place in stride(from: 0, to: y.rows * y.stride, by: 16) {
      let d = dr[lanes: place]
      switch kind {
      case .sum:
        dp[lanes: place] += d
        dq[lanes: place] += d
      case .product:
        dp[lanes: place] += d * q[lanes: place]
        dq[lanes: place] += d * p[lanes: place]
      }
    }
  }
}

extension Tape {
  /// Records a + b, both [rows, columns].
  public func sum(_ a: Tensor, _ b: Tensor) -> Tensor { combine(.sum, a, b) }

  /// Records a * b number by number, both [rows, columns].
  public func product(_ a: Tensor, _ b: Tensor) -> Tensor { combine(.product, a, b) }

  private func combine(_ kind: Arithmetic.Kind, _ a: Tensor, _ b: Tensor) -> Tensor {
    precondition(
      a.rows == b.rows && a.columns == b.columns, "\(kind.rawValue): two different shapes")
    let y = input(like: a)
    record(Arithmetic(kind, a, b, into: y, in: arena))
    return y
  }
}
