import Problems

/// Asks a model of text what comes after what it wrote: one symbol at a time where it carries its
/// state, else the last window again and again.
final class TextWriter {
  private let runner: any SequenceRunner
  /// Symbols that are run at a time.
  private let steps: Int

  /// A writer of `model`, whose sequences have `steps` steps where it carries no state.
  init(_ model: any SequenceTrainable, steps: Int) {
    self.steps = model.carriesState ? 1 : steps
    runner = model.runner(steps: self.steps, batch: 1, atEveryStep: true)
  }

  /// The logits of what comes after `written`, which follows the symbol `first`. A model that
  /// carries its state goes on from the call before, which was one symbol shorter.
  func logits(after written: [Int32], first: Int32) -> [Float] {
    let known = ([first] + written).suffix(steps)
    var batch = Batch()
    batch.ids = known + [Int32](repeating: 0, count: steps - known.count)
    batch.classes = [Int32](repeating: 0, count: steps)
    batch.startsAnew = steps > 1 || written.isEmpty
    let outputs = runner.run(batch).outputs
    let size = outputs.count / steps
    return Array(outputs[(known.count - 1) * size..<known.count * size])
  }
}
