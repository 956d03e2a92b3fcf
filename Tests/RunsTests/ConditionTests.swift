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
      ("loss < 1 and update > 39 and survived", true), ("diverged", false),
      ("held-out-bits < 9", false),
      ("gradient-ratio > 0", false), ("recall > 0", false), ("f-clamped-0 > 0", false),
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

  @Test("speak of the runs beside by their numbers")
  func contestants() throws {
    var snapshot = snapshot()
    var beside = Snapshot()
    (beside.update, beside.recentLoss) = (40, 1.5)
    snapshot.words = "cell gru"
    snapshot.contestants = [RunProgress(beside)]
    snapshot.contestants[0].words = "cell tanh"
    #expect(try Condition("loss.1 < 1 and loss.2 > 1 and survived.2").holds(for: snapshot))
    #expect(try !Condition("loss.2 < 1").holds(for: snapshot))
    #expect(try !Condition("loss.3 > 0").holds(for: snapshot), "there is no third run")
    #expect(
      try Condition("loss < 1 and loss.2 > 1").measured(snapshot)
        == "cell gru: loss 0.5, cell tanh: loss 1.5")
    #expect(try Condition("loss.2 > 1").isMeasured(by: snapshot))
    // One that lags behind is not measured yet.
    snapshot.update = 41
    #expect(try !Condition("loss.2 > 1").holds(for: snapshot))
    #expect(try !Condition("loss.2 > 1").isMeasured(by: snapshot))
    for wrong in ["loss.0 < 1", "loss.x < 1", "loss. < 1", "diverged.12"] {
      #expect(throws: SettingError.self) { try Condition(wrong) }
    }
  }

  @Test(
    "leave a gap, or none",
    arguments: [
      (["loss < 1", "loss > 1"], "loss 1"), (["loss < 1", "loss >= 1"], nil),
      (["loss in 0.1 .. 0.3", "loss in 0.5 .. 1", "loss < 0.1", "loss > 1"], "loss 0.4"),
      (["loss < 1", "otherwise"], nil), (["diverged", "survived"], nil),
      (["diverged", "survived and loss < 1"], "survived, loss 1"),
      (["loss < 1 and loss.2 < 1", "loss >= 1"], "loss 0.5, loss.2 1"),
      (["loss < 1 and steps = 5", "loss >= 1 and steps = 9"], nil),
      (["theta > -8", "theta < -9"], "theta -9"),
    ] as [([String], String?)])
  func gaps(texts: [String], gap: String?) throws {
    #expect(Condition.gap(in: try texts.map { try Condition($0) }) == gap)
  }

  @Test("hold together, or not")
  func overlaps() throws {
    func overlap(_ texts: [String]) throws -> [Int]? {
      Condition.overlap(in: try texts.map { try Condition($0) }).map { [$0.first, $0.second] }
    }
    #expect(try overlap(["loss > 1", "loss in 0.5 .. 2", "loss < 0.5"]) == [0, 1])
    #expect(try overlap(["loss > 1", "loss in 0.5 .. 1", "loss < 0.5"]) == nil)
    #expect(try overlap(["loss > 1", "otherwise"]) == nil)
  }

  @Test("say what they measured, once")
  func measured() throws {
    let condition = try Condition("loss < 1 and loss > 0.1 and survived")
    #expect(condition.measured(snapshot()) == "loss 0.5, did not diverge")
    #expect(condition.losses == [1, 0.1])
  }

  @Test("A measurement of other weights than the run has now is no such thing, and is dated")
  func stale() throws {
    var snapshot = snapshot()
    var held = ClassificationObservation(labels: ["ham", "spam"], rarest: 1, baseRate: 0.8)
    held.counts = [40, 0, 3, 7]
    held.update = 25
    snapshot.observations.insert(held)
    snapshot.configuration.problem = "messages"
    let condition = try Condition("recall > 0.5 and accuracy in 0.9 .. 0.95")
    #expect(!condition.holds(for: snapshot) && !condition.isMeasured(by: snapshot))
    #expect(
      condition.measured(snapshot)
        == "7 of 10 spam found at update 25, 47 of 50 held-out texts classified right at update 25")
    held.update = 40
    snapshot.observations.insert(held)
    #expect(condition.holds(for: snapshot) && condition.isMeasured(by: snapshot))
    #expect(condition.measured(snapshot).hasPrefix("7 of 10 spam found, 47 of 50"))
  }

  @Test("Gates are clamped by their symbols, whatever these are")
  func gates() throws {
    for name in ["f-clamped-0", "f'-clamped-1", "h~-clamped-0"] {
      #expect(try Condition("\(name) > 0.5").measurements.map(\.name) == [name])
    }
    var configuration = Configuration()
    configuration.cell = "minlstm"
    #expect(Measurement.named("f'-clamped-0")?.applies(to: configuration) == true)
    #expect(Measurement.named("h~-clamped-0")?.applies(to: configuration) == false)
    #expect(Measurement.named("o-clamped-0")?.applies(to: configuration) == false)
  }

  @Test("What no run of a page measures is refused, with what is measured there")
  func inapplicable() throws {
    let condition = try Condition("loss < 1 and exact-match > 0.5")
    let error = condition.complaint(in: [Configuration()])
    #expect(
      error?.problem
        == "exact-match is not measured here (problem recall, model recurrent, cell tanh)")
    #expect(error?.allowed.contains("gradient-ratio") == true)
    #expect(error?.allowed.contains("recall") == false)
    var dates = Configuration()
    dates.problem = "dates"
    #expect(condition.complaint(in: [Configuration(), dates]) == nil)
  }
}
