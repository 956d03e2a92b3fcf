import Engine
import Foundation
import Problems

/// A run in a file and back, so that it goes on as if it had never stopped, bit for bit.
extension TrainingRun {
  /// Parameters, optimiser, generators, carried state and position in the data; nil without a run.
  func saved() -> SafeTensors? {
    guard let core else { return nil }
    var file = core.model.stored()
    let recent = core.recent.inOrder
    file.tensors["run.recent"] = StoredTensor(shape: [recent.count], recent)
    file.metadata["run.random"] = core.random.state
    file.metadata["run.position"] = String(core.model.position)
    return file
  }

  /// The same with all that another run needs to know before it takes it up: settings, symbols,
  /// labels, and what the data was.
  func savedWithSettings() -> SafeTensors? {
    guard var file = saved() else { return nil }
    let configuration = snapshot.configuration
    for setting in configuration.settings {
      file.metadata[SavedRun.settingPrefix + setting.name] = setting.record(in: configuration)
    }
    if let vocabulary = core?.data?.vocabulary {
      file.metadata["run.symbols"] = Self.json(vocabulary.symbols)
      file.metadata["run.labels"] = Self.json(vocabulary.labels)
    }
    file.metadata.merge(savedData?.metadata ?? [:]) { $1 }
    return file
  }

  private static func json(_ texts: [String]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    // Texts can always be encoded, so that there is no error to tell.
    guard let bytes = try? encoder.encode(texts) else {
      preconditionFailure("texts can always be encoded as JSON")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Goes on from what `saved` gave; the run must have been started with the same settings.
  func load(_ file: SafeTensors) throws(CheckpointError) {
    guard var core else { return }
    guard let random = file.metadata["run.random"].flatMap({ Random(state: $0) }),
      let position = file.metadata["run.position"].flatMap({ Int($0) }),
      (0...snapshot.configuration.problemKind.largestPosition).contains(position),
      let recent = file.tensors["run.recent"], recent.dtype == .float32
    else {
      throw CheckpointError("holds no run of a lesson")
    }
    for name in ["updates", "optimizer.steps"] {
      if let count = file.metadata[name].flatMap({ Int($0) }), count > SavedRun.mostUpdates {
        throw CheckpointError("says that \(count) updates were done, which cannot be")
      }
    }
    try core.model.load(file, reserved: ["run."])
    core.random = random
    if position > 0 { core.model.position = position }
    core.recent = RecentMean(recent.floats)
    self.core = core
    lookAtLoaded()
    try core.model.load(file, reserved: ["run."])
    if position > 0 { core.model.position = position }
  }

  /// Begins with weights that PyTorch trained; the run must have been started with their settings.
  func load(_ weights: PyTorchWeights) throws(CheckpointError) {
    guard let model = core?.model as? NetworkModel else {
      throw CheckpointError("holds a recurrent network, and this page's model is none")
    }
    try model.tape.parameters.load(weights.tensors(for: model.tape.parameters))
    lookAtLoaded()
  }

  /// Shows the weights that were loaded, and nothing of those before. Looking at them leaves
  /// another state behind than the one that the run goes on from.
  private func lookAtLoaded() {
    guard let core else { return }
    snapshot.update = core.model.updateCount
    snapshot.recentLoss = core.recent.mean
    snapshot.loss = nil
    probe()
  }
}
