import Engine
import Problems

/// A model with what it learns, on the thread that trains it: all that a run knows of either.
///
/// A model of another kind is one class more and a case in `Configuration.learner`.
protocol Learner: AnyObject {
  /// The computation of one update.
  var tape: Tape { get }
  /// The named levels of the loss, highest first.
  var levels: [Level] { get }
  /// Where it stands in its data; zero where batches depend on the draws only.
  var position: Int { get set }
  /// What one batch hands on to the next.
  var carried: [Tensor] { get }
  /// Draws the next examples and puts them into the model.
  func load(using random: inout Random)
  /// Takes up settings that change while a run goes on.
  func adjust(_ configuration: Configuration)
  /// Adds to `snapshot` what `readings` ask for and the last pass shows.
  func read(_ readings: Set<Reading>, into snapshot: inout Snapshot)
}

extension Learner {
  func adjust(_ configuration: Configuration) {}
}

/// Something measured now and then that takes longer than a key may wait: it comes in pieces of a few
/// milliseconds. The model is not updated in between, so all pieces see the same weights.
protocol Measure {
  /// Updates between two measurements.
  var interval: Int { get }
  /// Whether a measurement is under way.
  var isBusy: Bool { get }
  /// Begins a measurement of the weights as they are after `update` updates.
  mutating func request(after update: Int)
  /// Does one piece.
  mutating func advance()
  /// Takes up settings that change while a run goes on, after `update` updates.
  mutating func adjust(_ configuration: Configuration, after update: Int)
  /// What the model makes of something that a person typed; throws why it cannot read it.
  mutating func answer(_ text: String) throws(SettingError)
  /// Goes on from what another has measured of the same run.
  mutating func goOn(from other: any Measure)
  /// Adds what was measured so far.
  func write(to snapshot: inout Snapshot)
}

extension Measure {
  mutating func adjust(_ configuration: Configuration, after update: Int) {}

  mutating func answer(_ text: String) throws(SettingError) {
    throw SettingError(problem: "this model answers no questions", allowed: [])
  }
}
