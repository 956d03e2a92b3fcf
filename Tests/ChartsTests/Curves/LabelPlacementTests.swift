import Testing

@testable import Charts

@Suite struct LabelPlacementTests {
  private func rows(_ requests: [(Double, Double)], height: Int = 8) -> [Int?] {
    LabelPlacement.rows(
      for: requests.map {
        LabelPlacement.Request(position: $0.0, reach: 2, weight: $0.1)
      }, height: height)
  }

  @Test func `labels with room lie beside their values`() {
    #expect(rows([(1.2, 1), (4, 1), (6.6, 1)]) == [1, 4, 7])
  }

  @Test func `of two on one row the lighter one moves`() {
    #expect(rows([(3, 2), (3.1, 1)]) == [3, 4])
    #expect(rows([(3, 2), (2.9, 1)]) == [3, 2])
  }

  @Test func `a curve's label moves up when the baseline below cannot move down`() {
    #expect(rows([(6.9, 2), (7, 1)]) == [6, 7])
  }

  @Test func `a label that would push several others is dropped`() {
    #expect(rows([(7, 2), (6, 1), (5, 1), (7, 1)]) == [7, 6, 5, nil])
  }

  @Test func `with one row the first label wins`() {
    #expect(rows([(0, 1), (0, 1), (0, 1)], height: 1) == [0, nil, nil])
    #expect(rows([(0, 1)], height: 0) == [nil])
  }

  @Test func `no two labels share a row and their order is that of their values`() {
    var dice = Dice(seed: 5)
    for _ in 0..<500 {
      let height = 1 + dice.below(10)
      let requests = (0..<dice.below(8)).map { _ in
        (Double(dice.fraction()) * Double(height) - 0.5, Double(1 + dice.below(2)))
      }
      let placed = zip(rows(requests, height: height), requests).compactMap { row, request in
        row.map { ($0, request.0) }
      }
      #expect(Set(placed.map(\.0)).count == placed.count)
      #expect(placed.allSatisfy { 0..<height ~= $0.0 })
      let sorted = placed.sorted { $0.0 < $1.0 }.map(\.1)
      #expect(sorted == sorted.sorted())
    }
  }
}
