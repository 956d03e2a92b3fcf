import Foundation
import Problems
import Testing

@testable import Runs

@Suite("Every measurement")
struct MeasurementTests {
  @Test("has a name, a JSON key and words of its own")
  func names() {
    let all = Runs.Measurement.all
    #expect(Set(all.map(\.name)).count == all.count && Set(all.map(\.key)).count == all.count)
    for row in all {
      #expect(Runs.Measurement.named(row.name)?.name == row.name)
      #expect(!row.about.isEmpty && !row.name.contains(" ") && !row.key.contains("-"))
      #expect(FormerNames.measurements.current(row.name).hint == nil)
    }
    #expect(Runs.Measurement.named("lose") == nil && Runs.Measurement.named("-clamped-0") == nil)
  }

  @Test(
    "is there for the weights at the end where it says that it applies, and nowhere else",
    arguments: ModelKindTests.pairings)
  func applies(pairing: ModelKindTests.Pairing) throws {
    let run = try pairing.run(updates: 3)
    let snapshot = run.snapshot
    // A weight that was moved by hand is what only a person does.
    for row in Runs.Measurement.all where row.name != "perturbed-loss" {
      let value = row.value(snapshot)
      #expect(
        (value != nil) == row.applies(to: snapshot.configuration), "\(row.name) \(pairing)")
      if let value { #expect(value.update == 3, "\(row.name) \(pairing)") }
    }
  }

  @Test("is in JSON where its row says: in the lines, or in the summary")
  func json() throws {
    var snapshot = Snapshot()
    snapshot.update = 7
    snapshot.recentLoss = .infinity
    snapshot.loss = -.infinity
    let line = try Self.fields(RunRecord.Update(snapshot, secondsElapsed: 1))
    let summary = try Self.fields(
      RunRecord.Update(snapshot, secondsElapsed: 1, isSummary: true))
    #expect(line["meanLoss"] == nil && summary["meanLoss"] is NSNull && line["loss"] is NSNull)
    #expect(summary["notFinite"] as? [String: String] == ["loss": "-inf", "meanLoss": "inf"])
  }

  private static func fields(_ record: RunRecord.Update) throws -> [String: Any] {
    let data = try JSONEncoder().encode(record)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test(
    "is written as people write numbers",
    arguments: [
      (0.5, "0.5"), (40, "40"), (1.23456, "1.23"), (.nan, "NaN"), (.infinity, "inf"),
      (-.infinity, "-inf"), (1e20, "1e+20"),
    ] as [(Double, String)])
  func text(value: Double, expected: String) {
    #expect(Runs.Measurement.text(value) == expected)
    #expect(Runs.Measurement.text(-Double.nan) == "NaN")
  }
}
