/// A fenced block that defines a cell by its equations, for the whole lesson:
///
///     ```cell mine
///     z = sigmoid(W_z x + U_z h + b_z)
///     h' = (1 - z) * h + z * tanh(W_h x + U_h h + b_h)
///     ```
public struct CellBlock: Sendable, Equatable {
  /// What the lesson calls it; the line is that of the opening fence.
  public let name: Word
  /// Its equations, line by line. The first is in the line below the fence.
  public let lines: [String]

  /// The equations as one text.
  public var text: String { lines.joined(separator: "\n") }
}

/// The first words of fenced blocks that mean something; all others are shown as they are.
enum FenceWord {
  static let all = ["lab", "demo", "notes", "cell"] + Exercise.Kind.allCases.map(\.rawValue)

  /// The word that `word` was probably meant to be: one of the list with one letter wrong, missing
  /// or too many, in words of five letters and more two; nil for one of the list and for all else.
  static func meant(by word: String) -> String? {
    guard !word.isEmpty, !all.contains(word) else { return nil }
    return all.first { distance(Array(word.lowercased()), Array($0)) <= ($0.count > 4 ? 2 : 1) }
  }

  /// The fewest letters to change, leave out or put in to make one word of the other (Levenshtein,
  /// 1966).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
