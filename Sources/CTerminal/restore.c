// Giving the terminal back, whatever happens: signals, traps and crashes on any thread.
//
// Curses restores nothing when the program dies. These handlers write the saved sequences, reset
// the modes, print what was kept of standard error, and then let the signal do what it always does,
// so the exit status tells of it.

#define _GNU_SOURCE
#include "CTerminal.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

volatile int signal_resized;
volatile int signal_ended;
volatile int signal_continued;

static struct termios saved_modes;
static bool has_modes;
static volatile int armed;
static int error_copy = -1;
static int error_file = -1;

static const int crash_signals[] = {SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE};

// Paste mode, mouse and attributes off, cursor on, alternate screen left. CAN first ends any
// sequence that was cut short.
static const char restore_sequence[] =
    "\030\033[?2004l\033[?1000l\033[?1002l\033[?1006l\033[0m\033[?25h\033[?1049l\033[?1l\033>";

static void write_all(int descriptor, const char *text, size_t length) {
  while (length > 0) {
    ssize_t written = write(descriptor, text, length);
    if (written <= 0) return;
    text += written;
    length -= (size_t)written;
  }
}

static void replay(void) {
  if (error_file < 0 || error_copy < 0) return;
  char buffer[4096];
  ssize_t count;
  lseek(error_file, 0, SEEK_SET);
  while ((count = read(error_file, buffer, sizeof buffer)) > 0) {
    write_all(error_copy, buffer, (size_t)count);
  }
}

// Only functions that are safe in a handler. A terminal that does not read must not hold it up.
static void give_back(void) {
  if (!armed) return;
  armed = 0;
  int flags = fcntl(STDOUT_FILENO, F_GETFL);
  fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK);
  tcflush(STDOUT_FILENO, TCOFLUSH);
  write_all(STDOUT_FILENO, restore_sequence, sizeof restore_sequence - 1);
  fcntl(STDOUT_FILENO, F_SETFL, flags);
  if (has_modes) tcsetattr(STDIN_FILENO, TCSANOW, &saved_modes);
  replay();
}

static void on_crash(int number) {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stop, NULL);
  give_back();
  signal(number, SIG_DFL);
  raise(number);
}

// The first asks the loop to end; if it has not within a second, or at the second signal, the
// terminal is given back here and the program ends.
static void on_end(int number) {
  if (number == SIGALRM && !signal_ended) return;
  if (signal_ended) {
    int first = signal_ended;
    give_back();
    signal(first, SIG_DFL);
    raise(first);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, first);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    return;
  }
  signal_ended = number;
  alarm(1);
  terminal_wake();
}

static void on_resize(int number) {
  (void)number;
  signal_resized = 1;
  terminal_wake();
}

static void on_continue(int number) {
  (void)number;
  signal_continued = 1;
  terminal_wake();
}

// The parent may have left a signal blocked; a handler that never runs gives nothing back.
static void handle(int number, void (*handler)(int), int flags) {
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
}

// A stack of its own lets the handler run when the stack has overflowed.
static void use_own_stack(void) {
  static char stack[64 * 1024];
  stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&own, NULL);
}

void restore_prepare(void) {
  has_modes = tcgetattr(STDIN_FILENO, &saved_modes) == 0;
}

void restore_arm(bool on) {
  armed = on;
  if (!on) return;
  use_own_stack();
  for (size_t index = 0; index < sizeof crash_signals / sizeof *crash_signals; index++) {
    handle(crash_signals[index], on_crash, SA_ONSTACK);
  }
  const int ends[] = {SIGTERM, SIGHUP, SIGINT, SIGALRM};
  for (size_t index = 0; index < sizeof ends / sizeof *ends; index++) {
    handle(ends[index], on_end, SA_ONSTACK);
  }
  handle(SIGWINCH, on_resize, SA_RESTART);
  handle(SIGCONT, on_continue, SA_RESTART);
  handle(SIGTSTP, SIG_DFL, 0);
  signal(SIGPIPE, SIG_IGN);
}

int terminal_end_signal(void) { return signal_ended; }

// The terminal is given back and the program's group stops, as a shell expects; when it goes on (or
// at once, where nobody could continue it) the terminal is taken again.
void terminal_suspend(void) {
  screen_leave();
  kill(0, SIGTSTP);
  restore_wait_for_foreground();
  screen_continue();
}

// `bg` continues a program that does not own the terminal: it stops again, and waits for `fg`.
// Where no shell could continue it, the signal does nothing and the program goes on.
void restore_wait_for_foreground(void) {
  handle(SIGTTOU, SIG_DFL, 0);
  for (int tries = 0; tries < 1000; tries++) {
    pid_t owner = tcgetpgrp(STDIN_FILENO);
    if (owner < 0 || owner == getpgrp()) return;
    kill(0, SIGTTOU);
  }
}

void restore_capture_errors(void) {
  if (error_copy < 0) error_copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  error_file = memfd_create("errors", MFD_CLOEXEC);
  if (error_file >= 0) dup2(error_file, STDERR_FILENO);
}

void restore_replay_errors(void) {
  if (error_copy < 0) return;
  fflush(stderr);
  dup2(error_copy, STDERR_FILENO);
  replay();
  close(error_file);
  error_file = -1;
}
