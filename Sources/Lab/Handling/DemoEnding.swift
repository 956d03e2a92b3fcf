import Runs

/// How a demonstration ends, by itself or because something else is opened.
extension LabState {
  /// Gives the lesson back, with what the student had done in it.
  mutating func endDemo() {
    guard let demo else { return }
    self.demo = nil
    runOfDemo = open.map { $0.update > 0 } == true ? run : nil
    open?.record = demo.studentsRecord
    askPredictions(demo.studentsRule)
    keepRecord()
  }

  /// Sets whether predictions are asked for.
  mutating func askPredictions(_ rule: PredictionRule) {
    predictions = rule
    open?.asksPredictions = rule != .off
  }
}
