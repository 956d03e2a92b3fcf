import Engine
import Foundation

/// A cell that a lesson or a person defines by its equations.
public struct OwnCell: Sendable, Equatable {
  /// What is known of it: its name and its equations, one a line, are there.
  public let kind: CellKind

  /// The name that settings call it by.
  public var name: String { kind.name }

  private static let longestName = 24

  /// The cell `name` with the equations of `text`; throws the first mistake in them with its line
  /// and column there.
  public init(_ name: String, equations text: String) throws(EquationError) {
    kind = try CellKind(own: name, CellEquations(text))
  }

  /// How far its gradients are from central differences.
  public var gradientCheck: CellCheck { CellCheck(kind) }

  /// Why `name` cannot be the name of such a cell; nil where it can.
  public static func complaint(name: String) -> SettingError? {
    if Cells.named(name) != nil {
      return SettingError(
        problem: "'\(name)' is a cell of the list; a cell of one's own needs another name")
    }
    let isWord = name.allSatisfy {
      ("a"..."z").contains($0) || $0.isASCII && $0.isNumber || $0 == "-"
    }
    guard isWord, name.first?.isLetter == true, name.count <= longestName else {
      return SettingError(
        problem: "'\(name)' cannot be the name of a cell: it has small letters, digits and '-', "
          + "begins with a letter, and has at most \(longestName) of them")
    }
    return nil
  }

  /// The cell as a value of the setting `cell`, in one line: `mine: z = ...; h' = ...`.
  public var definition: String {
    "\(name): " + kind.equations.split(separator: "\n").joined(separator: "; ")
  }

  /// Reads a `definition`: a name, a colon, and equations on lines or with semicolons between.
  init(definition text: String) throws(SettingError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].trimmingCharacters(in: .whitespaces)
    if let complaint = Self.complaint(name: name) { throw complaint }
    do {
      try self.init(name, equations: parts.count > 1 ? String(parts[1]) : "")
    } catch {
      // Columns count from where the equations begin, behind the name.
      let lead = error.position.line == 1 ? parts[0].count + 1 : 0
      throw SettingError(
        problem: "the cell \(name), line \(error.position.line), column "
          + "\(error.position.column + lead): \(error.message)")
    }
  }
}

extension Configuration {
  /// What is known of the cell in force.
  public var cellKind: CellKind {
    guard let kind = ownCells.first(where: { $0.name == cell })?.kind ?? Cells.named(cell) else {
      preconditionFailure("settings take cells that there are")
    }
    return kind
  }

  /// The names of all cells that the setting `cell` takes here.
  public var cellNames: [String] { Cells.all.map(\.name) + ownCells.map(\.name) }

  /// Makes a cell known, in place of one of the same name.
  public mutating func define(_ own: OwnCell) {
    if let index = ownCells.firstIndex(where: { $0.name == own.name }) {
      ownCells[index] = own
    } else {
      ownCells.append(own)
    }
  }
}
