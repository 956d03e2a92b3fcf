/// Held-out text as windows for measuring, side by side and in order, at most so many.
public struct HeldOutWindows: Sendable {
  /// Streams side by side.
  public let batch: Int
  /// Characters of a window.
  public let steps: Int
  /// How many windows there are.
  public let count: Int
  private let ids: [Int32]
  private let streamLength: Int

  /// Windows over the beginning of the held-out part of `text`: at most `most` of them.
  public init(_ text: Corpus, steps: Int, batch: Int, most: Int) {
    let streams = max(1, min(batch, (text.heldOut.count - 1) / steps))
    let steps = min(steps, text.heldOut.count - 1)
    self.steps = steps
    self.batch = streams
    let windows = max(1, min(most, (text.heldOut.count - 1) / (streams * steps)))
    count = windows
    streamLength = windows * steps
    ids = Array(text.heldOut.prefix(streams * streamLength + 1))
  }

  /// Window `index`: ids and the characters that follow, both [steps * batch], time first.
  public func fill(_ batch: inout Batch, window index: Int) {
    batch.ids.removeAll(keepingCapacity: true)
    batch.classes.removeAll(keepingCapacity: true)
    batch.startsAnew = index == 0
    for step in 0..<steps {
      for stream in 0..<self.batch {
        let position = stream * streamLength + index * steps + step
        batch.ids.append(ids[position])
        batch.classes.append(ids[position + 1])
      }
    }
  }
}
