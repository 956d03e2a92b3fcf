import Charts
import Testing

@Suite struct SmallNumberTests {
  @Test(
    arguments: [
      (0, "0"), (1, "1.00"), (-1, "-1.00"), (0.0123, "0.0123"), (0.001234, "0.00123"),
      (0.0001234, "1.23e-4"), (12.34, "12.3"), (123.4, "123"), (1234, "1234"), (99_999, "99999"),
      (123_456, "1.23e5"), (0.9996, "1.00"), (9.996, "10.0"), (99_999.6, "1.00e5"),
      (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "NaN"), (.leastNonzeroMagnitude, "1.40e-45"),
      (3.4028235e38, "3.40e38"), (1.1754944e-38, "1.18e-38"), (0.00099999, "0.00100"),
    ] as [(Float, String)]) func `three digits say it`(value: Float, text: String)
  {
    #expect(SmallNumber.text(value) == text)
  }

  @Test(
    arguments: [
      (0.5, 8, "   0.500"), (-1.25e-10, 8, "-1.2e-10"), (-1.25e-10, 6, "-1e-10"),
      (-1.25e-10, 5, "#####"), (12_345, 4, "####"), (1, 0, ""), (.nan, 5, "  NaN"),
    ] as [(Float, Int, String)]) func `numbers are right-aligned and lose digits before width`(
      value: Float, width: Int, text: String
    )
  {
    #expect(SmallNumber.padded(value, width: width) == text)
  }
}
