import Testing

@testable import Engine

@Suite("Principal components")
struct PrincipalComponentsTests {
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

  @Test("principal components agree up to sign", arguments: Fixture.names("pca"))
  func principalComponents(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions(["samples", "features", "n_components", "sign_ambiguous"])
    let x = try fixture.require("inputs", "x")
    let count = try fixture.integer("n_components")
    let found = PrincipalComponents(of: x.floats, columns: x.shape[1], count: count)
    let truth = try fixture.require("outputs", "components").floats
    let projected = try fixture.require("outputs", "projected").floats
    let ours = found.project(x.floats)
    var components: [Float] = []
    var points = projected
    for index in 0..<count {
      let row = truth[index * x.shape[1]..<(index + 1) * x.shape[1]]
      let own = found.components[index].map { Float($0) }
      let sign: Float = zip(row, own).reduce(0) { $0 + $1.0 * $1.1 } < 0 ? -1 : 1
      components += own.map { $0 * sign }
      for point in 0..<x.shape[0] {
        points[point * count + index] = ours[point * count + index] * sign
      }
      let largest = try #require(own.max { abs($0) < abs($1) })
      #expect(largest > 0)
    }
    try fixture.expect(components, "outputs", "components")
    try fixture.expect(points, "outputs", "projected")
    try fixture.expect(found.mean.map { Float($0) }, "outputs", "mean")
    try fixture.expect(found.variances.map { Float($0) }, "outputs", "explained_variance")
    try fixture.expect(
      found.varianceShares.map { Float($0) }, "outputs", "explained_variance_ratio")
    try fixture.expect(found.singularValues.map { Float($0) }, "outputs", "singular_values")
  }
}
