import Testing

@testable import Runs

@Suite("Conditions")
struct ConditionTests {
  private func snapshot() -> Snapshot {
    var snapshot = Snapshot()
    snapshot.update = 40
    snapshot.recentLoss = 0.5
    snapshot.configuration.cell = "gru"
    return snapshot
  }

  @Test(
    "hold or not",
    arguments: [
      ("loss < 0.6", true), ("loss > 0.6", false), ("loss <= 0.5", true), ("loss >= 0.51", false),
      ("loss in 0.4 .. 0.5", true), ("loss in 0.6 .. 0.7", false), ("cell = gru", true),
      ("cell = lstm", false), ("steps = 40", true), ("steps >= 41", false), ("update = 40", true),
      ("loss < 1 and update > 39 and survived", true), ("diverged", false), ("bits < 9", false),
      ("ratio > 0", false),
    ])
  func holds(text: String, expected: Bool) throws {
    #expect(try Condition(text).holds(for: snapshot()) == expected)
  }

  @Test("What is not finite is neither more nor less than anything")
  func infinite() throws {
    var snapshot = snapshot()
    for value in [Float.nan, .infinity, -.infinity] {
      snapshot.recentLoss = value
      #expect(try !Condition("loss < 9").holds(for: snapshot))
      #expect(try !Condition("loss > -9").holds(for: snapshot))
    }
  }

  @Test(
    "that say nothing are refused in words",
    arguments: [
      "", "loss", "loss <", "loss < x", "los < 1", "loss ~ 1", "loss in 1", "loss in 2 .. 1",
      "loss < 1 and", "and", "diverged twice", "loss < 1 2",
    ])
  func refused(text: String) {
    let error = #expect(throws: SettingError.self) { try Condition(text) }
    #expect(error?.allowed.isEmpty == false)
  }

  @Test("say what they measured, once")
  func measured() throws {
    let condition = try Condition("loss < 1 and loss > 0.1 and survived")
    #expect(condition.measured(snapshot()) == "loss 0.5, no NaN")
    #expect(condition.losses == [1, 0.1])
  }
}
