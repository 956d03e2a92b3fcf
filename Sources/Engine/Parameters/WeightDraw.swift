/// How the first numbers of a parameter [rows, columns], [outputs, inputs] of a weight, are made.
public indirect enum WeightDraw: Sendable, Equatable {
  /// The same number everywhere; nothing is drawn.
  case constant(Float)
  /// Ones on the diagonal and zeros elsewhere; nothing is drawn.
  case identity
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
  /// Orthonormal rows, or columns where there are more rows than columns (Saxe, McClelland and
  /// Ganguli, 2014).
  case orthogonal
  /// So many blocks of rows, one above the other, each drawn by itself, times `gain`: a recurrent
  /// matrix has one for each gate.
  case blocks(Int, of: WeightDraw, gain: Float)
  /// Drawn whole; then the numbers at these indices, row-major, are replaced.
  case replacing(Range<Int>, with: Float, in: WeightDraw)

  /// The numbers, row-major.
  public func draw(rows: Int, columns: Int, using random: inout Random) -> [Float] {
    let count = rows * columns
    switch self {
    case .constant(let number): return [Float](repeating: number, count: count)
    case .identity: return (0..<count).map { $0 / columns == $0 % columns ? 1 : 0 }
    case .uniform(let fanIn):
      return random.uniforms(count, bound: 1 / Float(fanIn).squareRoot())
    case .xavierUniform(let gain):
      return random.uniforms(count, bound: gain * (6 / Float(rows + columns)).squareRoot())
    case .xavierNormal(let gain):
      return random.normals(count, deviation: gain * (2 / Float(rows + columns)).squareRoot())
    case .kaimingUniform:
      return random.uniforms(count, bound: (6 / Float(columns)).squareRoot())
    case .normal(let deviation): return random.normals(count, deviation: deviation)
    case .orthogonal: return orthogonalMatrix(rows: rows, columns: columns, using: &random)
    case .blocks(let blocks, let block, let gain):
      precondition(rows % blocks == 0, "blocks of rows have equal sizes")
      return (0..<blocks).flatMap { _ in
        block.draw(rows: rows / blocks, columns: columns, using: &random).map { $0 * gain }
      }
    case .replacing(let indices, let number, let draw):
      var numbers = draw.draw(rows: rows, columns: columns, using: &random)
      for index in indices { numbers[index] = number }
      return numbers
    }
  }
}

extension Random {
  /// So many numbers from U(-bound, bound).
  fileprivate mutating func uniforms(_ count: Int, bound: Float) -> [Float] {
    var numbers: [Float] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count { numbers.append(uniform(in: -bound...bound)) }
    return numbers
  }

  /// So many numbers from N(0, deviation^2).
  fileprivate mutating func normals(_ count: Int, deviation: Float) -> [Float] {
    var numbers: [Float] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count { numbers.append(deviation * normal()) }
    return numbers
  }
}

/// A random matrix, row-major, with orthonormal rows if it is wide or square and orthonormal
/// columns if it is tall: normal vectors as long as its longer side, each made orthogonal to those
/// before it by two Gram-Schmidt passes in double precision.
private func orthogonalMatrix(rows: Int, columns: Int, using random: inout Random) -> [Float] {
  let (count, length) = (min(rows, columns), max(rows, columns))
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
  return (0..<rows * columns).map { index in
    let (row, column) = (index / columns, index % columns)
    return Float(columns >= rows ? vectors[row][column] : vectors[column][row])
  }
}
