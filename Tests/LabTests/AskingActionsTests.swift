import Testing

@testable import Lab

@Suite("Questions to a model")
struct AskingActionsTests {
  @Test("A question that cannot be read is told, and a readable one is answered")
  func ask() throws {
    let lab = try LabHarness()
    try lab.open(18, page: 4)
    lab.type("A")
    lab.type("3 mai# 1979")
    lab.press(.enter)
    #expect(lab.text.contains("'#' was never seen"))
    lab.type("A")
    lab.type("3 May 1979")
    lab.press(.enter)
    #expect(lab.snapshot.translation?.answer?.source.joined() == "3 may 1979")
    #expect(lab.snapshot.complaint == nil)
    try lab.open(7)
    lab.type("A")
    #expect(lab.text.contains("answers no questions"))
  }
}
