import Engine
import Problems

/// Reads a model of a sine now and then: what it predicts step by step from true values, and where
/// it gets to when it is fed its own predictions.
package struct ForecastEvaluator: Evaluator {
  /// True values that it is fed first, and steps that are shown.
  package static let (warmUp, length) = (40, 140)

  let interval = 10
  private let stepper: any SequenceRunner
  /// Steps after which the state is reset when it is fed true values; nil where it is carried over.
  private let window: Int?
  private var latest = ForecastObservation()
  private var update = 0
  private(set) var isBusy = false

  /// Forecasts of `model`, which carries its state from step to step, and from window to window as
  /// it was trained.
  init(_ model: any SequenceTrainable, _ configuration: Configuration) {
    stepper = model.runner(steps: 1, batch: 1, atEveryStep: true)
    window = configuration.carries ? nil : configuration.steps
  }

  mutating func request(after update: Int) { (self.update, isBusy) = (update, true) }

  mutating func advance() {
    guard isBusy else { return }
    isBusy = false
    let truth = (1...Self.length).map { ProblemKind.sine(at: $0) }
    let inputs = (0..<Self.length).map { ProblemKind.sine(at: $0) }
    latest.inputs = inputs
    latest.truth = truth
    latest.window = window
    latest.oneStep = run(resetEvery: window) { step, _ in inputs[step] }
    latest.closedLoop = run(resetEvery: nil) { step, last in
      step < Self.warmUp ? inputs[step] : last
    }
    latest.update = update
    let late = Self.length - 40..<Self.length
    latest.closedLoopError = error(latest.closedLoop, truth, late)
    latest.oneStepError = error(latest.oneStep, truth, late)
  }

  mutating func resume(from other: any Evaluator) {
    if let other = other as? ForecastEvaluator { latest = other.latest }
  }

  var observation: any Observation { latest }

  /// The predictions, one after the other, each from what `input` gives for its step and the last.
  private func run(resetEvery window: Int?, _ input: (Int, Float) -> Float) -> [Float] {
    var said: [Float] = []
    for step in 0..<Self.length {
      var batch = Batch()
      (batch.features, batch.values) = ([input(step, said.last ?? 0)], [0])
      batch.startsAnew = step % (window ?? Self.length) == 0
      said.append(stepper.run(batch).outputs[0])
    }
    return said
  }

  private func error(_ said: [Float], _ truth: [Float], _ steps: Range<Int>) -> Float {
    steps.reduce(0) { $0 + (said[$1] - truth[$1]) * (said[$1] - truth[$1]) }
      / Float(steps.count)
  }
}

/// A sine, and what a model makes of it.
public struct ForecastObservation: Observation, Equatable {
  /// What goes in, and what should come out: the next value.
  public var inputs: [Float] = []
  public var truth: [Float] = []
  /// What it predicts when it is fed true values.
  public var oneStep: [Float] = []
  /// What it predicts when it is fed true values first, then its own predictions.
  public var closedLoop: [Float] = []
  /// Steps after which its state is reset when it is fed true values; nil where it is carried over.
  public var window: Int?
  /// The update after which it was read.
  public var update = 0
  /// Mean squared error of the last 40 steps, fed its own predictions.
  public var closedLoopError: Float?
  /// The same, fed true values.
  public var oneStepError: Float?
}

extension ObservationKind {
  /// A series, and what is made of it.
  public static let forecast = ObservationKind(
    name: "forecast", about: "forecasts of a series", type: ForecastObservation.self,
    isAlways: { _ in true }, isGiven: { $0.problem == "sine" && $0.modelKind.carriesState($0) },
    source: .evaluation { parts in
      (parts.model as? any SequenceTrainable).map {
        ForecastEvaluator($0, parts.configuration)
      }
    })
}

extension Snapshot {
  /// A series, and what is made of it.
  public var forecast: ForecastObservation? { observations[ForecastObservation.self] }
}
