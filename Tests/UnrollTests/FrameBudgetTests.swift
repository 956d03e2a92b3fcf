import Testing

@testable import unroll

@Suite("The budget of frames")
struct FrameBudgetTests {
  let start = ContinuousClock.now

  @Test("the first frame comes at once, the next after what its bytes take at the rate")
  func rate() {
    var budget = FrameBudget()
    #expect(budget.milliseconds(now: start.advanced(by: .seconds(1))) == 0)
    budget.spend(bytes: 3200, sending: .milliseconds(1), now: start.advanced(by: .seconds(1)))
    #expect(budget.milliseconds(now: start.advanced(by: .seconds(1))) == 200)
    #expect(budget.milliseconds(now: start.advanced(by: .milliseconds(1150))) == 50)
    #expect(budget.milliseconds(now: start.advanced(by: .milliseconds(1200))) == 0)
  }

  @Test("frames sent as soon as they may be stay within the rate, whatever their sizes")
  func average() {
    var budget = FrameBudget()
    var now = start.advanced(by: .seconds(1))
    var total = 0
    for bytes in [100, 9000, 1, 4000, 15_999, 700, 12_000] {
      now = now.advanced(by: .milliseconds(budget.milliseconds(now: now)))
      budget.spend(bytes: bytes, sending: .zero, now: now)
      total += bytes
    }
    let end = budget.milliseconds(now: now)
    let seconds = (now - start) / .seconds(1) - 1 + Double(end) / 1000
    #expect(Double(total) / seconds <= FrameBudget.bytesPerSecond)
  }

  @Test("a line that was full gets twice its time to empty, but never more than a second")
  func fullLine() {
    var budget = FrameBudget()
    let now = start.advanced(by: .seconds(1))
    budget.spend(bytes: 10, sending: .milliseconds(80), now: now)
    #expect(budget.milliseconds(now: now) == 160)
    budget.spend(bytes: 10, sending: .seconds(10), now: now)
    #expect(budget.milliseconds(now: now) == 1160)
    var other = FrameBudget()
    other.spend(bytes: 1_000_000, sending: .zero, now: now)
    #expect(other.milliseconds(now: now) == 1000)
  }

  @Test("a run at full speed is drawn once for each of its snapshots")
  func onceEach() throws {
    let terminal = try PseudoTerminal(
      ["open", "7", "--no-predictions", "--set", "pace=full", "--set", "updates=1000000"],
      width: 120, height: 40, environment: ["UNROLL_MARKED": "1"])
    try terminal.expect("page 1 of")
    terminal.type(" ")
    try terminal.expect("update=1")
    let mark = terminal.output.count
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .seconds(3) { terminal.read(milliseconds: 50) }
    let text = String(decoding: terminal.output[mark...], as: UTF8.self)
    let updates = text.matches(of: /update=(\d+);/).map(\.1)
    #expect(Set(updates).count > 2)
    #expect(Double(updates.count) <= 1.3 * Double(Set(updates).count) + 2, "\(updates)")
  }
}
