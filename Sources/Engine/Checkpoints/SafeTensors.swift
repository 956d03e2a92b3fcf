import FoundationEssentials

/// Named tensors and metadata in the safetensors format (Hugging Face, 2022), which PyTorch's
/// library of that name reads and writes:
///
///     8 bytes    length of the header, little-endian
///     header     JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ...,
///                "__metadata__": {"key": "text", ...}}
///     the rest   the tensors' numbers, little-endian, row-major, without gaps
///
/// Everything in a file is checked against the file's size before it is used, so a damaged file
/// gives an error, not a crash or a huge allocation.
public struct SafeTensors: Sendable, Equatable {
  /// The tensors by name.
  public var tensors: [String: StoredTensor]
  /// Texts by name.
  public var metadata: [String: String]

  /// These tensors and this metadata.
  public init(tensors: [String: StoredTensor] = [:], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The content of a file; throws what is wrong with it, in one line.
  public init(bytes: [UInt8]) throws(CheckpointError) {
    guard bytes.count >= 8 else {
      throw CheckpointError("is not a safetensors file: it has \(bytes.count) bytes")
    }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw CheckpointError(
        "is cut off, or not a safetensors file: its header should have \(length) bytes, and"
          + " \(bytes.count - 8) are left")
    }
    let start = 8 + Int(length)
    let entries: [String: HeaderEntry]
    do {
      entries = try JSONDecoder().decode(
        [String: HeaderEntry].self, from: Data(bytes[8..<start]))
    } catch {
      throw CheckpointError("has a header that is not the JSON of a safetensors file")
    }
    guard HeaderNames.count(in: bytes[8..<start]) == entries.count else {
      throw CheckpointError("has two entries with one name in its header")
    }
    self.init()
    var expected = 0
    let ordered = entries.sorted { ($0.value.order, $0.key) < ($1.value.order, $1.key) }
    for (name, entry) in ordered {
      switch entry {
      case .metadata(let metadata): self.metadata = metadata
      case .tensor(let dtype, let shape, let offsets):
        tensors[name] = try StoredTensor(
          name: name, dtype: dtype, shape: shape, offsets: offsets, expected: expected,
          in: bytes[start...])
        expected = offsets[1]
      }
    }
    guard expected == bytes.count - start else {
      throw CheckpointError(
        "has \(bytes.count - start) bytes of numbers, and its header accounts for \(expected)")
    }
  }

  /// The file's bytes: tensors in the order of their names, the numbers aligned to 8 bytes.
  public func bytes() -> [UInt8] {
    var entries: [String: HeaderEntry] = [:]
    if !metadata.isEmpty { entries["__metadata__"] = .metadata(metadata) }
    var numbers: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      entries[name] = .tensor(
        dtype: tensor.dtype.rawValue, shape: tensor.shape,
        offsets: [numbers.count, numbers.count + tensor.bytes.count])
      numbers += tensor.bytes
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // It is `preconditionFailure` that says what went wrong, not the error.
    guard var header = try? [UInt8](encoder.encode(entries)) else {
      preconditionFailure("names, numbers and texts can always be encoded as JSON")
    }
    header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return length + header + numbers
  }
}

/// What is wrong with a checkpoint, in one line that follows the file's name.
public struct CheckpointError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, such as `has no tensor called fc.bias`.
  public let description: String

  /// An error with this description.
  public init(_ description: String) { self.description = description }
}

/// An entry of the header: a tensor, or under the name `__metadata__` the metadata.
private enum HeaderEntry: Codable {
  case tensor(dtype: String, shape: [Int], offsets: [Int])
  case metadata([String: String])

  enum Key: String, CodingKey {
    case dtype, shape
    case offsets = "data_offsets"
  }

  /// The offset of its numbers; the metadata comes first.
  var order: Int {
    if case .tensor(_, _, let offsets) = self { offsets.first ?? 0 } else { -1 }
  }

  init(from decoder: any Decoder) throws {
    if decoder.codingPath.last?.stringValue == "__metadata__" {
      self = .metadata(try decoder.singleValueContainer().decode([String: String].self))
      return
    }
    let container = try decoder.container(keyedBy: Key.self)
    self = .tensor(
      dtype: try container.decode(String.self, forKey: .dtype),
      shape: try container.decode([Int].self, forKey: .shape),
      offsets: try container.decode([Int].self, forKey: .offsets))
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .metadata(let metadata):
      var container = encoder.singleValueContainer()
      try container.encode(metadata)
    case .tensor(let dtype, let shape, let offsets):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(dtype, forKey: .dtype)
      try container.encode(shape, forKey: .shape)
      try container.encode(offsets, forKey: .offsets)
    }
  }
}
