import Lab
import Runs

/// What a benchmark is told of every frame: its number, the keys answered so far, the update that
/// it shows and the microseconds that it took to draw and then to send.
struct FrameMark {
  /// Keys that came so far.
  var keys = 0
  private(set) var frame = 0
  private(set) var update = 0
  private var start = ContinuousClock.now
  private var drawn = ContinuousClock.now

  /// A frame is begun.
  mutating func begin(_ snapshot: Snapshot) {
    frame += 1
    update = snapshot.update
    start = .now
  }

  /// The frame is drawn, and not sent yet.
  mutating func finishDrawing() { drawn = .now }

  /// The note for the frame that was begun last.
  var note: String {
    let drawing = Int((drawn - start) / .microseconds(1))
    let sending = Int((ContinuousClock.now - drawn) / .microseconds(1))
    return "frame=\(frame);keys=\(keys);update=\(update);drawing=\(drawing);sending=\(sending)"
  }
}

extension FrameMark {
  /// A note as it was read.
  struct Record {
    let frame: Int
    let keys: Int
    let update: Int
    /// Microseconds.
    let drawing: Int
    let sending: Int

    init?(_ note: Substring) {
      var numbers: [Substring: Int] = [:]
      for part in note.split(separator: ";") {
        let sides = part.split(separator: "=")
        if sides.count == 2 { numbers[sides[0]] = Int(sides[1]) }
      }
      guard let frame = numbers["frame"], let keys = numbers["keys"],
        let update = numbers["update"], let drawing = numbers["drawing"],
        let sending = numbers["sending"]
      else { return nil }
      (self.frame, self.keys) = (frame, keys)
      (self.update, self.drawing, self.sending) = (update, drawing, sending)
    }
  }
}
