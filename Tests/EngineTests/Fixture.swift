import Foundation
import Testing

/// A case of PyTorch's outputs and gradients in float64, read from its JSON file.
///
/// The files come from the test bundle, or from the folder that `UNROLL_FIXTURES` names.
struct Fixture {
  /// Numbers with their shape, row-major.
  struct Array {
    var shape: [Int]
    var numbers: [Double]

    var floats: [Float] { numbers.map { Float($0) } }
    var ids: [Int32] { numbers.map { Int32($0) } }
  }

  let name: String
  let config: [String: Any]
  let loss: Double?
  private let file: [String: Any]

  init(_ name: String) throws {
    self.name = name
    let url = Self.folder.appendingPathComponent("\(name).json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    file = try #require(json as? [String: Any])
    config = file["config"] as? [String: Any] ?? [:]
    loss = (file["loss"] as? NSNumber)?.doubleValue
  }

  static var folder: URL {
    if let path = ProcessInfo.processInfo.environment["UNROLL_FIXTURES"] {
      return URL(fileURLWithPath: path)
    }
    return Bundle.module.bundleURL.appendingPathComponent("Fixtures")
  }

  /// The names of the cases in the folder that begin with one of `prefixes`.
  static func names(_ prefixes: String...) -> [String] {
    all.filter { name in prefixes.contains { name.hasPrefix($0) } }
  }

  /// The names of all cases in the folder.
  static let all: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".json") && $0 != "manifest.json" }
      .map { String($0.dropLast(5)) }.sorted()
  }()

  /// The recurrent layers of PyTorch, by their module and not by the name of the case.
  static let recurrent = all.filter { name in
    let module = (try? Fixture(name))?.config["module"] as? String
    return ["torch.nn.RNN", "torch.nn.LSTM", "torch.nn.GRU"].contains(module)
  }

  /// How the numbers of a tensor lie.
  enum Order {
    /// As the file has them.
    case asIs
    /// A sequence, in the file as `config.layout` says.
    case sequence
    /// A sequence, in the file batch first.
    case batchFirst
  }

  /// A tensor of a section, such as `params` or `grads.inputs`, sequences time first; nil where
  /// there is none.
  func array(_ section: String, _ name: String, _ order: Order = .asIs) throws -> Array? {
    var table = file
    for key in section.split(separator: ".") {
      table = table[String(key)] as? [String: Any] ?? [:]
    }
    guard let tensor = table[name] as? [String: Any] else { return nil }
    let shape = try #require(tensor["shape"] as? [Int])
    var numbers: [Double] = []
    Self.flatten(tensor["data"] as Any, into: &numbers)
    let array = Array(shape: shape, numbers: numbers)
    switch order {
    case .asIs: return array
    case .batchFirst: return array.exchanged()
    case .sequence:
      let layout = config["layout"] as? String ?? ""
      try #require(
        layout.hasPrefix("TBF") || layout.hasPrefix("BTF"), "\(self.name): layout \(layout)")
      return layout.hasPrefix("BTF") ? array.exchanged() : array
    }
  }

  /// The tensor, which must be there.
  func require(_ section: String, _ name: String, _ order: Order = .asIs) throws -> Array {
    try #require(
      try array(section, name, order), "\(self.name) has no \(section).\(name)")
  }

  /// Fails where the case has an option that no test of it knows.
  func allowOptions(_ known: Set<String>) throws {
    let strange = Set(config.keys).subtracting(known)
    try #require(strange.isEmpty, "\(name) has options that are not supported: \(strange)")
  }

  /// Fails where an option is there and has another value.
  func allow<Value: Equatable>(_ key: String, _ value: Value) throws {
    guard let found = config[key] else { return }
    try #require(found as? Value == value, "\(name): \(key) \(found) is not supported")
  }

  /// The names in a section.
  func names(in section: String) -> [String] {
    var table = file
    for key in section.split(separator: ".") {
      table = table[String(key)] as? [String: Any] ?? [:]
    }
    return table.keys.sorted()
  }

  func integer(_ key: String) throws -> Int {
    try #require(config[key] as? Int, "\(name) has no config.\(key)")
  }

  func number(_ key: String) throws -> Float {
    Float(try #require(config[key] as? NSNumber, "\(name) has no config.\(key)").doubleValue)
  }

  /// Compares `measured` with a tensor of the case, by the fixtures' measure: the largest
  /// difference over the tensor's scale, against 30 times what PyTorch's own float32 reaches.
  func expect(
    _ measured: [Float], _ section: String, _ name: String, _ order: Order = .asIs,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let truth = try require(section, name, order)
    #expect(
      measured.count == truth.numbers.count, "\(self.name): \(section).\(name)",
      sourceLocation: location)
    guard measured.count == truth.numbers.count else { return }
    let floor = 0.001 * (try largest(in: section))
    let scale = max(truth.numbers.map { abs($0) }.max() ?? 0, floor, .leastNormalMagnitude)
    let error = zip(measured, truth.numbers).map { abs(Double($0) - $1) }.max() ?? 0
    #expect(
      error / scale <= bound(for: section),
      "\(self.name): \(section).\(name) is off by \(error / scale) of its scale",
      sourceLocation: location)
  }

  /// Compares the loss.
  func expectLoss(_ measured: Float) throws {
    let truth = try #require(loss)
    let check = file["f32_check"] as? [String: Any] ?? [:]
    let allowed = max(30 * ((check["loss_abs"] as? Double) ?? 0), 1e-6 * max(1, abs(truth)))
    #expect(abs(Double(measured) - truth) <= allowed, "\(name): the loss is \(measured)")
  }

  /// Compares norms per step by relative error.
  func expectNorms(_ measured: [Float], _ name: String) throws {
    let truth = try require("outputs", name)
    let check = file["f32_check"] as? [String: Any] ?? [:]
    let reached = check["\(name)_max_rel_per_step"] as? Double ?? 0
    try #require(measured.count == truth.numbers.count)
    for (step, pair) in zip(measured, truth.numbers).enumerated() {
      let error = abs(Double(pair.0) - pair.1) / pair.1
      #expect(
        error <= max(30 * reached, 1e-6), "\(self.name): \(name) at step \(step + 1): \(error)")
    }
  }

  private func bound(for section: String) -> Double {
    let check = file["f32_check"] as? [String: Any] ?? [:]
    let part = section.split(separator: ".").first.map(String.init) ?? section
    let reached = (check[part] as? [String: Any])?["max_rel_to_tensor_max"] as? Double ?? 0
    return max(30 * reached, 1e-6)
  }

  private func largest(in section: String) throws -> Double {
    try names(in: section).reduce(0) { most, name in
      max(most, try array(section, name)?.numbers.map { abs($0) }.max() ?? 0)
    }
  }

  private static func flatten(_ data: Any, into numbers: inout [Double]) {
    if let list = data as? [Any] {
      for item in list { flatten(item, into: &numbers) }
    } else if let number = data as? NSNumber {
      numbers.append(number.doubleValue)
    }
  }
}

extension Fixture.Array {
  /// The same numbers with the first two axes exchanged: [batch, time, ...] as [time, batch, ...].
  func exchanged() -> Fixture.Array {
    guard shape.count >= 2 else { return self }
    let (first, second) = (shape[0], shape[1])
    let size = shape.dropFirst(2).reduce(1, *)
    var moved: [Double] = []
    for t in 0..<second {
      for b in 0..<first {
        let start = (b * second + t) * size
        moved += numbers[start..<start + size]
      }
    }
    return Fixture.Array(shape: [second, first] + shape.dropFirst(2), numbers: moved)
  }
}
