import Testing

@testable import Engine

@Suite("The exchange between threads")
struct ExchangeRateTests {
  @Test("a round of the exchange is one addition to every number")
  func exchange() {
    let exchange = ExchangeRate()
    #expect(exchange.run(rounds: 5) == 5 * exchange.numbers.count * MemoryLayout<Float>.size)
    #expect(exchange.numbers.numbers.allSatisfy { $0 == 5 })
  }
}
