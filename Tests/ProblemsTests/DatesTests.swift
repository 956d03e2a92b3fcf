import Engine
import Foundation
import Testing

@testable import Problems

@Suite("Dates")
struct DatesTests {
  @Test("Dates are written as ISO 8601 has them, whatever way they came")
  func dates() throws {
    let problem = Dates()
    let months = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    var random = Random(seed: 1)
    var ways: Set<String> = []
    for _ in 0..<2000 {
      let pair = problem.draw(using: &random)
      let source = problem.text(pair.source, isSource: true)
      let numbers = source.split { !$0.isNumber }.compactMap { Int($0) }
      let word = source.split { !$0.isLetter }.first.map(String.init)
      let month = word.map { word in (months.firstIndex { word.hasPrefix($0) } ?? -1) + 1 }
      let (day, year) = (numbers[0], numbers[numbers.count - 1])
      let iso = String(format: "%04d-%02d-%02d", year, month ?? numbers[1], day)
      #expect(problem.text(pair.target, isSource: false) == iso, "\(source)")
      ways.insert(source.map { $0.isNumber ? "9" : $0.isLetter ? "a" : "\($0)" }.joined())
    }
    #expect(ways.count > 10)
  }
}
