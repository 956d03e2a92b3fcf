import Lessons
import Testing

@testable import Lab
@testable import Runs

@Suite("Claims")
struct ExperimentTests {
  private func results(_ claim: String) throws -> [ClaimCheck.Result] {
    let check = ClaimCheck(
      try experiment("```claim\n\(claim)\n```").claims, library: TextLibrary(assets: ""),
      includesSlow: false)
    var results: [ClaimCheck.Result] = []
    try check.run { results.append($0) }
    return results
  }

  @Test("are measured over their seeds, true or false")
  func verdicts() throws {
    let solved = try #require(
      try results("say: Solved.\nupdates: 400\nreach: loss < 0.2\nseeds: 3").first)
    #expect(solved.isTrue && solved.holding == 3 && solved.measured.count == 3)
    let chance = try #require(
      try results("say: Stuck.\nupdates: 400\nexpect: loss > 1.3\nseeds: 3\nleast: 1").first)
    #expect(!chance.isTrue && chance.holding == 0)
    #expect(chance.measured.allSatisfy { $0.hasPrefix("loss 0.") })
    #expect(try results("say: Slow.\nexpect: loss < 1\nslow: yes").isEmpty)
    // The same seeds give the same figures.
    let again = try #require(
      try results("say: Solved.\nupdates: 400\nreach: loss < 0.2\nseeds: 3").first)
    #expect(again.measured == solved.measured)
  }

  @Test("change settings, and say when the run cannot be")
  func settings() throws {
    let result = try #require(
      try results("say: x\nset: steps=9, cell=tanh\nupdates: 1\nexpect: steps = 9 and cell = tanh")
        .first)
    #expect(result.isTrue)
    #expect(throws: LessonError.self) {
      try experiment("```claim\nsay: x\nset: steps=1\nexpect: loss < 1\n```")
    }
    #expect(throws: LessonError.self) {
      try experiment("```claim\nsay: x\nreach: loss < 1\nexpect: loss < 1\n```")
    }
  }
}
