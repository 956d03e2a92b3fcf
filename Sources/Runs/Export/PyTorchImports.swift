/// The modules that a program needs.
enum PyTorchImports {
  /// Each with what a program that needs it has in it; Python's own come first.
  private static let standard = [
    ("math.", "import math"), ("re.compile(", "import re"), ("sys.argv", "import sys"),
    ("unicodedata.", "import unicodedata"),
    ("Counter(", "from collections import Counter"), ("c_float(", "from ctypes import c_float"),
    ("date.from", "from datetime import date"),
  ]
  private static let torch = [
    ("torch.", "import torch"), ("nn.", "from torch import nn"),
    ("F.", "from torch.nn import functional as F"),
    ("pad_sequence(", "from torch.nn.utils.rnn import "),
  ]
  private static let packing = ["pack_padded_sequence", "pad_packed_sequence", "pad_sequence"]

  /// The lines that import what `program` uses.
  static func text(for program: String) -> String {
    let own = standard.filter { program.contains($0.0) }.map(\.1)
    let names = packing.filter { program.contains($0 + "(") }.joined(separator: ", ")
    let theirs = torch.filter { program.contains($0.0) }.map {
      $0.1.hasSuffix(" ") ? $0.1 + names : $0.1
    }
    return (own + (own.isEmpty ? [] : [""]) + theirs).joined(separator: "\n")
  }
}
