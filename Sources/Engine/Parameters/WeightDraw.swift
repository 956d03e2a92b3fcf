/// A distribution from which a weight matrix [rows, columns] is drawn: [outputs, inputs].
public enum WeightDraw: Sendable, Equatable {
  /// U(-1/sqrt(n), 1/sqrt(n)): PyTorch's for linear layers with n inputs, and for every weight and
  /// bias of recurrent layers with n hidden units.
  case uniform(fanIn: Int)
  /// U(-b, b) with b = gain sqrt(6 / (rows + columns)) (Glorot and Bengio, 2010): Keras's.
  case xavierUniform(gain: Float)
  /// N(0, s^2) with s = gain sqrt(2 / (rows + columns)).
  case xavierNormal(gain: Float)
  /// U(-b, b) with b = sqrt(6 / columns), for rectified units (He et al., 2015).
  case kaimingUniform
  /// N(0, s^2): with s = 1 PyTorch's for embeddings.
  case normal(Float)
  /// Orthonormal rows, or columns where there are more rows (Saxe, McClelland and Ganguli, 2014).
  case orthogonal

  /// The matrix, row-major.
  public func draw(rows: Int, columns: Int, using random: inout Random) -> [Float] {
    let count = rows * columns
    func uniform(_ bound: Float) -> [Float] {
      (0..<count).map { _ in random.uniform(in: -bound...bound) }
    }
    func normal(_ deviation: Float) -> [Float] {
      (0..<count).map { _ in deviation * random.normal() }
    }
    switch self {
    case .uniform(let fanIn): return uniform(1 / Float(fanIn).squareRoot())
    case .xavierUniform(let gain):
      return uniform(gain * (6 / Float(rows + columns)).squareRoot())
    case .xavierNormal(let gain):
      return normal(gain * (2 / Float(rows + columns)).squareRoot())
    case .kaimingUniform: return uniform((6 / Float(columns)).squareRoot())
    case .normal(let deviation): return normal(deviation)
    case .orthogonal:
      let long = max(rows, columns)
      let vectors = orthonormalVectors(min(rows, columns), length: long, using: &random)
      return (0..<count).map { index in
        let (row, column) = (index / columns, index % columns)
        return Float(columns >= rows ? vectors[row][column] : vectors[column][row])
      }
    }
  }

  /// Normal vectors, each made orthogonal to those before it by two Gram-Schmidt passes in double
  /// precision.
  private func orthonormalVectors(
    _ count: Int, length: Int, using random: inout Random
  ) -> [[Double]] {
    var vectors: [[Double]] = []
    while vectors.count < count {
      var vector = (0..<length).map { _ in Double(random.normal()) }
      for _ in 0..<2 {
        for other in vectors {
          let overlap = dot(vector, other)
          for index in vector.indices { vector[index] -= overlap * other[index] }
        }
      }
      let size = dot(vector, vector).squareRoot()
      guard size > 1e-6 else { continue }
      vectors.append(vector.map { $0 / size })
    }
    return vectors
  }
}
