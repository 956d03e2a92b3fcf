/// Whether the kernels were compiled for 512-bit registers.
public let usesWideRegisters: Bool = {
  #if WIDE_REGISTERS
    true
  #else
    false
  #endif
}()
