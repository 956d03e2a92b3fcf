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
}
