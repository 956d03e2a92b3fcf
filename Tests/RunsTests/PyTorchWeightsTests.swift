import Engine
import Foundation
import Problems
import Testing

@testable import Runs

@Suite("Weights that PyTorch trained")
struct PyTorchWeightsTests {
  /// A network, by the name of its file, and what PyTorch computes with it over the first thousand
  /// characters of a text.
  struct Network: Sendable, CustomTestStringConvertible {
    let name: String
    let nats: Double
    let logits: [Double]
    var testDescription: String { name }
  }

  static let folder =
    #filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 } + "/PyTorch"

  /// The networks in the lists; a list that cannot be read has none, which a test finds.
  static let networks: [Network] = ["lstm", "others"].flatMap { list in
    let bytes = FileManager.default.contents(atPath: "\(folder)/pytorch-\(list).json") ?? Data()
    // A list that is no JSON has no networks; the test below counts them.
    let object = (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any] ?? [:]
    return object.compactMap { name, value -> Network? in
      guard let value = value as? [String: Any], let nats = value["nats"] as? Double,
        let logits = value["first_logits"] as? [Double]
      else { return nil }
      return Network(name: list == "lstm" ? "lstm-" + name : name, nats: nats, logits: logits)
    }
  }

  private func file(_ name: String) throws -> SafeTensors {
    let path = "\(Self.folder)/pytorch-\(name).safetensors"
    return try SafeTensors(bytes: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
  }

  private func page(_ settings: [String] = []) throws -> Configuration {
    var page = Configuration()
    try page.apply(["problem=characters", "cell=lstm", "steps=10", "batch=4"] + settings)
    return page
  }

  private func run(_ saved: SavedRun, _ page: Configuration) throws -> TrainingRun {
    let run = TrainingRun(library: TextLibrary(assets: ""))
    run.savedVocabulary = saved.vocabulary
    run.perform(.watch([.text, .states, .ruler]))
    run.perform(
      .start(
        run: 1, configuration: try saved.configuration(on: page, given: []),
        dataFile: Self.folder + "/text.txt"))
    try run.load(try #require(saved.weights))
    run.finishEvaluations()
    return run
  }

  @Test("There are eight to compare with")
  func count() { #expect(Self.networks.count == 8) }

  @Test("give PyTorch's loss and logits", arguments: networks)
  func reference(network: Network) throws {
    let run = try run(SavedRun(file(network.name)), page())
    let model = try #require(run.core?.model as? NetworkModel)
    let text = try #require(run.corpus)
    let runner = model.runner(steps: 1000, batch: 1, atEveryStep: true)
    var batch = Batch()
    batch.ids = Array(text.training.prefix(1000))
    batch.classes = Array(text.training[1...1000])
    let answers = runner.run(batch)
    #expect(abs(Double(answers.loss) - network.nats) < 1e-5, "\(answers.loss)")
    for (own, theirs) in zip(answers.outputs, network.logits) {
      #expect(abs(Double(own) - theirs) < 1e-5)
    }
    #expect(network.logits.count == 20)
  }

  @Test("are looked into, and are trained on from update 0", arguments: networks)
  func observed(network: Network) throws {
    let saved = try SavedRun(file(network.name))
    let run = try run(saved, page())
    let before = run.observed()
    #expect(before.update == 0)
    #expect(before.text?.sample.isEmpty == false)
    #expect(before.ruler?.measured.allSatisfy { $0.isFinite } == true)
    run.perform(.step)
    #expect(run.snapshot.loss?.isFinite == true && run.snapshot.update == 1)
  }

  @Test("decide cell, hidden units and layers; what else was asked for is refused")
  func settings() throws {
    let saved = try SavedRun(file("gru-embedding-bfloat16"))
    let taken = try saved.configuration(on: page(["hidden=50"]), given: ["rate"])
    #expect(taken.cell == "gru" && taken.hidden == 12 && taken.layers == 2)
    #expect(
      throws: CheckpointError(
        "has hidden=12, and hidden=50 was asked for: it cannot be changed in a run")
    ) {
      try saved.configuration(on: page(["hidden=50"]), given: ["hidden"])
    }
  }

  @Test("One gate may be that of relu, where it is asked for")
  func relu() throws {
    let saved = try SavedRun(file("rnn-float64"))
    #expect(try saved.configuration(on: page(), given: []).cell == "tanh")
    #expect(try saved.configuration(on: page(["cell=relu"]), given: ["cell"]).cell == "relu")
  }

  @Test("What cannot be taken is told its reason")
  func refusals() throws {
    func complaint(_ change: (inout SafeTensors) throws -> Void) throws -> String {
      var file = try file("lstm-plain")
      try change(&file)
      do {
        _ = try run(SavedRun(file), page())
        return ""
      } catch let error as CheckpointError {
        return error.description
      }
    }
    func tensor(_ shape: [Int]) -> StoredTensor {
      StoredTensor(shape: shape, [Float](repeating: 0, count: shape.reduce(1, *)))
    }
    #expect(try complaint { _ in }.isEmpty)
    let cases: [(String, [Int]?, String)] = [
      ("rnn.weight_hr_l0", [4, 16], "a projection (proj_size)"),
      ("rnn.weight_hh_l0", [80, 16], "of shape [80, 16]"),
      ("rnn.weight_hh_l0", nil, "has no tensor called rnn.weight_hh_l0"),
      ("rnn.weight_ih_l0", [64, 25], "reads 25 numbers or symbols a step"),
      ("rnn.bias_hh_l0", nil, "has no tensor called rnn.bias_hh_l0"),
      ("fc.weight", [25, 16], "answers with 25 numbers or classes"),
      ("fc.weight", nil, "there should be a linear head of 16 columns"),
      ("other.weight_ih_l0", [64, 20], "holds 2 recurrent modules"),
      ("rnn.weight_ih_l9", [64, 16], "'10' is not a valid value for layers"),
      ("rnn.weight_hh_l0_reverse", [64, 16], "a linear head of 32 columns"),
    ]
    for (name, shape, part) in cases {
      let text = try complaint { $0.tensors[name] = shape.map(tensor) }
      #expect(text.contains(part), "\(name): \(text)")
    }
    #expect(
      try complaint { file in
        file.tensors["fc.bias"] = StoredTensor(
          shape: [20], [.nan] + [Float](repeating: 0, count: 19))
      }.contains("not finite in fc.bias"))
  }
}
