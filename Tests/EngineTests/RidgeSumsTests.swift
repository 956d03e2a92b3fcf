import Testing

@testable import Engine

@Suite("Ridge regression")
struct RidgeSumsTests {
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
}
