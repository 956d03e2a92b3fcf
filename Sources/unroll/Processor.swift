import CTerminal
import Runs

/// The processor that runs the program.
enum Processor {
  /// What the engine was compiled to use and this processor does not have; nil where it has all.
  static func missingFeature() -> String? {
    processor_missing(Build.usesWideRegisters).map { String(cString: $0) }
  }
}
