// Input: keys, wakes and sizes, from one poll.

#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static int wake_pipe[2] = {-1, -1};

// The same keys that screen.c defines for the ends of a pasted text.
enum { key_paste_begin = KEY_MAX + 1, key_paste_end = KEY_MAX + 2 };

void wake_open(void) {
  if (wake_pipe[0] >= 0) return;
  if (pipe2(wake_pipe, O_NONBLOCK | O_CLOEXEC) != 0) wake_pipe[0] = wake_pipe[1] = -1;
}

int wake_descriptor(void) { return wake_pipe[1]; }

void terminal_wake(void) {
  int saved = errno;
  if (wake_pipe[1] >= 0 && write(wake_pipe[1], "w", 1) < 0) errno = saved;
}

static bool drain_wakes(void) {
  char buffer[256];
  bool any = false;
  while (wake_pipe[0] >= 0 && read(wake_pipe[0], buffer, sizeof buffer) > 0) any = true;
  return any;
}

static int read_key(wint_t *key) { return wget_wch((WINDOW *)screen_key_window(), key); }

// Skips a pasted text up to its end marker, so that no letter of it acts as a key. A paste whose
// end does not come within a fifth of a second is over.
static void skip_paste(void) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  for (;;) {
    wint_t key;
    int kind = read_key(&key);
    if (kind == KEY_CODE_YES && key == key_paste_end) return;
    if (kind == ERR && poll(&input, 1, 200) <= 0) return;
  }
}

// After an escape: a lone Esc has nothing behind it, an unknown sequence has, and is swallowed
// whole, or its letters would act as keys.
static int after_escape(void) {
  wint_t key;
  if (read_key(&key) == ERR) return 27;
  if (key == '[' || key == 'O') {
    for (int count = 0; count < 64; count++) {
      if (read_key(&key) == ERR || (key >= 0x40 && key <= 0x7E)) break;
    }
  }
  return terminal_unknown_key;
}

static struct terminal_press press;

struct terminal_press terminal_pressed(void) { return press; }

static int mouse_event(void) {
  MEVENT event;
  if (getmouse(&event) != OK) return terminal_unknown_key;
  press.column = event.x;
  press.row = event.y;
  if (event.bstate & BUTTON1_PRESSED) return terminal_mouse_press;
  if (event.bstate & BUTTON4_PRESSED) return terminal_mouse_up;
  if (event.bstate & BUTTON5_PRESSED) return terminal_mouse_down;
  return terminal_unknown_key;
}

static int function_key(wint_t key) {
  switch (key) {
    case KEY_MOUSE: return mouse_event();
    case KEY_UP: return terminal_key_up;
    case KEY_DOWN: return terminal_key_down;
    case KEY_LEFT: return terminal_key_left;
    case KEY_RIGHT: return terminal_key_right;
    case KEY_PPAGE: return terminal_key_page_up;
    case KEY_NPAGE: return terminal_key_page_down;
    case KEY_HOME: return terminal_key_home;
    case KEY_END: return terminal_key_end;
    case KEY_BTAB: return terminal_key_back_tab;
    case KEY_BACKSPACE: return terminal_key_backspace;
    case KEY_DC: return terminal_key_delete;
    case KEY_ENTER: return terminal_key_enter;
    default: return terminal_unknown_key;
  }
}

// The next key that is waiting; terminal_timeout for none.
static int next_key(void) {
  for (;;) {
    wint_t key;
    int kind = read_key(&key);
    if (kind == ERR) return terminal_timeout;
    if (kind == KEY_CODE_YES && key == key_paste_begin) {
      skip_paste();
      continue;
    }
    if (kind == KEY_CODE_YES && key == KEY_RESIZE) continue;
    if (kind == KEY_CODE_YES) return function_key(key);
    switch (key) {
      case 3: return terminal_ended;
      case 12: return terminal_repaint;
      case 26: terminal_suspend(); return terminal_resized;
      case 27: return after_escape();
      case '\r': case '\n': return terminal_key_enter;
      case 8: case 127: return terminal_key_backspace;
      case 0: return terminal_unknown_key;
      default: return (int)key;
    }
  }
}

static int pending_signal(void) {
  if (signal_ended) return terminal_ended;
  if (signal_continued) {
    restore_wait_for_foreground();
    signal_continued = 0;
    screen_continue();
    return terminal_repaint;
  }
  if (signal_resized) {
    signal_resized = 0;
    screen_resize();
    return terminal_resized;
  }
  return terminal_timeout;
}

int terminal_wait(int milliseconds) {
  for (;;) {
    int event = pending_signal();
    if (event != terminal_timeout) return event;
    event = next_key();
    if (event != terminal_timeout) return event;
    struct pollfd inputs[2] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = wake_pipe[0], .events = POLLIN},
    };
    int count = poll(inputs, 2, milliseconds);
    if (count == 0) return terminal_timeout;
    if (count < 0 && errno != EINTR) return terminal_hung_up;
    if (count < 0) continue;
    if (inputs[1].revents & POLLIN) {
      drain_wakes();
      event = pending_signal();
      return event != terminal_timeout ? event : terminal_woken;
    }
    if (inputs[0].revents & POLLIN) {
      event = next_key();
      if (event != terminal_timeout) return event;
      // Input that is ready and gives no key is the end of the input.
      struct pollfd again = {.fd = STDIN_FILENO, .events = POLLIN};
      if (poll(&again, 1, 0) > 0 && (again.revents & (POLLHUP | POLLERR))) return terminal_hung_up;
      continue;
    }
    if (inputs[0].revents & (POLLHUP | POLLERR | POLLNVAL)) return terminal_hung_up;
  }
}
