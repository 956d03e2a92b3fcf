import ArgumentParser
import Foundation
import Lab
import Runs

/// How fast this machine trains the models of the course.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast this machine trains the course's models.")

  @Option(help: "Keys of workloads (with --lab: lessons), with commas in between; otherwise all.")
  var only: String?

  @Option(help: "Threads that train.")
  var threads = 1

  @Flag(help: "An object instead of a table.")
  var json = false

  @Flag(help: "Name the workloads, and measure nothing.")
  var list = false

  @Flag(help: "Measure the lab itself on every lesson: speed, answers to keys, frames.")
  var lab = false

  @Flag(help: "Measure one LSTM at many lengths and batch sizes: what a step of a sequence costs.")
  var scaling = false

  @Option(help: "Do exactly so many steps, without a warm-up, and measure no rates.")
  var steps: Int?

  @Option(help: "Seconds of one repeat.")
  var seconds = 1.0

  @Option(help: "Repeats, of which the median counts.")
  var repeats = 5

  /// The machine's peak and every workload's rates.
  private struct Report: Encodable {
    let version: String
    let peakGflops: Double
    let workloads: [Benchmark]

    enum CodingKeys: String, CodingKey {
      case version
      case peakGflops = "peak_gflops"
      case workloads
    }
  }

  func run() throws {
    guard (1...64).contains(threads) else {
      throw Failure("--threads \(threads): allowed is 1 to 64")
    }
    guard (0.001...3600).contains(seconds), (1...1000).contains(repeats) else {
      throw Failure("--seconds may be 0.001 to 3600 and --repeats 1 to 1000")
    }
    if lab { return try runLab() }
    let chosen = try workloads()
    guard !list else { return Self.printList(chosen) }
    if scaling { return Self.printScaling(Benchmark.scaling(threads: threads)) }
    if let steps {
      for workload in chosen { Benchmark.take(max(0, steps), of: workload, threads: threads) }
      return
    }
    let peak = Benchmark.measuredPeak()
    let effort = Benchmark.Effort(seconds: seconds, repeats: repeats)
    if !json { Self.printHeader(peak: peak, threads: threads) }
    let results = chosen.map { workload in
      let result = Benchmark(workload, threads: threads, effort: effort, peak: peak)
      if !json { Self.printRow(result) }
      return result
    }
    guard json else { return Self.printFooter(threads: threads) }
    try Self.printJSON(
      Report(version: Unroll.version, peakGflops: peak, workloads: results))
  }

  private func runLab() throws {
    let library = try Library.found()
    let chosen = try lessons(in: library)
    var results: [LabBenchmark] = []
    if !json {
      print(
        Self.column("lesson", 18)
          + "  lab/s  headless/s  slower   key p50  p99 ms   draw p50  p99 ms   send p50  p99 ms"
          + "   bytes/frame  frozen  publish"
      )
    }
    for name in chosen {
      let result = try LabBenchmark(lesson: name, library: library, seconds: seconds)
      results.append(result)
      guard !json else { continue }
      print(
        Self.column(result.lesson, 18)
          + String(
            format:
              "%7.1f %11.1f %6.1f%% %9.1f %7.1f %10.2f %7.2f %10.2f %7.2f %13.0f %6.1f%% %7.2f%%",
            result.labUpdatesPerSecond, result.headlessUpdatesPerSecond, 100 * result.slowdown,
            result.keyMilliseconds[0], result.keyMilliseconds[1], result.drawingMilliseconds[0],
            result.drawingMilliseconds[1], result.sendingMilliseconds[0],
            result.sendingMilliseconds[1], result.bytesPerFrame, 100 * result.frozenShare,
            100 * result.publishingShare))
      fflush(nil)
    }
    if json { try Self.printJSON(results) }
  }

  private static func printScaling(_ rows: [Benchmark.Scale]) {
    print("an LSTM of 64 units over 64 numbers: forward, backward, clip, Adam\n")
    print("  steps  batch    ms/update   ns/(step x sequence)")
    for row in rows {
      print(
        String(
          format: "%7d %6d %12.3f %22.0f", row.steps, row.batch, 1000 * row.seconds,
          1e9 * row.seconds / Double(row.steps * row.batch)))
    }
  }

  private static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// What `--only` names; nil without it.
  private var chosenNames: [String]? {
    only?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private func lessons(in library: Library) throws -> [String] {
    guard let chosenNames else { return library.experiments.map(\.lesson.name) }
    return try chosenNames.map { try library.experiment(named: $0).lesson.name }
  }

  private func workloads() throws -> [Workload] {
    guard let chosenNames else { return Workload.all }
    return try chosenNames.map { key in
      guard let workload = Workload.all.first(where: { $0.key == key }) else {
        let all = Workload.all.map(\.key).joined(separator: ", ")
        throw Failure("--only: no workload called '\(key)'; allowed: \(all)")
      }
      return workload
    }
  }

  private static func printList(_ workloads: [Workload]) {
    for workload in workloads {
      let size = String(format: "%10.3f", workload.operations / 1e6)
      print(
        "\(column(workload.key, 4))\(column(workload.title, 54))\(size) MFLOP/step"
          + String(format: "%8d", workload.tokens) + " tokens/step")
    }
  }

  private static func printHeader(peak: Double, threads: Int) {
    print(
      String(format: "peak %.1f GFLOP/s a thread, by fused multiply-adds on registers", peak)
        + "; \(threads) thread\(threads == 1 ? "" : "s")\n")
    print(
      column("", 4) + column("workload", 56)
        + "   steps/s   tokens/s  GFLOP/s  of peak     peak MB   needed MB"
        + (threads > 1 ? "  times one thread  GB/s across" : ""))
  }

  /// Says why a share of the peak can be above one, and what two threads depend on.
  private static func printFooter(threads: Int) {
    print(
      "\nOperations are counted as those of plain dense products. "
        + "A layer that reads ids multiplies each\n"
        + "different one once, however often it comes, so a share of the peak can exceed 100 %.")
    guard threads > 1 else { return }
    print(
      "GB/s across is how fast a thread reads what another has written: "
        + "it depends on where the system\n"
        + "puts the threads, and threads that are far apart gain less from each other.")
  }

  private static func printRow(_ result: Benchmark) {
    print(
      column(result.key, 4) + column(result.title, 56)
        + figure(result.stepsPerSecond, 10) + figure(result.tokensPerSecond, 11)
        + String(format: "%9.1f %7.1f%%", result.gflops, 100 * result.peakShare)
        + megabytes(result.peakBytes) + megabytes(result.neededBytes)
        + (result.speedup.map { String(format: "%18.2f", $0) } ?? "")
        + (result.exchange.map { String(format: "%13.1f", $0) } ?? ""))
    fflush(nil)
  }

  /// Four digits, and all before the point.
  private static func figure(_ number: Double, _ width: Int) -> String {
    String(format: number < 1000 ? "%\(width).4g" : "%\(width).0f", number)
  }

  private static func megabytes(_ bytes: Int) -> String {
    let megabytes = Double(bytes) / 1e6
    return String(format: megabytes < 1 ? "%12.3f" : "%12.1f", megabytes)
  }

  private static func column(_ text: String, _ width: Int) -> String {
    text.padding(toLength: width, withPad: " ", startingAt: 0)
  }
}
