import Testing

@testable import Engine

@Suite("Analysis")
struct AnalysisTests {
  /// Points whose variance along known orthogonal directions is 9, 4 and a little noise.
  private func points(
    _ count: Int, angle: Float, order: [Float] = [3, 2, 0.1]
  ) -> [Float] {
    var random = Random(seed: 4)
    // The rotation by `angle` in the plane of the first two axes, from the elementary functions.
    let t = angle
    let (c, s) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
    return (0..<count).flatMap { _ in
      let (x, y, z) = (
        order[0] * random.normal(), order[1] * random.normal(), order[2] * random.normal()
      )
      return [c * x - s * y + 5, s * x + c * y - 1, z]
    }
  }

  @Test("Components are orthonormal and have the variances of the data")
  func components() {
    let found = PrincipalComponents(of: points(4000, angle: 0.2), columns: 3, count: 3)
    for i in 0..<3 {
      for j in 0..<3 {
        #expect(abs(dot(found.components[i], found.components[j]) - (i == j ? 1 : 0)) < 1e-9)
      }
    }
    // Five standard errors of a variance from 4000 points: 5 sqrt(2 / 4000) = 11 %.
    #expect(abs(found.variances[0] - 9) < 1 && abs(found.variances[1] - 4) < 0.45)
    #expect(abs(found.varianceShares.reduce(0, +) - 1) < 1e-9)
  }

  @Test("A basis follows the one before: no flips, no swaps")
  func alignment() {
    var basis = PrincipalComponents(of: points(500, angle: 0), columns: 3, count: 2)
    // The larger variance changes its axis on the way; the picture must not.
    let frames: [[Float]] = [[3, 2, 0.1], [3, 2.2, 0.1], [2, 3, 0.1], [2, 3.3, 0.1]]
    for (frame, order) in frames.enumerated() {
      let next = PrincipalComponents(
        of: points(500, angle: Float(frame) * 0.02, order: order), columns: 3, count: 2,
        alignedTo: basis)
      for index in 0..<2 {
        #expect(dot(next.components[index], basis.components[index]) > 0.9, "frame \(frame)")
      }
      basis = next
    }
    #expect(basis.variances[1] > basis.variances[0])
  }

  @Test("Points that do not vary have no variance, and no numbers that are not")
  func constant() {
    let same = PrincipalComponents(of: [Float](repeating: 2, count: 12), columns: 3, count: 2)
    #expect(same.variances == [0, 0] && same.varianceShares == [0, 0])
    #expect(same.project([2, 2, 2, 3, 2, 2]).allSatisfy { $0.isFinite })
    let none = PrincipalComponents(of: [], columns: 3, count: 1)
    #expect(none.variances == [0])
  }

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

  @Test("Ridge regression meets its normal equations")
  func ridge() {
    var random = Random(seed: 7)
    let rows = (0..<30).map { _ in (0..<5).map { _ in Double(random.normal()) } }
    let targets = rows.map { $0[0] - 2 * $0[3] + 0.1 }
    let weights = ridgeRegression(rows, targets, beta: 0.5)
    for feature in 0..<5 {
      let slope = zip(rows, targets).reduce(0.5 * weights[feature]) {
        $0 + $1.0[feature] * (dot($1.0, weights) - $1.1)
      }
      #expect(abs(slope) < 1e-10)
    }
  }

  @Test("A reservoir has its spectral radius, and forgets")
  func reservoir() {
    var random = Random(seed: 3)
    let reservoir = Reservoir(units: 20, inputs: 1, spectralRadius: 0.9, using: &random)
    #expect(abs(spectralRadius(of: reservoir.recurrentWeights, size: 20) - 0.9) < 2e-3)
    let tail = (0..<200).map { _ in random.normal() }
    let (a, b) = (
      reservoir.states(for: [3, -2] + tail).suffix(20),
      reservoir.states(for: [-1, 4] + tail).suffix(20)
    )
    #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test("Saturation counts what is near the ends")
  func saturation() throws {
    let kind = try #require(Cells.named("lstm"))
    let tape = Tape(parameters: Parameters())
    let x = tape.input(rows: 4, columns: 1)
    let weights = RecurrenceWeights("rnn", cell: kind, inputs: 1, hidden: 2, in: tape.parameters)
    let layer = tape.recurrence(.sequence(x), weights, steps: 2)
    // Input gates at sigmoid(5) and sigmoid(0), forget gates at sigmoid(-5).
    tape.parameters.set(try #require(weights.inputBias), [5, 0, -5, -5, 0, 0, 0, 0])
    tape.forward()
    #expect(layer.gateSaturation(0) == Recurrence.Saturation(low: 0, high: 0.5))
    #expect(layer.gateSaturation(1) == Recurrence.Saturation(low: 1, high: 0))
    #expect(layer.stateSaturation() == Recurrence.Saturation(low: 0, high: 0))
  }

  @Test("A central difference agrees with the gradient and leaves the weight alone")
  func gradientCheck() throws {
    let tape = Tape(parameters: Parameters())
    let x = tape.input(rows: 2, columns: 3)
    let weight = tape.parameters.add("w", shape: [2, 3])
    let y = tape.linear(x, weight)
    tape.meanSquaredError(y, tape.input(like: y))
    tape.write([1, 2, 3, -1, 0.5, 2], to: x)
    tape.parameters.set(weight, [0.1, -0.2, 0.3, 0.4, 0.5, -0.6])
    tape.forward()
    tape.backward()
    let before = tape.parameters.values(of: weight)
    let check = tape.checkGradient(of: weight, at: 4)
    #expect(abs(check.gradient - check.difference) < 1e-3 * abs(check.gradient))
    #expect(tape.parameters.values(of: weight) == before)
  }
}
