import Engine
import Problems

/// The weights of a network that PyTorch trained: `nn.RNN`, `nn.LSTM` or `nn.GRU`, perhaps after an
/// `nn.Embedding`, and before an `nn.Linear`, whatever these modules are called.
///
/// Where the lab's model takes symbols as one-hot vectors and the file has an embedding E, the
/// first layer gets W_ih E^T, which computes the same. Biases that the file does not have are zero.
struct PyTorchWeights: Sendable {
  /// The settings that such a network has here.
  let settings: [(name: String, value: String)]
  /// What a person should know of how it was taken.
  let notes: [String]
  private let file: SafeTensors
  /// What the names of the recurrent layers' tensors begin with, with the dot.
  private let prefix: String
  /// The modules of the embedding, if there is one, and of the linear head.
  private let embedding: String?
  private let head: String

  /// Finds the modules in `file`; throws in one line what is missing or cannot be taken.
  init(_ file: SafeTensors) throws(CheckpointError) {
    let names = file.tensors.keys.compactMap(RecurrentName.init).sorted { $0.full < $1.full }
    let prefixes = Set(names.map(\.prefix))
    guard let prefix = prefixes.first, prefixes.count == 1 else {
      let some = file.tensors.keys.sorted().prefix(4).joined(separator: ", ")
      throw CheckpointError(
        prefixes.isEmpty
          ? "holds neither a run of a lesson nor an nn.RNN, nn.LSTM or nn.GRU; its tensors are"
            + " called \(some.isEmpty ? "nothing" : some)"
          : "holds \(prefixes.count) recurrent modules (\(prefixes.sorted().joined(separator: " "))"
            + "), and one is taken")
    }
    if let projection = names.first(where: { $0.part == "weight_hr" }) {
      throw CheckpointError("has \(projection.full), a projection (proj_size): it is not taken")
    }
    let cell = try Self.cell(file, prefix)
    let inputs = try Self.matrix(prefix + "weight_ih_l0", in: file).shape[1]
    let isBidirectional = names.contains(where: \.isReversed)
    let outputs = cell.hidden * (isBidirectional ? 2 : 1)
    let rest = file.tensors.keys.filter { RecurrentName($0) == nil }
    let modules = Set(rest.map { $0.split(separator: ".").dropLast().joined(separator: ".") })
    (embedding, head) = try Self.sides(
      modules.sorted(), in: file, inputs: inputs, outputs: outputs)
    (self.file, self.prefix) = (file, prefix)
    var settings = [
      ("cell", cell.name), ("hidden", "\(cell.hidden)"),
      ("layers", "\((names.map(\.layer).max() ?? 0) + 1)"), ("norm", "off"),
    ]
    if isBidirectional { settings.append(("bidirectional", "on")) }
    self.settings = settings
    notes = Self.notes(cell.name, hasBias: names.contains { $0.part == "bias_ih" })
  }

  private static func notes(_ cell: String, hasBias: Bool) -> [String] {
    var notes = ["weights only: the optimiser begins anew at update 0"]
    if cell == "tanh" {
      notes.append("one gate: taken as nn.RNN with tanh (--set cell=relu for relu)")
    }
    if !hasBias { notes.append("no biases: they are 0 here") }
    return notes
  }

  /// The cell that has the gates of the first layer, and its hidden units.
  private static func cell(
    _ file: SafeTensors, _ prefix: String
  ) throws(CheckpointError) -> (name: String, hidden: Int) {
    let recurrent = try matrix(prefix + "weight_hh_l0", in: file)
    let (rows, hidden) = (recurrent.shape[0], recurrent.shape[1])
    let cells = [1: "tanh", 3: "gru", 4: "lstm"]
    guard hidden > 0, rows % hidden == 0, let name = cells[rows / hidden] else {
      throw CheckpointError(
        "has \(prefix)weight_hh_l0 of shape \(recurrent.shape), which is [hidden, hidden] in an"
          + " nn.RNN, [3 hidden, hidden] in an nn.GRU and [4 hidden, hidden] in an nn.LSTM")
    }
    return (name, hidden)
  }

  /// A floating-point matrix that the file must have.
  private static func matrix(
    _ name: String, in file: SafeTensors
  ) throws(CheckpointError) -> StoredTensor {
    guard let tensor = file.tensors[name] else {
      throw CheckpointError("has no tensor called \(name)")
    }
    guard tensor.dtype.isFloatingPoint else {
      throw CheckpointError(
        "has \(name) of dtype \(tensor.dtype.rawValue); allowed are F64, F32, F16, BF16")
    }
    guard tensor.shape.count == 2 else {
      throw CheckpointError("has \(name) of shape \(tensor.shape), and it should be a matrix")
    }
    return tensor
  }

  /// Which of `modules` is the embedding, and which the head.
  private static func sides(
    _ modules: [String], in file: SafeTensors, inputs: Int, outputs: Int
  ) throws(CheckpointError) -> (embedding: String?, head: String) {
    func fits(_ module: String, columns: Int) -> Bool {
      let shape = file.tensors[module + ".weight"]?.shape
      return shape?.count == 2 && shape?[1] == columns
    }
    func hasBias(_ module: String) -> Bool { file.tensors[module + ".bias"] != nil }
    if modules.count == 1, fits(modules[0], columns: outputs) { return (nil, modules[0]) }
    var ways: [(embedding: String?, head: String)] = []
    if modules.count == 2 {
      for (table, head) in [(modules[0], modules[1]), (modules[1], modules[0])]
      where fits(table, columns: inputs) && !hasBias(table) && fits(head, columns: outputs) {
        ways.append((table, head))
      }
    }
    // Two matrices of one shape without a bias are told apart by their names.
    let named = ways.filter { way in
      ["emb", "enc", "wte"].contains { way.embedding?.lowercased().contains($0) == true }
    }
    if ways.count > 1, named.count != 1 {
      throw CheckpointError(
        "does not tell which of \(modules.joined(separator: " and ")) is the embedding: their"
          + " shapes are equal, and neither is called so")
    }
    if let way = ways.count > 1 ? named.first : ways.first { return way }
    let others = modules.isEmpty ? "nothing" : modules.joined(separator: ", ")
    throw CheckpointError(
      "has beside its recurrent layers \(others); there should be a linear head of \(outputs) "
        + "columns, and at most an embedding of \(inputs)")
  }
}

extension PyTorchWeights {
  /// The tensors as `parameters`, those of a recurrent network of the lab, are called and shaped.
  func tensors(for parameters: Parameters) throws(CheckpointError) -> SafeTensors {
    var result = SafeTensors()
    for (name, tensor) in file.tensors where RecurrentName(name) != nil {
      result.tensors["rnn." + name.dropFirst(prefix.count)] = tensor
    }
    for part in ["weight", "bias"] {
      result.tensors["fc." + part] = file.tensors["\(head).\(part)"]
    }
    if let embedding, let table = file.tensors[embedding + ".weight"] {
      if parameters["embedding.weight"] != nil {
        result.tensors["embedding.weight"] = table
      } else {
        result.tensors["rnn.weight_ih_l0"] = try folded(table)
      }
    }
    if let own = parameters["rnn.weight_ih_l0"], let taken = result.tensors["rnn.weight_ih_l0"],
      taken.shape[1] != own.columns
    {
      throw CheckpointError(
        "reads \(taken.shape[1]) numbers or symbols a step, and this problem has \(own.columns)")
    }
    if let own = parameters["fc.weight"], let taken = result.tensors["fc.weight"],
      taken.shape[0] != own.rows
    {
      throw CheckpointError(
        "answers with \(taken.shape[0]) numbers or classes, and this problem has \(own.rows)")
    }
    let hasBias = result.tensors.keys.contains { $0.hasPrefix("rnn.bias") }
    for parameter in parameters.all where result.tensors[parameter.name] == nil {
      let isMissing = parameter.name == "fc.bias" || !hasBias && parameter.name.contains(".bias_")
      guard isMissing else { continue }
      result.tensors[parameter.name] = StoredTensor(
        shape: parameter.shape, [Float](repeating: 0, count: parameter.count))
    }
    return result
  }

  /// W_ih E^T, [gates * hidden, symbols]: the first layer on one-hot symbols.
  private func folded(_ table: StoredTensor) throws(CheckpointError) -> StoredTensor {
    let input = try Self.matrix(prefix + "weight_ih_l0", in: file)
    let (rows, size, symbols) = (input.shape[0], input.shape[1], table.shape[0])
    let (w, e) = (input.numbers, table.numbers)
    var product: [Float] = []
    product.reserveCapacity(rows * symbols)
    for row in 0..<rows {
      for symbol in 0..<symbols {
        var sum = 0.0
        for k in 0..<size { sum += w[row * size + k] * e[symbol * size + k] }
        product.append(Float(sum))
      }
    }
    return StoredTensor(shape: [rows, symbols], product)
  }
}

/// A name that PyTorch gives to a tensor of a recurrent layer: `rnn.weight_ih_l0_reverse`.
private struct RecurrentName {
  let full: String
  /// What comes before, with the dot.
  let prefix: String
  /// `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh` or `weight_hr`.
  let part: String
  let layer: Int
  let isReversed: Bool

  /// Nil for any other name.
  init?(_ name: String) {
    let last = name.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    for part in ["weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr"]
    where last.hasPrefix(part + "_l") {
      var number = last.dropFirst(part.count + 2)
      isReversed = number.hasSuffix("_reverse")
      if isReversed { number = number.dropLast("_reverse".count) }
      guard let layer = Int(number), (0..<1000).contains(layer) else { return nil }
      (full, self.part, self.layer) = (name, part, layer)
      prefix = String(name.dropLast(last.count))
      return
    }
    return nil
  }
}
