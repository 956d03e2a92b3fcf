import Glibc
import Synchronization

/// A position in a buffer of numbers, where kernels and operations read and write whole lanes.
///
/// This is the engine's one wrapper of an unsafe pointer. It is safe because every `Floats` comes
/// from a `Buffer` that its tape or parameters keep alive, rows are padded to whole lanes, and the
/// sizes of all operands are checked once, when an operation is recorded.
struct Floats {
  let base: UnsafeMutablePointer<Float>

  /// The number at `index`.
  @inline(__always)
  subscript(index: Int) -> Float {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  /// The sixteen numbers from `index` on.
  @inline(__always)
  subscript(lanes index: Int) -> Lanes {
    get { UnsafeRawPointer(base + index).loadUnaligned(as: Lanes.self) }
    nonmutating set {
      UnsafeMutableRawPointer(base + index).storeBytes(of: newValue, as: Lanes.self)
    }
  }

  /// The eight numbers from `index` on.
  @inline(__always)
  subscript(eight index: Int) -> SIMD8<Float> {
    get { UnsafeRawPointer(base + index).loadUnaligned(as: SIMD8<Float>.self) }
    nonmutating set {
      UnsafeMutableRawPointer(base + index).storeBytes(of: newValue, as: SIMD8<Float>.self)
    }
  }

  /// The position `offset` numbers further on.
  @inline(__always)
  func advanced(by offset: Int) -> Floats { Floats(base: base + offset) }

  /// Sets `count` numbers to zero.
  func clear(count: Int) {
    base.update(repeating: 0, count: count)
  }

  /// Copies `count` numbers from `source`.
  func copy(from source: Floats, count: Int) {
    base.update(from: source.base, count: count)
  }

  /// Brings `count` numbers into the cache by reading one of every sixteen. The loads are atomic so
  /// that the compiler keeps them.
  @inline(__always)
  func prefetch(count: Int) {
    for index in stride(from: 0, to: count, by: 16) {
      let number = UnsafeRawPointer(base + index).assumingMemoryBound(to: Atomic<UInt32>.self)
      _ = number.pointee.load(ordering: .relaxed)
    }
  }

  /// Adds `count` numbers of `source`.
  @inline(__always)
  func add(_ source: Floats, count: Int) {
    let whole = count & ~15
    for index in stride(from: 0, to: whole, by: 16) { self[lanes: index] += source[lanes: index] }
    for index in whole..<count { self[index] += source[index] }
  }

  /// Whether `count` numbers are finite: a number times zero is zero only if it is.
  func areFinite(count: Int) -> Bool {
    var zeros = Lanes()
    var index = 0
    while index + 16 <= count {
      zeros.addProduct(self[lanes: index], Lanes())
      index += 16
    }
    var isFinite = sum(zeros) == 0
    while index < count {
      isFinite = isFinite && self[index].isFinite
      index += 1
    }
    return isFinite
  }
}

/// A block of numbers that owns its memory, zero at first, with 16 spare numbers at the end so
/// that the last lanes may be read whole.
final class Buffer {
  let count: Int
  private let memory: UnsafeMutablePointer<Float>
  private let block: UnsafeMutableRawPointer
  /// The size of a block that was mapped as pages of its own; nil for one from the heap.
  private let mapped: Int?

  /// Blocks of this many bytes or more are pages of their own, which go back to the system at once.
  private static let large = 128 * 1024

  init(count: Int) {
    self.count = count
    let bytes = (count + 32) * MemoryLayout<Float>.size
    mapped = bytes < Self.large ? nil : bytes
    // Zeros either way, and no memory for pages that are never written.
    let allocated =
      mapped == nil
      ? calloc(bytes, 1)
      : mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let allocated, allocated != MAP_FAILED else {
      preconditionFailure("no memory for \(count) numbers")
    }
    block = allocated
    // Rounded up to the width of a cache line.
    let aligned = (UInt(bitPattern: allocated) + 63) & ~63
    let start = UnsafeMutableRawPointer(bitPattern: aligned) ?? allocated
    memory = start.assumingMemoryBound(to: Float.self)
  }

  deinit {
    if let mapped { munmap(block, mapped) } else { free(block) }
  }

  /// The position of number `offset`.
  @inline(__always)
  func floats(at offset: Int = 0) -> Floats { Floats(base: memory + offset) }

  /// A larger buffer that begins with these numbers, followed by zeros.
  func grown(by more: Int) -> Buffer {
    let larger = Buffer(count: count + more)
    larger.floats().copy(from: floats(), count: count)
    return larger
  }

  /// `count` numbers from `offset` on.
  func array(at offset: Int, count: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: memory + offset, count: count))
  }
}
