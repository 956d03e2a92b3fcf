import Foundation

/// A file that a person named, with what is in it.
public struct DataFile: Sendable {
  /// What titles and complaints call it: its name without folders.
  public let name: String
  /// What is in it.
  public let bytes: [UInt8]

  /// The most bytes that are read.
  private static let most = 1 << 28

  /// Bytes under a name.
  public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

  /// Reads `file`: a file, a pipe, or `-` for standard input; throws in one line.
  public init(_ file: String) throws(CorpusError) {
    func wrong(_ reason: String) -> CorpusError { CorpusError(file: file, reason: reason) }
    if file == "-" {
      self.init(
        name: "standard input",
        bytes: try Self.all(of: FileHandle.standardInput, "standard input"))
      return
    }
    var isFolder: ObjCBool = false
    let manager = FileManager.default
    guard manager.fileExists(atPath: file, isDirectory: &isFolder) else {
      throw wrong("no such file")
    }
    if isFolder.boolValue { throw wrong("is a folder, not a text") }
    guard manager.isReadableFile(atPath: file) else {
      throw wrong("may not be read (permission denied)")
    }
    guard let handle = FileHandle(forReadingAtPath: file) else { throw wrong("cannot be read") }
    self.init(
      name: (file as NSString).lastPathComponent, bytes: try Self.all(of: handle, file))
  }

  /// Whether `file` can be read only once: a pipe, a terminal or standard input.
  public static func isStream(_ file: String) -> Bool {
    var status = stat()
    guard file != "-" else { return true }
    return stat(file, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
      && status.st_mode & S_IFMT != S_IFDIR
  }

  private static func all(
    of handle: FileHandle, _ file: String
  ) throws(CorpusError) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
        bytes += part
        if bytes.count > most { break }
      }
    } catch {
      throw CorpusError(file: file, reason: "cannot be read (\(error.localizedDescription))")
    }
    guard bytes.count <= most else {
      throw CorpusError(file: file, reason: "is larger than 256 MiB")
    }
    return bytes
  }

  /// `bytes` as UTF-8 without a byte-order mark, from UTF-8 or UTF-16 with one. Bytes that are
  /// neither stay as they are, for whoever can say where the mistake is.
  static func utf8(_ bytes: [UInt8]) -> (bytes: [UInt8], note: String?) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (Array(bytes.dropFirst(3)), nil) }
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]), bytes.count % 2 == 0 else {
      return (bytes, nil)
    }
    let units = stride(from: 2, to: bytes.count, by: 2).map { index -> UInt16 in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    guard let text = String(validating: units, as: UTF16.self) else { return (bytes, nil) }
    return (Array(text.utf8), "read as UTF-16")
  }

  /// Why `bytes` are no UTF-8 text, with what to do; nil where they are.
  static func mistake(in bytes: some Collection<UInt8>) -> String? {
    if let zero = bytes.firstIndex(of: 0) {
      let index = bytes.distance(from: bytes.startIndex, to: zero) + 1
      let zeros = bytes.prefix(4096).count { $0 == 0 }
      let isWide = zeros * 3 > bytes.prefix(4096).count
      return isWide
        ? "is UTF-16 without a byte-order mark: convert it with iconv -f UTF-16 -t UTF-8"
        : "holds binary data (a zero byte at byte \(index)), not text"
    }
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    let index = firstInvalid(bytes)
    let byte = bytes[bytes.index(bytes.startIndex, offsetBy: index)]
    let code = String(byte, radix: 16, uppercase: true)
    return "is not UTF-8 text (byte \(index + 1) is 0x\(code)); if it is Windows-1252 or Latin-1, "
      + "convert it with iconv -f WINDOWS-1252 -t UTF-8"
  }

  /// The index of the first byte that no UTF-8 text could have there.
  private static func firstInvalid(_ bytes: some Collection<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var index = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      index += UTF8.width(scalar)
    }
    return min(index, bytes.count - 1)
  }
}
