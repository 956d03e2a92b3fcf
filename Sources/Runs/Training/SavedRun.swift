import Engine
import Foundation
import Problems

/// What a file holds for a run to go on from: a run of the lab, with the settings and the
/// vocabulary that it was trained with, or the weights of a recurrent network that PyTorch trained.
public struct SavedRun: Sendable {
  /// The settings in the file, as they are set; none in a file of weights without any.
  let settings: [(name: String, value: String)]
  /// What the ids of the run's data stand for; nil where its problem reads none or the file is
  /// silent on it.
  let vocabulary: SavedVocabulary?
  /// What the run learned from; nil where the file is silent on it.
  let data: SavedData?
  /// The tensors of a run of the lab.
  let run: SafeTensors?
  /// The weights of a network that PyTorch trained.
  let weights: PyTorchWeights?

  static let settingPrefix = "setting."
  /// The most updates that a file may say were done.
  static let mostUpdates = 1 << 40
  /// Settings that say how long a run is watched, and not what it is.
  private static let ownOfTheCommand: Set<String> = ["updates", "pace"]

  /// What the bytes of a safetensors file hold; throws in one line what is wrong with them.
  public init(bytes: [UInt8]) throws(CheckpointError) {
    try self.init(SafeTensors(bytes: bytes))
  }

  /// What `file` holds; throws in one line why that is nothing to go on from.
  public init(_ file: SafeTensors) throws(CheckpointError) {
    for (name, tensor) in file.tensors.sorted(by: { $0.key < $1.key }) {
      guard tensor.isFinite else {
        throw CheckpointError("holds a number that is not finite in \(name): its run diverged")
      }
    }
    guard file.metadata["run.random"] == nil else {
      (run, weights) = (file, nil)
      settings = file.metadata.filter { $0.key.hasPrefix(Self.settingPrefix) }
        .map { (String($0.key.dropFirst(Self.settingPrefix.count)), $0.value) }
        .sorted { $0.0 < $1.0 }
      vocabulary = try Self.vocabulary(file.metadata)
      data = SavedData(file.metadata)
      return
    }
    let weights = try PyTorchWeights(file)
    (run, self.weights, settings) = (nil, weights, weights.settings)
    (vocabulary, data) = (nil, nil)
  }

  private static func vocabulary(
    _ metadata: [String: String]
  ) throws(CheckpointError) -> SavedVocabulary? {
    guard let symbols = metadata["run.symbols"], let labels = metadata["run.labels"] else {
      return nil
    }
    do {
      return SavedVocabulary(
        symbols: try JSONDecoder().decode([String].self, from: Data(symbols.utf8)),
        labels: try JSONDecoder().decode([String].self, from: Data(labels.utf8)))
    } catch {
      throw CheckpointError("has symbols or labels that are no JSON list of texts")
    }
  }

  /// The configuration that the run goes on with: that of the page, with the settings in the file.
  ///
  /// - Parameters:
  ///   - page: the page's settings, and on top of them those that a person gave
  ///   - given: the names of the settings that a person gave
  /// - Throws: in one line, what cannot be together.
  public func configuration(
    on page: Configuration, given: Set<String>
  ) throws(CheckpointError) -> Configuration {
    var taken: [String] = []
    do {
      for (name, value) in settings where !Self.ownOfTheCommand.contains(name) {
        let setting = try Setting.named(name)
        let own = setting.record(in: page)
        if name == "problem", own != value {
          throw CheckpointError("is a run of the problem \(value), and this page's is \(own)")
        }
        // Weights with one gate do not say which function it has.
        if name == "cell", weights != nil, value == "tanh", own == "relu", given.contains(name) {
          continue
        }
        var saved = page
        try setting.set(value, in: &saved)
        guard given.contains(name), setting.record(in: saved) != own else {
          taken.append("\(name)=\(value)")
          continue
        }
        guard setting.effect == .goesOn else {
          throw CheckpointError(
            "has \(name)=\(value), and \(name)=\(own) was asked for: it cannot be changed in a run")
        }
      }
      var result = page
      if weights != nil, result.modelKind.name != "recurrent" { taken.append("model=recurrent") }
      try result.apply(taken)
      for name in given.sorted() {
        if let complaint = try Setting.named(name).complaint(in: result, "in this run") {
          throw complaint
        }
      }
      return result
    } catch let error as CheckpointError {
      throw error
    } catch {
      throw CheckpointError("does not fit: \(error)")
    }
  }

  /// What a person should know of what was taken from the file; empty where that is nothing.
  ///
  /// - Parameters:
  ///   - page: what the configuration would be without the file
  ///   - configuration: what it is
  ///   - data: what the run learns from now
  public func notes(
    page: Configuration, configuration: Configuration, data now: SavedData?
  ) -> [String] {
    var notes = weights?.notes ?? []
    let changed = configuration.settings.filter {
      $0.record(in: configuration) != $0.record(in: page)
    }
    if !changed.isEmpty {
      let words = changed.map { "\($0.name) \($0.value(in: configuration))" }
      notes.append("settings are those of the file: \(words.joined(separator: ", "))")
    }
    if let data, let now, data != now {
      notes.append(
        "was trained on \(data.name), and goes on with \(now.name), with the symbols of the file")
    }
    return notes
  }
}

/// What a run learns from, by its name and by its content.
public struct SavedData: Sendable, Equatable {
  /// The name that it was read under.
  let name: String
  private let content: String

  /// Two are the same if their content is, whatever they are called.
  public static func == (a: SavedData, b: SavedData) -> Bool { a.content == b.content }

  init?(_ metadata: [String: String]) {
    guard let name = metadata["run.data"], let content = metadata["run.data.content"] else {
      return nil
    }
    (self.name, self.content) = (name, content)
  }

  /// The data called `name`.
  init(_ data: ProblemData, name: String) {
    self.name = name
    // FNV-1a (Fowler, Noll and Vo, 1991) over what the ids stand for, so that it does not depend on
    // the numbering.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in data.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    content = String(hash, radix: 16)
  }

  /// For a file's metadata.
  var metadata: [String: String] { ["run.data": name, "run.data.content": content] }
}
