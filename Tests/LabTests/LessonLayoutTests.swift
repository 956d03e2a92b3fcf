import Testing

@testable import Lab

@Suite("Where panels lie")
struct LessonLayoutTests {
  @Test(
    "Panels share rows equally, and those that want fewer leave the rest to the others",
    arguments: [
      (30, [nil, nil], [15, 15]), (31, [nil, nil], [15, 16]), (30, [8, nil], [8, 22]),
      (30, [nil, 8], [22, 8]), (30, [20, nil], [15, 15]), (30, [4, 9, nil], [4, 9, 17]),
      (30, [12, 4, nil], [12, 4, 14]), (30, [14, 4, nil], [13, 4, 13]), (30, [5, 5], [5, 5]),
      (30, [40, 5], [25, 5]), (0, [3, nil], [0, 0]), (10, [Int.max, nil], [5, 5]), (9, [], []),
    ] as [(Int, [Int?], [Int])])
  func share(rows: Int, wanted: [Int?], expected: [Int]) {
    #expect(LessonLayout.share(rows, among: wanted) == expected)
  }
}
