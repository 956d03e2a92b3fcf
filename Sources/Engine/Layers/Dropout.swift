/// Inverted dropout (Srivastava et al., "Dropout: a simple way to prevent neural networks from
/// overfitting", 2014): y = x mask / (1 - rate), with a mask of zeros and ones that is drawn for
/// each update. When a model is evaluated, y = x.
public final class Dropout {
  /// The share of numbers that are set to zero, from 0 up to, not including, 1; it may change
  /// between updates.
  public var rate: Float {
    didSet { precondition(rate >= 0 && rate < 1, "a dropout rate is at least 0 and below 1") }
  }
  /// What x is multiplied by, [rows, columns].
  public let factors: Tensor
  private let arena: Arena

  fileprivate init(rate: Float, factors: Tensor, in arena: Arena) {
    precondition(rate >= 0 && rate < 1, "a dropout rate is at least 0 and below 1")
    self.rate = rate
    self.factors = factors
    self.arena = arena
  }

  /// Draws the mask of the forward passes until the next draw.
  public func draw(using random: inout Random) {
    set((0..<factors.rows * factors.columns).map { _ in random.uniform() >= rate })
  }

  /// Sets the mask, [rows * columns]: true where a number is retained.
  public func set(_ mask: [Bool]) {
    let scale = 1 / (1 - rate)
    arena.write(mask.map { $0 ? scale : 0 }, to: factors)
  }

  /// Retains every number, for evaluation.
  public func retainAll() {
    arena.write([Float](repeating: 1, count: factors.rows * factors.columns), to: factors)
  }
}

extension Tape {
  /// Records the dropout of x, [rows, columns]. Draw a mask, or retain all,
  /// before a forward pass.
  public func dropout(_ x: Tensor, rate: Float) -> (output: Tensor, dropout: Dropout) {
    let factors = input(like: x)
    return (product(x, factors), Dropout(rate: rate, factors: factors, in: arena))
  }
}
