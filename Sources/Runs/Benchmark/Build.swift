import Engine

/// What the build of the engine does on this machine.
public enum Build {
  /// Whether the engine was compiled for registers of 512 bits.
  public static var usesWideRegisters: Bool { Engine.usesWideRegisters }

  /// The digests of known computations, each beside the one that every machine should give.
  public static func digits(threads: Int) -> [Digits] { Digits.all(threads: threads) }
}
