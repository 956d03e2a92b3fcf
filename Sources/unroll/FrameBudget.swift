/// Keeps what training sends within what a slow line carries: ssh through a modest connection
/// stutters above some 20 kB a second, and a frame that waits in the line is old when it is seen.
///
/// Only frames that training asks for are held back; what a key asks for is shown at once.
struct FrameBudget {
  /// What frames may take on average.
  static let bytesPerSecond = 16_000.0
  /// The longest that a frame is held back, in seconds.
  private static let longest = 1.0
  /// A frame that took so long to send, in seconds, met a line that was full.
  private static let slow = 0.05
  /// When the next frame may be sent.
  private var next = ContinuousClock.now

  /// Notes a frame that training asked for: its bytes, and the time that it took to send.
  mutating func spend(bytes: Int, sending: Duration, now: ContinuousClock.Instant = .now) {
    let seconds = sending / .seconds(1)
    let rest = max(
      Double(bytes) / Self.bytesPerSecond, seconds > Self.slow ? 2 * seconds : 0)
    next = max(next, now) + .seconds(min(rest, Self.longest))
  }

  /// Milliseconds until the next frame that training asks for; 0 where it may come now.
  func milliseconds(now: ContinuousClock.Instant = .now) -> Int {
    max(0, Int(((next - now) / .milliseconds(1)).rounded(.up)))
  }
}
