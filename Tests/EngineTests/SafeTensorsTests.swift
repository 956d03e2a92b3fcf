import Foundation
import Testing

@testable import Engine

@Suite("Checkpoints")
struct SafeTensorsTests {
  private static func bytes(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: Fixture.folder.appendingPathComponent(name)))
  }

  @Test(
    "A model that PyTorch wrote gives PyTorch's outputs",
    arguments: Fixture.names("safetensors_model"))
  func model(name: String) throws {
    let fixture = try Fixture(name)
    try fixture.allowOptions([
      "file", "input_size", "hidden_size", "output_size", "num_layers", "bidirectional",
      "layout", "h0",
    ])
    try fixture.allow("h0", "zeros")
    let file = try SafeTensors(
      bytes: Self.bytes(try #require(fixture.config["file"] as? String)))
    #expect(file.metadata["format"] == "pt")
    let input = try fixture.require("inputs", "x", .sequence)
    var shape = RecurrentStack.Hyperparameters(
      cell: try #require(Cells.named("lstm")), hidden: try fixture.integer("hidden_size"))
    shape.layers = try fixture.integer("num_layers")
    shape.isBidirectional = fixture.config["bidirectional"] as? Bool ?? false
    let tape = Tape(parameters: Parameters())
    let (steps, outputs) = (input.shape[0], try fixture.integer("output_size"))
    let x = tape.input(rows: steps * input.shape[1], columns: input.shape[2])
    let stack = tape.recurrentStack("lstm", shape, .sequence(x), steps: steps)
    let logits = tape.linear(
      stack.output, tape.parameters.add("fc.weight", shape: [outputs, shape.outputs]),
      tape.parameters.add("fc.bias", shape: [outputs]))
    try tape.parameters.load(file)
    tape.write(input.floats, to: x)
    tape.forward()
    try fixture.expect(tape.read(stack.output), "outputs", "lstm_output", .sequence)
    try fixture.expect(tape.read(logits), "outputs", "logits", .sequence)
    for (state, output) in ["h_n", "c_n"].enumerated() {
      try fixture.expect(
        stack.finalStates(state).flatMap { tape.read($0) }, "outputs", output)
    }
    #expect(try SafeTensors(bytes: tape.parameters.stored().bytes()).tensors == file.tensors)
  }

  @Test("Every kind of number is read", arguments: Fixture.names("safetensors_mixed"))
  func mixed(name: String) throws {
    let fixture = try Fixture(name)
    let file = try SafeTensors(
      bytes: Self.bytes(try #require(fixture.config["file"] as? String)))
    #expect(file.tensors.keys.sorted() == fixture.names(in: "params"))
    for (tensorName, tensor) in file.tensors {
      let truth = try fixture.require("params", tensorName)
      #expect(tensor.shape == truth.shape, "\(tensorName)")
      // Foundation's JSON reader is off by a unit in the last place here and there.
      #expect(tensor.numbers.count == truth.numbers.count)
      for (number, exact) in zip(tensor.numbers, truth.numbers) {
        #expect(abs(number - exact) <= 1e-15 * abs(exact), "\(tensorName)")
      }
    }
    #expect(try SafeTensors(bytes: file.bytes()) == file)
  }

  /// A header with its length, then `count` bytes.
  private static func file(_ header: String, count: Int) -> [UInt8] {
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
    return length + Array(header.utf8) + [UInt8](repeating: 0, count: count)
  }

  static let broken: [(String, [UInt8], String)] = [
    ("empty", [], "it has 0 bytes"),
    ("a header longer than the file", [255, 255, 255, 255, 255, 255, 255, 127, 1], "cut off"),
    ("a huge header", [0, 0, 0, 0, 0, 0, 0, 255], "cut off"),
    ("text", Array("import torch, a text and no tensors at all".utf8), "cut off"),
    ("no JSON", file("{\"a\": ", count: 0), "not the JSON"),
    ("a list", file("[1, 2]", count: 0), "not the JSON"),
    ("nested deeply", file(String(repeating: "[", count: 100_000), count: 0), "not the JSON"),
    (
      "an unknown kind", file(#"{"a":{"dtype":"F4","shape":[1],"data_offsets":[0,4]}}"#, count: 4),
      "unknown dtype in a: F4"
    ),
    (
      "a wrong size", file(#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,4]}}"#, count: 4),
      "needs 12"
    ),
    (
      "an impossible shape",
      file(
        #"{"a":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,4]}}"#, count: 4),
      "impossible shape"
    ),
    (
      "a negative shape",
      file(#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, count: 4),
      "impossible shape"
    ),
    (
      "numbers beyond the end",
      file(#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#, count: 8), "end by 8"
    ),
    (
      "offsets that run backwards",
      file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}"#, count: 8),
      "should begin at 0"
    ),
    (
      "a gap",
      file(
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, count: 8), "should begin at 0"
    ),
    (
      "bytes left over",
      file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, count: 8), "accounts for 4"
    ),
    (
      "two tensors at one offset",
      file(
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
          + #""b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        count: 4), "should begin at 4"
    ),
    (
      "two tensors with one name",
      file(
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
          + #""a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        count: 4), "two entries with one name"
    ),
    (
      "one name written in two ways",
      file(
        #"{"a\"{":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
          + #""\u0061\"{":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        count: 4), "two entries with one name"
    ),
  ]

  @Test("A broken file gives one clear line", arguments: broken)
  func brokenFiles(name: String, bytes: [UInt8], part: String) {
    let error = #expect(throws: CheckpointError.self, "\(name)") { try SafeTensors(bytes: bytes) }
    let line = error?.description ?? ""
    #expect(line.contains(part), "\(line)")
    #expect(!line.contains("\n") && line.count < 300)
  }

  @Test("Ten thousand damaged files never crash the reader")
  func fuzz() throws {
    let whole = try ["model.safetensors", "mixed.safetensors"].map { try Self.bytes($0) }
    var random = Random(seed: 12)
    var (read, refused) = (0, 0)
    for round in 0..<10_000 {
      var bytes = whole[round % 2]
      let header = 8 + bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
      switch random.integer(below: 4) {
      case 0: bytes = Array(bytes[..<random.integer(below: bytes.count)])
      case 1: bytes.remove(at: random.integer(below: header))
      case 2: bytes.insert(UInt8(random.integer(below: 256)), at: random.integer(below: header))
      default:
        for _ in 0...random.integer(below: 4) {
          bytes[random.integer(below: bytes.count)] = UInt8(random.integer(below: 256))
        }
      }
      do throws(CheckpointError) {
        let file = try SafeTensors(bytes: bytes)
        for tensor in file.tensors.values { #expect(tensor.numbers.count == tensor.count) }
        read += 1
      } catch {
        #expect(!error.description.contains("\n"))
        refused += 1
      }
    }
    // Damage to a name, a note or a number is no damage to the format.
    #expect(read > 100 && refused > 5000, "read \(read), refused \(refused)")
  }

  @Test("A file for another model is refused, and nothing changes")
  func mismatch() throws {
    let parameters = Parameters()
    let weight = parameters.add("a.weight", shape: [2, 3])
    let bias = parameters.add("a.bias", shape: [2])
    parameters.set(weight, [1, 2, 3, 4, 5, 6])
    let good = parameters.stored()
    var files: [(SafeTensors, String)] = []
    func broken(_ part: String, _ change: (inout SafeTensors) -> Void) {
      var file = good
      change(&file)
      files.append((file, part))
    }
    broken("has no tensor called a.bias") { $0.tensors["a.bias"] = nil }
    broken("of shape [3, 2], and [2, 3] is needed") {
      $0.tensors["a.weight"] = StoredTensor(shape: [3, 2], [9, 9, 9, 9, 9, 9])
    }
    broken("called b.weight, which the model does not have") {
      $0.tensors["b.weight"] = StoredTensor(shape: [1], [1])
    }
    let integers = try SafeTensors(
      bytes: Self.file(#"{"a.bias":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}"#, count: 8))
    broken("of dtype I32") { $0.tensors["a.bias"] = integers.tensors["a.bias"] }
    for (file, part) in files {
      let error = #expect(throws: CheckpointError.self) { try parameters.load(file) }
      #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
      #expect(parameters.values(of: weight) == [1, 2, 3, 4, 5, 6])
    }
    parameters.set(bias, [7, 8])
    try parameters.load(good)
    #expect(parameters.values(of: bias) == [0, 0])
  }
}
