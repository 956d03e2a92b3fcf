import Foundation

/// What the system says of this process's memory.
///
/// Asked without the heap: what a small model needs is no more than a few pages, and a block that
/// the question left free would be room that the model gets without a new page.
enum ProcessMemory {
  /// What the system says at one time.
  struct Usage {
    /// The most bytes in memory at once since the last reset.
    var peak = 0
    /// Bytes in memory now that are pages of files: the program and its libraries.
    var code = 0
  }

  /// Makes the peak begin anew, and says what there is then.
  static func beginPeak() -> Usage {
    // The first look brings in what looking needs.
    _ = read()
    let file = open("/proc/self/clear_refs", O_WRONLY)
    if file >= 0 {
      write(file, "5", 1)
      close(file)
    }
    return read()
  }

  /// What `/proc/self/status` says now; zeros where there is no such file.
  static func read() -> Usage {
    let file = open("/proc/self/status", O_RDONLY)
    guard file >= 0 else { return Usage() }
    defer { close(file) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { bytes in
      let count = Foundation.read(file, bytes.baseAddress, bytes.count)
      guard count > 0 else { return Usage() }
      let text = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<count])
      return Usage(
        peak: number(after: "VmHWM:", in: text), code: number(after: "RssFile:", in: text))
    }
  }

  /// Bytes of a line such as `VmHWM:     1234 kB`.
  private static func number(after field: StaticString, in text: UnsafeRawBufferPointer) -> Int {
    let name = UnsafeRawBufferPointer(start: field.utf8Start, count: field.utf8CodeUnitCount)
    guard
      let start = text.indices.first(where: { text[$0...].starts(with: name) })
    else { return 0 }
    var number = 0
    for byte in text[(start + name.count)...] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = 10 * number + Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "\n"): return 1024 * number
      default: continue
      }
    }
    return 1024 * number
  }
}
