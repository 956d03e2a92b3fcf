// All of standard output: Swift does not let a program look at C's `stdout`.

#include "CTerminal.h"

#include <errno.h>
#include <stdio.h>

int output_flush(void) {
  static int first_error = 0;
  errno = 0;
  if ((fflush(stdout) != 0 || ferror(stdout)) && first_error == 0) {
    first_error = errno != 0 ? errno : EIO;
  }
  return first_error;
}
