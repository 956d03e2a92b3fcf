extension TidyRule {
  /// What the compiler allows and the rules do not: code that traps, swallows or is not checked.
  static let safety: [TidyRule] = [
    .lines(
      "no try!", broken: ["let x = try! f()"], kept: ["// try! is not used", "let x = try f()"],
      in: \.code
    ) { line, _ in line.contains("try!") ? "try! traps; throw the error on" : nil },
    TidyRule(
      "a try? says why in a comment on its line or the one above",
      broken: [("Sources/Lab/X.swift", "\nlet x = try? f()")],
      kept: [
        ("Sources/Lab/X.swift", "// A missing file is an empty one.\nlet x = try? f()"),
        ("Tests/LabTests/XTests.swift", "defer { try? remove() }"),
      ]
    ) { file in
      guard file.isSwift, file.path.hasPrefix("Sources/") else { return [] }
      return (1...file.lineStarts.count).compactMap { number in
        guard
          String(decoding: file.code[file.range(ofLine: number)], as: UTF8.self)
            .contains("try?")
        else { return nil }
        let isExplained = [number, max(1, number - 1)].contains { line in
          file.comments[file.range(ofLine: line)].contains { $0 != UInt8(ascii: " ") }
        }
        return isExplained
          ? nil
          : Complaint(path: file.path, line: number, problem: "try? swallows an error; say why")
      }
    },
    .lines(
      "no force unwrap", broken: ["let x = y!", "f(y!.z)", "a[1]!", "x as! T", "var x: T!"],
      kept: [
        "if !x { a != b }", "f(\"no!\")", "x ? !y : (!z)", "x! = y".replacing("!", with: " "),
      ],
      in: \.code
    ) { line, _ in line.hasForceUnwrap ? "! traps; use guard or #require" : nil },
    .lines(
      "no unchecked Sendable", broken: ["final class X: @unchecked Sendable {}"],
      kept: ["struct X: Sendable {}"], in: \.code
    ) { line, _ in line.contains("@unchecked") ? "@unchecked is not checked" : nil },
    TidyRule(
      "the engine, the screen and charts import no Foundation and do not print",
      broken: [
        ("Sources/Engine/X.swift", "import Foundation\n"), ("Sources/Charts/X.swift", "print(1)"),
      ],
      kept: [("Sources/Lab/X.swift", "import Foundation\n")]
    ) { file in
      let folders = ["Engine", "Screen", "Charts"].map { "Sources/\($0)/" }
      guard folders.contains(where: { file.path.hasPrefix($0) }) else { return [] }
      return file.code.identifiers().compactMap { word, range in
        guard word == "Foundation" || word == "print" else { return nil }
        return Complaint(path: file.path, line: file.line(of: range.lowerBound), problem: word)
      }
    },
    TidyRule(
      "unsafe pointers stay in the kernels and the tape's arena",
      broken: [("Sources/Engine/Cells/X.swift", "let x: UnsafeMutablePointer<Float>")],
      kept: [("Sources/Engine/Kernels/X.swift", "let x: UnsafeMutablePointer<Float>")]
    ) { file in
      guard file.path.hasPrefix("Sources/Engine/"), !file.path.contains("/Kernels/"),
        !file.path.hasSuffix("Tape/Arena.swift")
      else { return [] }
      return file.code.identifiers().compactMap { word, range in
        guard word.hasPrefix("UnsafeMutable") else { return nil }
        return Complaint(path: file.path, line: file.line(of: range.lowerBound), problem: word)
      }
    },
    TidyRule(
      "only CTerminal knows curses",
      broken: [("Sources/unroll/x.h", "#include <curses.h>\n")],
      kept: [("Sources/CTerminal/x.c", "#include <curses.h>\n")]
    ) { file in
      guard file.path.hasPrefix("Sources/"), !file.path.hasPrefix("Sources/CTerminal/"),
        String(decoding: file.code, as: UTF8.self).contains("curses.h")
      else { return [] }
      return [Complaint(path: file.path, line: 1, problem: "includes curses.h")]
    },
  ]
}

extension String {
  /// Whether a `!` follows what could be a value or a type, and is not part of `!=`.
  fileprivate var hasForceUnwrap: Bool {
    let bytes = Array(utf8)
    return bytes.indices.dropFirst().contains { index in
      guard bytes[index] == UInt8(ascii: "!") else { return false }
      if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "=") { return false }
      let before = bytes[index - 1]
      if bytes[..<index].suffix(3).elementsEqual("try".utf8) { return false }
      return before.isWordByte || before == UInt8(ascii: ")") || before == UInt8(ascii: "]")
        || before == UInt8(ascii: "}")
    }
  }
}
