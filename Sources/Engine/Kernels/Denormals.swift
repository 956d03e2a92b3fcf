import Glibc

/// Numbers too small to be normal, which a vanishing gradient makes by nature and which processors
/// compute up to a hundred times slower.
public enum Denormals {
  /// Flushes them to zero, as results and as operands, on the calling thread from now on.
  ///
  /// Every thread that trains calls it first. It sets the bits FTZ and DAZ of the SSE control word.
  public static func flush() {
    var environment = fenv_t()
    guard fegetenv(&environment) == 0 else { return }
    environment.__mxcsr |= 0x8040
    fesetenv(&environment)
  }
}
