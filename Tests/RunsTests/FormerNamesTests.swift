import Testing

@testable import Runs

@Suite("Former names")
struct FormerNamesTests {
  @Test("An old name is read as the new one, with a hint; any other as it is")
  func current() {
    let names = FormerNames(["lesions": "ablations"])
    #expect(names.current("lesions").name == "ablations")
    #expect(names.current("lesions").hint == "'lesions' is now called 'ablations'")
    #expect(names.current("ablations").name == "ablations")
    #expect(names.current("ablations").hint == nil)
  }

  @Test(
    "Conditions with former names are read, with a hint",
    arguments: [
      ("found > 0.5", "recall"), ("ratio < 1", "gradient-ratio"), ("f-shut > 1", "f-clamped-0"),
      ("o-open > 1", "o-clamped-1"), ("bits < 3", "held-out-bits"),
    ])
  func conditions(text: String, name: String) throws {
    let condition = try Condition(text)
    #expect(condition.measurements.map(\.name) == [name])
    let old = text.prefix { $0 != " " }
    #expect(condition.hints == ["'\(old)' is now called '\(name)'"])
    #expect(try Condition("loss < 1").hints.isEmpty)
  }
}
