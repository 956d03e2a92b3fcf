import Lab

/// What a benchmark is told of every frame: its number, the keys answered so far, the update that it shows
/// and the microseconds that it took to make and to send.
struct FrameMark {
  /// Keys that came so far.
  var keys = 0
  private(set) var frame = 0
  private(set) var update = 0
  private var start = ContinuousClock.now

  /// A frame is begun.
  mutating func begin(_ snapshot: Snapshot) {
    frame += 1
    update = snapshot.update
    start = .now
  }

  /// The note for the frame that was begun last.
  var note: String {
    let microseconds = Int((ContinuousClock.now - start) / .microseconds(1))
    return "frame=\(frame);keys=\(keys);update=\(update);microseconds=\(microseconds)"
  }
}

extension FrameMark {
  /// A note as it was read.
  struct Reading {
    let frame: Int
    let keys: Int
    let update: Int
    let microseconds: Int

    init?(_ note: Substring) {
      var numbers: [Substring: Int] = [:]
      for part in note.split(separator: ";") {
        let sides = part.split(separator: "=")
        if sides.count == 2 { numbers[sides[0]] = Int(sides[1]) }
      }
      guard let frame = numbers["frame"], let keys = numbers["keys"],
        let update = numbers["update"], let microseconds = numbers["microseconds"]
      else { return nil }
      (self.frame, self.keys) = (frame, keys)
      (self.update, self.microseconds) = (update, microseconds)
    }
  }
}
