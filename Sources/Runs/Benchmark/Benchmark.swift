import Engine
import Foundation

/// How fast a workload trains on this machine.
public struct Benchmark: Sendable, Encodable {
  /// The workload's key.
  public let key: String
  /// What it is.
  public let title: String
  /// Threads that computed.
  public let threads: Int
  /// Steps per second: the median of the repeats.
  public let stepsPerSecond: Double
  /// The slowest and the fastest repeat.
  public let range: [Double]
  /// Time steps of sequences per second.
  public let tokensPerSecond: Double
  /// Thousands of millions of floating-point operations per second.
  public let gflops: Double
  /// The share of this machine's measured rate of fused multiply-adds, all threads together.
  public let peakShare: Double
  /// The most memory that the process had at once, in bytes, less what it had before and what of
  /// the program's own file came in on the way.
  public let peakBytes: Int
  /// Parameters, gradients, optimiser state, and activations with their gradients, in bytes.
  public let neededBytes: Int
  /// How many times as fast as one thread: the median of many short turns of both; nil for one
  /// thread.
  public let speedup: Double?
  /// Thousands of millions of bytes per second that went between two threads, both ways, right
  /// before and right after that comparison, the slower of both; nil for one thread.
  public let exchange: Double?
  /// The loss after the warm-up's first two steps: the same for every number of threads.
  public let loss: Float

  enum CodingKeys: String, CodingKey {
    case key, title, threads
    case stepsPerSecond = "steps_per_s"
    case range = "steps_per_s_range"
    case tokensPerSecond = "tokens_per_s"
    case gflops
    case peakShare = "peak_share"
    case peakBytes = "peak_bytes"
    case neededBytes = "needed_bytes"
    case speedup
    case exchange = "exchange_gbytes_per_s"
    case loss
  }

  /// How long to measure.
  public struct Effort: Sendable {
    /// Seconds of one repeat, at least.
    public var seconds: Double
    /// Repeats, of which the median counts.
    public var repeats: Int

    /// That long, that often.
    public init(seconds: Double = 1, repeats: Int = 5) {
      self.seconds = seconds
      self.repeats = repeats
    }
  }

  /// Measures `workload` with `threads` threads, against a measured peak of one thread.
  public init(_ workload: Workload, threads: Int, effort: Effort, peak: Double) {
    self = Denormals.flushed {
      Benchmark(measuring: workload, threads: threads, effort: effort, peak: peak)
    }
  }

  private init(measuring workload: Workload, threads: Int, effort: Effort, peak: Double) {
    // A small model, which stays until the end, brings in what the program has once for all models.
    let other = Workload.sine().make(1)
    other.step()
    defer { withExtendedLifetime(other) {} }
    let memoryBefore = ProcessMemory.beginPeak()
    let model = workload.make(threads)
    model.step()
    loss = model.step()
    // A warm-up, which also tells how many steps fill a repeat.
    let clock = ContinuousClock()
    var count = 0
    let start = clock.now
    repeat {
      model.step()
      count += 1
    } while (clock.now - start) / .seconds(1) < 0.2 * effort.seconds
    let perStep = (clock.now - start) / .seconds(1) / Double(count)
    count = max(1, Int((effort.seconds / perStep).rounded(.up)))
    var rates: [Double] = []
    for _ in 0..<effort.repeats {
      let start = clock.now
      for _ in 0..<count { model.step() }
      rates.append(Double(count) / ((clock.now - start) / .seconds(1)))
    }
    rates.sort()
    let rate = rates[rates.count / 2]
    key = workload.key
    title = workload.title
    self.threads = threads
    stepsPerSecond = rate
    range = [rates[0], rates[rates.count - 1]]
    tokensPerSecond = rate * Double(workload.tokens)
    gflops = rate * workload.operations / 1e9
    peakShare = gflops / (peak * Double(threads))
    let memory = ProcessMemory.read()
    peakBytes = max(0, memory.peak - memoryBefore.peak - (memory.code - memoryBefore.code))
    neededBytes = model.tape.neededBytes
    guard threads > 1 else {
      (speedup, exchange) = (nil, nil)
      return
    }
    let before = Self.measuredExchange()
    speedup = Self.speedup(of: model, over: workload.make(1), effort: effort)
    exchange = min(before, Self.measuredExchange())
  }

  /// How many times as fast one model trains as another. They take turns of a tenth of a repeat, so
  /// that what else the machine does slows both.
  private static func speedup(
    of model: WorkloadModel, over other: WorkloadModel, effort: Effort
  ) -> Double {
    let clock = ContinuousClock()
    func rate(_ model: WorkloadModel) -> Double {
      let start = clock.now
      var count = 0.0
      repeat {
        model.step()
        count += 1
      } while (clock.now - start) / .seconds(1) < 0.1 * effort.seconds
      return count / ((clock.now - start) / .seconds(1))
    }
    let ratios = (0..<10 * effort.repeats).map { _ in rate(model) / rate(other) }.sorted()
    return ratios[ratios.count / 2]
  }

  /// Thousands of millions of fused multiply-adds, each two operations, that one thread does per
  /// second on registers alone: the best of ten tries.
  public static func measuredPeak() -> Double {
    let clock = ContinuousClock()
    var best = 0.0
    var sink: Float = 0
    for _ in 0..<10 {
      let start = clock.now
      let (operations, number) = PeakRate.run(rounds: 20_000_000)
      sink += number
      best = max(best, operations / ((clock.now - start) / .seconds(1)) / 1e9)
    }
    precondition(sink.isFinite, "the peak's arithmetic stays finite")
    return best
  }
}

extension Benchmark {
  /// Thousands of millions of bytes per second from one thread to another and back: the median of
  /// five tries.
  private static func measuredExchange() -> Double {
    let exchange = ExchangeRate()
    let clock = ContinuousClock()
    let rates = (0..<5).map { _ in
      let start = clock.now
      let bytes = exchange.run(rounds: 200)
      return Double(bytes) / ((clock.now - start) / .seconds(1)) / 1e9
    }
    return rates.sorted()[2]
  }

  /// Takes exactly so many steps of `workload`: for counting what one does.
  public static func take(_ steps: Int, of workload: Workload, threads: Int) {
    Denormals.flushed {
      let model = workload.make(threads)
      for _ in 0..<steps { model.step() }
    }
  }

  /// What one update of a model costs at a length and a batch size.
  public struct Scale: Sendable {
    /// Steps of a sequence.
    public let steps: Int
    /// Sequences.
    public let batch: Int
    /// Seconds of an update: the least of three tries.
    public let seconds: Double
  }

  /// One LSTM at lengths from 10 to 2000 steps, and at batches from 1 to 256 sequences.
  public static func scaling(threads: Int) -> [Scale] {
    let lengths = [10, 20, 50, 100, 200, 500, 1000, 2000].map { ($0, 16) }
    let batches = [1, 4, 16, 64, 256].map { (50, $0) }
    return Denormals.flushed {
      (lengths + batches).map { steps, batch in
        let model = Workload.scaled(steps: steps, batch: batch).make(threads)
        for _ in 0..<3 { model.step() }
        let clock = ContinuousClock()
        let count = max(3, 40_000 / (steps * batch))
        let tries = (0..<3).map { _ in
          let start = clock.now
          for _ in 0..<count { model.step() }
          return (clock.now - start) / .seconds(1) / Double(count)
        }
        return Scale(steps: steps, batch: batch, seconds: tries.min() ?? 0)
      }
    }
  }
}
