import Runs

/// What symbols are called: the lab's own way, or that of a book or a framework.
///
/// Only names differ. Where a convention does (z or 1 - z in a GRU), the lesson on it says so.
public enum Notation: String, Sendable, CaseIterable {
  /// W_x into the state, W_h along time, W_y out of it.
  case unroll
  /// Jurafsky and Martin, "Speech and language processing": W, U and V.
  case textbook
  /// PyTorch's parameters: W_ih, W_hh, and the linear layer's own.
  case pytorch
  /// Keras's weights: kernel, recurrent_kernel, and the dense layer's own.
  case keras

  /// What it is, in a few words.
  public var about: String {
    switch self {
    case .unroll: "W_x, W_h, W_y"
    case .textbook: "W, U, V, as in Jurafsky and Martin"
    case .pytorch: "W_ih, W_hh, fc.weight, as in PyTorch"
    case .keras: "kernel, recurrent_kernel, dense kernel, as in Keras"
    }
  }

  /// The notation after this one, in a circle.
  var next: Notation {
    let all = Self.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + 1) % all.count]
  }

  /// A symbol of the lab's in this notation.
  private func name(of matrix: Character, _ index: String) -> String? {
    switch (matrix, index) {
    case ("W", "x"): [.textbook: "W", .pytorch: "W_ih", .keras: "kernel"][self]
    case ("W", "h"): [.textbook: "U", .pytorch: "W_hh", .keras: "recurrent_kernel"][self]
    case ("W", "y"): [.textbook: "V", .pytorch: "fc.weight", .keras: "dense_kernel"][self]
    case ("b", "y"): [.textbook: "b_y", .pytorch: "fc.bias", .keras: "dense_bias"][self]
    case ("W", "f"), ("W", "i"), ("W", "g"), ("W", "o"), ("W", "z"), ("W", "r"), ("W", "n"):
      [.pytorch: "W_i\(index)", .keras: "kernel_\(index)"][self]
    case ("U", "f"), ("U", "i"), ("U", "g"), ("U", "o"), ("U", "z"), ("U", "r"), ("U", "n"):
      [.pytorch: "W_h\(index)", .keras: "recurrent_kernel_\(index)"][self]
    default: nil
    }
  }

  /// `text` with the lab's symbols renamed: one letter, an underscore, one letter, and no letter
  /// after it.
  public func rename(_ text: String) -> String {
    guard self != .unroll, text.contains("_") else { return text }
    let letters = Array(text)
    var result = ""
    var position = 0
    while position < letters.count {
      let isSymbol =
        position + 2 < letters.count && letters[position + 1] == "_"
        && !(position + 3 < letters.count
          && (letters[position + 3].isASCII && letters[position + 3].isLetter))
      if isSymbol, let name = name(of: letters[position], String(letters[position + 2])) {
        result += name
        position += 3
      } else {
        result.append(letters[position])
        position += 1
      }
    }
    return result
  }
}
