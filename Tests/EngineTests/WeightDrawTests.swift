import Testing

@testable import Engine

@Suite("The draws of first weights")
struct WeightDrawTests {
  @Test(
    "An orthogonal matrix has orthonormal rows if it is wide, and columns if it is tall",
    arguments: [(16, 16), (24, 7), (7, 24), (1, 5), (5, 1)])
  func orthogonal(rows: Int, columns: Int) {
    var random = Random(seed: 3)
    let matrix = WeightDraw.orthogonal.draw(rows: rows, columns: columns, using: &random)
    #expect(matrix.count == rows * columns)
    expectOrthonormal(matrix, rows: rows, columns: columns)
    // The longer side cannot be orthonormal.
    guard rows != columns else { return }
    let isWide = columns > rows
    let overlaps = products(matrix, rows: rows, columns: columns, ofRows: !isWide)
    let error = overlaps.map { abs($0.product - ($0.isSame ? 1 : 0)) }.max() ?? 0
    #expect(error > 0.1)
  }

  @Test("Blocks are drawn one by one, times their gain")
  func blocks() {
    var random = Random(seed: 4)
    let draw = WeightDraw.blocks(3, of: .orthogonal, gain: 2)
    let matrix = draw.draw(rows: 12, columns: 4, using: &random)
    var again = Random(seed: 4)
    for block in 0..<3 {
      let single = WeightDraw.orthogonal.draw(rows: 4, columns: 4, using: &again)
      #expect(Array(matrix[block * 16..<(block + 1) * 16]) == single.map { 2 * $0 })
    }
  }

  @Test("What is replaced is drawn all the same")
  func replacing() {
    var (one, other) = (Random(seed: 6), Random(seed: 6))
    let plain = WeightDraw.normal(1).draw(rows: 1, columns: 5, using: &one)
    let replaced = WeightDraw.replacing(1..<3, with: 7, in: .normal(1)).draw(
      rows: 1, columns: 5, using: &other)
    #expect(replaced == [plain[0], 7, 7, plain[3], plain[4]])
    #expect(one.next() == other.next())
  }

  @Test("Constants and the identity draw nothing")
  func given() {
    var (random, untouched) = (Random(seed: 8), Random(seed: 8))
    #expect(WeightDraw.constant(3).draw(rows: 1, columns: 2, using: &random) == [3, 3])
    #expect(
      WeightDraw.identity.draw(rows: 2, columns: 3, using: &random) == [1, 0, 0, 0, 1, 0])
    #expect(random.next() == untouched.next())
  }

  @Test("first weights have the moments of PyTorch's", arguments: Fixture.names("initializers"))
  func initializers(name: String) throws {
    let fixture = try Fixture(name)
    let theory = try #require(fixture.config["theory"] as? [String: [String: Any]])
    let (fanIn, fanOut) = (try fixture.integer("fan_in"), try fixture.integer("fan_out"))
    let gain = try fixture.number("tanh_gain")
    for kind in fixture.names(in: "outputs") where kind != "orthogonal_gram_error" {
      let moments = try #require(theory[kind], "no theory of \(kind)")
      var random = Random(seed: 5)
      let numbers: [Float]
      switch kind {
      case "xavier_uniform":
        numbers = WeightDraw.xavierUniform(gain: 1).draw(
          rows: fanOut, columns: fanIn, using: &random)
      case "xavier_uniform_gain_tanh":
        numbers = WeightDraw.xavierUniform(gain: gain).draw(
          rows: fanOut, columns: fanIn, using: &random)
      case "xavier_normal":
        numbers = WeightDraw.xavierNormal(gain: 1).draw(
          rows: fanOut, columns: fanIn, using: &random)
      case "kaiming_uniform_relu":
        numbers = WeightDraw.kaimingUniform.draw(rows: fanOut, columns: fanIn, using: &random)
      case "linear_default":
        numbers = WeightDraw.uniform(fanIn: fanIn).draw(
          rows: fanOut, columns: fanIn, using: &random)
      case "lstm_default":
        numbers = WeightDraw.uniform(fanIn: fanOut).draw(
          rows: 4 * fanOut, columns: fanIn, using: &random)
      case "embedding_default":
        numbers = WeightDraw.normal(1).draw(rows: fanOut, columns: fanIn, using: &random)
      case "orthogonal":
        numbers = WeightDraw.orthogonal.draw(rows: fanOut, columns: fanIn, using: &random)
        expectOrthonormal(numbers, rows: fanOut, columns: fanIn)
      default:
        Issue.record("\(kind) is not supported")
        continue
      }
      try expectMoments(numbers, moments, kind)
    }
  }

  /// The bounds are five standard errors: of the mean, sigma / sqrt(n); of the deviation, at most
  /// sigma / sqrt(2 n).
  private func expectMoments(
    _ numbers: [Float], _ moments: [String: Any], _ kind: String
  ) throws {
    let count = Double(numbers.count)
    let deviation = try #require(moments["std"] as? Double)
    let mean = numbers.reduce(0.0) { $0 + Double($1) } / count
    let square = numbers.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    #expect(abs(mean) < 5 * deviation / count.squareRoot(), "\(kind): mean \(mean)")
    let found = (square / count).squareRoot()
    #expect(
      abs(found - deviation) < 5 * deviation / (2 * count).squareRoot(), "\(kind): \(found)")
    guard let bound = moments["bound"] as? Double else { return }
    let largest = Double(numbers.map { abs($0) }.max() ?? 0)
    #expect(largest <= bound * 1.000001 && largest > 0.99 * bound, "\(kind): \(largest)")
  }
}

/// The inner product of each pair of rows, or of columns.
private func products(
  _ matrix: [Float], rows: Int, columns: Int, ofRows: Bool
) -> [(product: Float, isSame: Bool)] {
  let (count, length) = ofRows ? (rows, columns) : (columns, rows)
  func number(_ vector: Int, _ index: Int) -> Float {
    ofRows ? matrix[vector * columns + index] : matrix[index * columns + vector]
  }
  return (0..<count).flatMap { one in
    (0...one).map { other in
      let product = (0..<length).reduce(Float(0)) {
        $0 + number(one, $1) * number(other, $1)
      }
      return (product, one == other)
    }
  }
}

/// Expects what PyTorch's `nn.init.orthogonal_` gives: orthonormal rows, or columns where there are
/// more rows than columns.
func expectOrthonormal(
  _ matrix: [Float], rows: Int, columns: Int, at location: SourceLocation = #_sourceLocation
) {
  // Rounding to float32 changes a product of unit vectors by some 1e-7.
  for (product, isSame) in products(matrix, rows: rows, columns: columns, ofRows: columns >= rows) {
    #expect(abs(product - (isSame ? 1 : 0)) < 1e-5, sourceLocation: location)
  }
}
