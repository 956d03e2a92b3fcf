import Testing

@testable import Charts

@Suite struct TickLabelsTests {
  @Test(arguments: [
    (0.5, 0.5, 1.5, "0.5"), (1, 0.5, 1.5, "1.0"), (0, 0.25, 1, "0.00"), (400, 100, 412, "400"),
    (20_000, 5000, 21_000, "20k"), (12_500, 2500, 21_000, "12.5k"), (0, 5000, 21_000, "0"),
    (2e7, 1e7, 4e7, "2e7"), (2.5e7, 5e6, 4e7, "2.5e7"), (2e-5, 1e-5, 4e-5, "2e-5"),
    (-0.4, 0.2, 1, "-0.4"), (3e38, 1e38, 3.4e38, "3e38"),
  ]) func `a tick has the precision of the step`(
    value: Double, step: Double, largest: Double, text: String
  ) {
    #expect(TickLabels.text(value, step: step, largest: largest) == text)
  }
}
