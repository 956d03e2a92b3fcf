import Engine
import Testing

@testable import Problems

@Suite("Problems of pairs")
struct PairProblemTests {
  private static let pairKinds = ProblemKind.all.filter { $0.signature.input == .source }

  @Test(
    "Every problem of pairs draws within its sizes, reads what it writes, draws nothing held out",
    arguments: pairKinds.map(\.name))
  func pairs(name: String) throws {
    let options = ProblemOptions(steps: 10, batch: 1)
    guard case .pairs(let problem) = try ProblemTests.instance(name, options) else {
      Issue.record("\(name) is no problem of pairs")
      return
    }
    let heldOut = problem.heldOut
    #expect(heldOut.count == 100 && !problem.baselines.isEmpty)
    var random = Random(seed: 9)
    let drawn = (0..<2000).map { _ in problem.draw(using: &random) }
    for pair in drawn + heldOut {
      #expect((1...problem.sourceSteps).contains(pair.source.count))
      #expect((1...problem.targetSteps - (problem.saysEnd ? 1 : 0)).contains(pair.target.count))
      #expect(
        pair.source.allSatisfy { (3..<problem.sourceSymbols.count + 3).contains(Int($0)) }
          && pair.target.allSatisfy { (3..<problem.targetSymbols.count + 3).contains(Int($0)) })
    }
    let text = problem.text(heldOut[0].source, isSource: true)
    #expect(try problem.read(text) == heldOut[0].source)
    if name != "cipher" {
      #expect(try problem.read(text + ".") == heldOut[0].source, "a full stop is dropped")
    }
    #expect(throws: PairError.self) { try problem.read(".") }
    #expect(throws: PairError.self) { try problem.read("?!#~") }
    if name != "cipher" {
      let known = Set(drawn.map(\.source))
      #expect(heldOut.allSatisfy { !known.contains($0.source) })
    }
  }
}
