import Testing

@testable import Engine

@Suite("The spectral radius")
struct SpectralRadiusTests {
  @Test(
    "An orthogonal matrix keeps lengths, and its gain is its spectral radius",
    arguments: [Float(0.5), 1, 1.1, 2])
  func orthogonal(gain: Float) {
    var random = Random(seed: 3)
    let size = 16
    let matrix = WeightDraw.orthogonal.draw(rows: size, columns: size, using: &random)
    for row in 0..<size {
      for other in 0..<size {
        let overlap = (0..<size).reduce(Float(0)) {
          $0 + matrix[row * size + $1] * matrix[other * size + $1]
        }
        #expect(abs(overlap - (row == other ? 1 : 0)) < 1e-5)
      }
    }
    let radius = spectralRadius(of: matrix.map { $0 * gain }, size: size)
    #expect(abs(radius / gain - 1) < 1e-6)
  }

  @Test("The spectral radius of a triangular matrix is its largest diagonal entry")
  func triangular() {
    let matrix: [Float] = [0.5, 3, 7, 0, -0.8, 2, 0, 0, 0.1]
    #expect(abs(spectralRadius(of: matrix, size: 3) - 0.8) < 4e-3)
    #expect(spectralRadius(of: [0, 1, 0, 0], size: 2) == 0)
  }
}
