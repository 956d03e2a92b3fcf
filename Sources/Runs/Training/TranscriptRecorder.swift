/// Writes down what training is asked and what its figures were then, as it happens.
package struct TranscriptRecorder: Sendable {
  private var lines: [TranscriptLine] = []

  package init() {}

  /// Adds a command that is about to be carried out, and before it the figures of the run so far.
  package mutating func add(_ command: TrainingCommand, before snapshot: Snapshot) {
    addFigures(of: snapshot)
    if case .watch = command { return }
    lines.append(.command(update: snapshot.update, command))
  }

  /// Adds the figures of a run as they are now, unless they are the last line already.
  package mutating func addFigures(of now: Snapshot) {
    guard now.update > 0, let loss = now.loss, let norm = now.gradientNorm else { return }
    let figure = TranscriptLine.figure(run: now.run, update: now.update, loss: loss, norm: norm)
    if lines.last != figure { lines.append(figure) }
  }

  /// What was added since this was last asked.
  package mutating func take() -> [TranscriptLine] {
    defer { lines.removeAll() }
    return lines
  }
}
