// Signals that ask a program to end, remembered for a loop that has something to save first.

#include <signal.h>

#include "CTerminal.h"

static volatile sig_atomic_t first_signal;

static void remember(int number) {
  if (first_signal == 0) first_signal = number;
}

void interrupt_listen(void) {
  static const int numbers[] = {SIGHUP, SIGINT, SIGTERM};
  for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction before;
    if (sigaction(numbers[i], 0, &before) != 0 || before.sa_handler == SIG_IGN) continue;
    struct sigaction action = {0};
    action.sa_handler = remember;
    action.sa_flags = SA_RESTART | SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(numbers[i], &action, 0);
    // Whoever started the program may have been blocking it.
    sigset_t own;
    sigemptyset(&own);
    sigaddset(&own, numbers[i]);
    sigprocmask(SIG_UNBLOCK, &own, 0);
  }
}

int interrupt_number(void) { return first_signal; }
