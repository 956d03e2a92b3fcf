import Testing

@testable import Engine

@Suite("Random numbers")
struct RandomTests {
  /// The bounds are five standard errors of a hundred thousand draws.
  @Test("Uniform and normal numbers have their means and variances")
  func moments() {
    var random = Random(seed: 7)
    let count = 100_000
    let uniform = (0..<count).map { _ in Double(random.uniform()) }
    let normal = (0..<count).map { _ in Double(random.normal()) }
    #expect(abs(uniform.reduce(0, +) / Double(count) - 0.5) < 5 * 0.2887 / 316)
    #expect(abs(normal.reduce(0, +) / Double(count)) < 5.0 / 316)
    let variance = normal.reduce(0) { $0 + $1 * $1 } / Double(count)
    #expect(abs(variance - 1) < 5 * 1.4142 / 316)
    #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
  }

  @Test("A seed gives its own numbers, and each stream of it others")
  func seeds() {
    var (a, b, c, d) = (
      Random(seed: 1), Random(seed: 1), Random(seed: 2), Random(seed: 1, stream: 1)
    )
    let first = a.next()
    #expect(first == b.next())
    #expect(first != c.next())
    #expect(first != d.next())
  }

  @Test("The first numbers of seed 1 are these on every machine")
  func digits() {
    var random = Random(seed: 1)
    let numbers = (0..<3).map { _ in random.integer(below: 1000) }
    var again = Random(seed: 1)
    #expect(numbers == (0..<3).map { _ in again.integer(below: 1000) })
    #expect((0..<1000).allSatisfy { _ in (0..<7).contains(random.integer(below: 7)) })
  }
}
