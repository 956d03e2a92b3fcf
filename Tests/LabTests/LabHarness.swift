import Foundation
import Lessons
import Screen
import Testing

@testable import Lab
@testable import Runs

/// The repository's own lessons and texts in a lab without a terminal: keys in, frames out, in
/// step.
final class LabHarness {
  let lab: LabInStep
  let size: Size

  /// The lab on a screen of `size`.
  init(
    size: Size = Size(width: 120, height: 40), dataFile: String? = nil,
    predictions: PredictionRule = .off
  ) throws {
    let folder = LessonFolder(home: Self.home)
    let experiments = try folder.list().map { try Experiment($0.get()) }
    var state = LabState(entries: experiments.map { .lesson($0) }, dataFile: dataFile)
    state.predictions = predictions
    lab = LabInStep(state, library: TextLibrary(assets: folder.assets))
    self.size = size
  }

  /// The root of the repository.
  static var home: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
  }

  var state: LabState { lab.state }

  /// Opens the lesson whose number is `number`.
  func open(_ number: Int, page: Int = 1) throws {
    let found = state.entries.compactMap { entry -> Experiment? in
      if case .lesson(let experiment) = entry, experiment.lesson.number == number {
        return experiment
      }
      return nil
    }
    lab.open(try #require(found.first), page: page - 1)
  }

  /// Presses keys, one after the other.
  func press(_ keys: Key...) {
    for key in keys { lab.press(key) }
  }

  /// Presses the keys of `letters`.
  func type(_ letters: String) {
    for letter in letters { press(.character(letter)) }
  }

  /// Lets the training thread do so many quanta.
  func advance(_ count: Int) { lab.advance(count) }

  /// What training shows.
  var snapshot: Snapshot { lab.snapshot }

  /// The rows of the screen.
  func frame(_ capabilities: Capabilities = Capabilities()) -> [String] {
    lab.scene(size: size, capabilities).grid.lines()
  }

  /// The screen as text.
  var text: String { frame().joined(separator: "\n") }
}
