import Foundation
import Lessons
import Screen
import Testing

@testable import Lab

/// The lab without a terminal and without a thread: keys in, frames out, in step.
final class LabHarness {
  private(set) var state: LabState
  private let run: TrainingRun
  let size: Size

  /// The repository's own lessons and texts, on a screen of `size`.
  init(size: Size = Size(width: 120, height: 40), dataFile: String? = nil) throws {
    let folder = LessonFolder(home: Self.home)
    let experiments = try folder.list().map { try Experiment($0.get()) }
    state = LabState(entries: experiments.map { .lesson($0) }, dataFile: dataFile)
    run = TrainingRun(library: TextLibrary(assets: folder.assets))
    self.size = size
  }

  /// The root of the repository.
  static var home: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
  }

  /// Opens the lesson whose number is `number`.
  func open(_ number: Int, page: Int = 1) throws {
    let found = state.entries.compactMap { entry -> Experiment? in
      if case .lesson(let experiment) = entry, experiment.lesson.number == number {
        return experiment
      }
      return nil
    }
    perform(state.enter(try #require(found.first), page: page - 1))
  }

  /// Presses keys, one after the other.
  func press(_ keys: Key...) {
    for key in keys { perform(state.update(key)) }
  }

  /// Presses the keys of `letters`.
  func type(_ letters: String) {
    for letter in letters { press(.character(letter)) }
  }

  /// Lets the training thread do so many quanta.
  func advance(_ count: Int) {
    for _ in 0..<count where run.hasWork { run.advance() }
    state.observe(run.snapshot)
  }

  /// What training shows.
  var snapshot: Snapshot { run.reading() }

  /// The rows of the screen.
  func frame(_ capabilities: Capabilities = Capabilities()) -> [String] {
    LabDrawing.draw(state, snapshot, size: size, capabilities).lines()
  }

  /// The screen as text.
  var text: String { frame().joined(separator: "\n") }

  private func perform(_ effects: [Effect]) {
    for effect in effects { run.perform(effect) }
    run.finishReadings()
  }
}
