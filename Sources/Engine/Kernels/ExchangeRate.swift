/// How fast a thread reads what another has just written, for a benchmark. It depends on where the
/// system puts the threads; threads that are far apart gain less from sharing work.
public struct ExchangeRate {
  /// Numbers in one half: 128 KiB, which fit a core's second-level cache.
  private static let half = 32 * 1024

  private let parallel = Parallel(threads: 2)
  let numbers = Buffer(count: 2 * half)

  /// Starts the two threads.
  public init() {}

  /// Runs `rounds` rounds. In each, both threads add one to every number of the half that the other
  /// had in the round before. Returns the bytes that went from one thread to the other, both ways.
  public func run(rounds: Int) -> Int {
    for round in 0..<rounds {
      parallel.split(2, work: .max, with: (numbers, round)) { shared, part in
        let (numbers, round) = shared
        let mine = numbers.floats(at: (part.lowerBound + round) % 2 * Self.half)
        let one = Lanes(repeating: 1)
        for index in stride(from: 0, to: Self.half, by: 16) { mine[lanes: index] += one }
      }
    }
    return rounds * 2 * Self.half * MemoryLayout<Float>.size
  }
}
