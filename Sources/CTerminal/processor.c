// Whether this processor can run what was built: asked before any such code runs. This target is
// itself built for every x86-64 processor.

#include "CTerminal.h"

#include <stddef.h>

const char *processor_missing(bool needs_wide_registers) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("fma")) return "FMA";
  if (!__builtin_cpu_supports("avx2")) return "AVX2";
  if (needs_wide_registers && !__builtin_cpu_supports("avx512f")) return "AVX-512";
#else
  (void)needs_wide_registers;
#endif
  return NULL;
}
