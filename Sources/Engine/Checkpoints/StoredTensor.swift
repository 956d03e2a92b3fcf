/// A tensor in a file: its dtype, its shape and its bytes.
public struct StoredTensor: Sendable, Equatable {
  /// The types of numbers, with the format's names.
  public enum DType: String, Sendable, CaseIterable {
    case float64 = "F64"
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int64 = "I64"
    case int32 = "I32"
    case int16 = "I16"
    case int8 = "I8"
    case uint64 = "U64"
    case uint32 = "U32"
    case uint16 = "U16"
    case uint8 = "U8"
    case bool = "BOOL"

    /// Whether its numbers may have a fraction.
    public var isFloatingPoint: Bool {
      switch self {
      case .float64, .float32, .float16, .bfloat16: true
      default: false
      }
    }

    /// Bytes of one number.
    public var size: Int {
      switch self {
      case .float64, .int64, .uint64: 8
      case .float32, .int32, .uint32: 4
      case .float16, .bfloat16, .int16, .uint16: 2
      case .int8, .uint8, .bool: 1
      }
    }
  }

  /// Whether all its numbers are finite, as whole numbers always are.
  public var isFinite: Bool {
    switch dtype {
    case .float32: floats.allSatisfy(\.isFinite)
    case .float64, .float16, .bfloat16: numbers.allSatisfy(\.isFinite)
    default: true
    }
  }

  /// The type of its numbers.
  public let dtype: DType
  /// Its dimensions; none for a single number.
  public let shape: [Int]
  /// The numbers, little-endian, row-major.
  public let bytes: [UInt8]

  /// A tensor of 32-bit floating-point numbers.
  public init(shape: [Int], _ numbers: [Float]) {
    precondition(
      numbers.count == shape.reduce(1, *), "a tensor has as many numbers as its shape says")
    dtype = .float32
    self.shape = shape
    bytes = numbers.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Array($0) }
  }

  /// The tensor that a header describes, checked against the file's `data`, whose first unused byte
  /// is number `expected`.
  init(
    name: String, dtype: String, shape: [Int], offsets: [Int], expected: Int,
    in data: ArraySlice<UInt8>
  ) throws(CheckpointError) {
    guard let known = DType(rawValue: dtype) else {
      let all = DType.allCases.map(\.rawValue).joined(separator: ", ")
      throw CheckpointError("has an unknown dtype in \(name): \(dtype); allowed: \(all)")
    }
    guard offsets.count == 2, offsets[0] == expected, offsets[1] >= offsets[0],
      offsets[1] <= data.count
    else {
      throw CheckpointError(
        "puts \(name) at bytes \(offsets), where it should begin at \(expected) and end by"
          + " \(data.count)")
    }
    var count = known.size
    for dimension in shape {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: dimension)
      guard dimension >= 0, !isTooLarge else {
        throw CheckpointError("gives \(name) an impossible shape, \(shape)")
      }
      count = product
    }
    guard count == offsets[1] - offsets[0] else {
      throw CheckpointError(
        "gives \(name) \(offsets[1] - offsets[0]) bytes, and its shape \(shape) needs \(count)")
    }
    self.dtype = known
    self.shape = shape
    bytes = Array(data.dropFirst(offsets[0]).prefix(count))
  }

  /// How many numbers it has.
  public var count: Int { shape.reduce(1, *) }

  /// Its numbers in double precision, row-major; integers beyond 2^53 are rounded.
  public var numbers: [Double] {
    (0..<count).map { index in
      let bits = (0..<dtype.size).reversed().reduce(UInt64(0)) {
        $0 << 8 | UInt64(bytes[index * dtype.size + $1])
      }
      switch dtype {
      case .float64: return Double(bitPattern: bits)
      case .float32: return Double(Float(bitPattern: UInt32(bits)))
      case .bfloat16: return Double(Float(bitPattern: UInt32(bits) << 16))
      case .float16: return Double(Float16(bitPattern: UInt16(bits)))
      case .int64: return Double(Int64(bitPattern: bits))
      case .int32: return Double(Int32(bitPattern: UInt32(bits)))
      case .int16: return Double(Int16(bitPattern: UInt16(bits)))
      case .int8: return Double(Int8(bitPattern: UInt8(bits)))
      case .uint64, .uint32, .uint16, .uint8: return Double(bits)
      case .bool: return bits == 0 ? 0 : 1
      }
    }
  }

  /// Its numbers in single precision; 32-bit ones exactly as they are stored.
  public var floats: [Float] {
    guard dtype == .float32 else { return numbers.map { Float($0) } }
    return bytes.withUnsafeBytes { buffer in
      (0..<count).map { index in
        let bits = buffer.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }
  }
}
