import Testing

@testable import Engine

@Suite("Eigenvectors of symmetric matrices")
struct SymmetricEigenvectorsTests {
  @Test("Jacobi's rotations diagonalise a symmetric matrix")
  func eigenvectors() {
    var random = Random(seed: 2)
    let size = 9
    var matrix = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0...i {
        matrix[i * size + j] = Double(random.normal())
        matrix[j * size + i] = matrix[i * size + j]
      }
    }
    let (vectors, values) = symmetricEigenvectors(of: matrix, size: size)
    #expect(values == values.sorted(by: >))
    for (vector, value) in zip(vectors, values) {
      for i in 0..<size {
        let image = (0..<size).reduce(0.0) { $0 + matrix[i * size + $1] * vector[$1] }
        #expect(abs(image - value * vector[i]) < 1e-12 * 10)
      }
    }
  }
}
