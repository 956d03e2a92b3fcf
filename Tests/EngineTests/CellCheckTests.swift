import Testing

@testable import Engine

@Suite("The check of a cell's gradients")
struct CellCheckTests {
  @Test("passes for every cell that is given by its equations", arguments: OwnCells.all)
  func passes(kind: CellKind) {
    let check = CellCheck(kind)
    #expect(check.passes, "\(kind.name): \(check)")
    #expect(check.differences > 0 && check.layer > 0, "two ways never agree in every bit")
    #expect(check == CellCheck(kind))
  }

  @Test("tells where values are not finite")
  func notFinite() throws {
    let kind = try CellKind(own: "steep", CellEquations("h' = W_h x / h"))
    #expect(!CellCheck(kind).passes)
  }
}
