// Drawing: opening and closing curses, putting text, sending what changed.

#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"
#include "internal.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static WINDOW *key_window;
static int color_count;

// An ungenerated locale makes setlocale fail and glyphs turn into blanks without a word; C.UTF-8 is
// always there on Debian. Numbers keep the point of the C locale.
static void choose_locale(void) {
  if (setlocale(LC_ALL, "") == NULL) setlocale(LC_CTYPE, "C.UTF-8");
  setlocale(LC_NUMERIC, "C");
}

int terminal_color_count(const char *name) {
  int status = 0;
  if (setupterm(name, STDOUT_FILENO, &status) != OK) return -1;
  int colors = tigetnum("colors");
  return colors < 0 ? 0 : colors;
}

bool terminal_places_cursor(const char *name) {
  int status = 0;
  if (strcmp(name, "dumb") == 0 || setupterm(name, STDOUT_FILENO, &status) != OK) return false;
  const char *address = tigetstr("cup");
  return address != NULL && address != (char *)-1;
}

// A terminal that cannot place the cursor would show a page of garbage.
static int check_terminal(void) {
  const char *name = getenv("TERM");
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return terminal_not_a_terminal;
  if (name == NULL || name[0] == '\0') return terminal_unknown;
  int status = 0;
  if (setupterm(name, STDOUT_FILENO, &status) != OK) return terminal_unknown;
  if (!terminal_places_cursor(name)) return terminal_too_simple;
  return terminal_ok;
}

static void send(const char *sequence) {
  if (write(STDOUT_FILENO, sequence, strlen(sequence)) < 0) return;
}

// A pasted text comes between two markers, which become keys of their own, so it can be skipped.
enum { key_paste_begin = KEY_MAX + 1, key_paste_end = KEY_MAX + 2 };

static void set_up_keys(void) {
  raw();
  noecho();
  nonl();
  set_escdelay(25);
  typeahead(-1);
  curs_set(0);
  key_window = newpad(1, 1);
  keypad(key_window, TRUE);
  nodelay(key_window, TRUE);
  define_key("\033[200~", key_paste_begin);
  define_key("\033[201~", key_paste_end);
}

int terminal_open(struct terminal_abilities *abilities) {
  choose_locale();
  int error = check_terminal();
  if (error != terminal_ok) return error;
  unsetenv("LINES");
  unsetenv("COLUMNS");
  setenv("NCURSES_NO_UTF8_ACS", "1", 1);
  restore_prepare();
  wake_open();
  if (screen == NULL) {
    screen = newterm(NULL, stdout, stdin);
    if (screen == NULL) return terminal_no_memory;
    set_term(screen);
    color_count = 0;
    if (has_colors()) {
      start_color();
      use_default_colors();
      color_count = COLORS;
    }
    set_up_keys();
  } else {
    set_up_keys();
    reset_prog_mode();
  }
  restore_capture_errors();
  restore_arm(true);
  send("\033[?2004h");
  screen_resize();
  abilities->colors = color_count;
  abilities->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  abilities->braille = abilities->utf8 && wcwidth(0x28FF) == 1 && wcwidth(0x2588) == 1;
  return terminal_ok;
}

void terminal_close(void) {
  if (screen == NULL) return;
  terminal_mouse(false);
  send("\033[?2004l");
  tcflush(STDIN_FILENO, TCIFLUSH);
  endwin();
  delwin(key_window);
  key_window = NULL;
  delscreen(screen);
  screen = NULL;
  restore_arm(false);
  restore_replay_errors();
}

void *screen_key_window(void) { return key_window; }

void screen_resize(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return;
  if (size.ws_row == 0 || size.ws_col == 0) return;
  if (size.ws_row != LINES || size.ws_col != COLS) resizeterm(size.ws_row, size.ws_col);
}

void screen_leave(void) {
  send("\033[?2004l");
  endwin();
}

// The next flush enters the alternate screen again if it was left, and paints everything.
void screen_continue(void) {
  reset_prog_mode();
  send("\033[?2004h");
  screen_resize();
  clearok(curscr, TRUE);
}

void terminal_size(int *width, int *height) {
  *width = COLS > 0 ? COLS : 1;
  *height = LINES > 0 ? LINES : 1;
}

static attr_t attributes_of(int attributes) {
  attr_t result = A_NORMAL;
  if (attributes & terminal_bold) result |= A_BOLD;
  if (attributes & terminal_dim) result |= A_DIM;
  if (attributes & terminal_underline) result |= A_UNDERLINE;
  if (attributes & terminal_reverse) result |= A_REVERSE;
  return result;
}

// Text goes in as wide cells, a run at a time; unlike single characters, a run may fill the last
// cell of the screen. Marks that combine join the character before them.
void terminal_put(
    int row, int column, const uint32_t *points, int length, struct terminal_look look) {
  if (screen == NULL || row < 0 || column < 0 || row >= LINES || column >= COLS) return;
  int foreground = look.foreground < color_count ? look.foreground : -1;
  int background = look.background < color_count ? look.background : -1;
  int pair = 0;
  if (foreground >= 0 || background >= 0) pair = alloc_pair(foreground, background);
  if (pair < 0) pair = 0;
  attr_t attribute = attributes_of(look.attributes);
  cchar_t cells[512];
  int count = 0;
  int cell = column;
  for (int next = 0; next < length;) {
    wchar_t character[CCHARW_MAX + 1] = {(wchar_t)points[next++]};
    int width = character[0] < 0x7F ? 1 : wcwidth(character[0]);
    for (int marks = 1;
         next < length && points[next] >= 0x300 && wcwidth((wchar_t)points[next]) == 0; next++) {
      if (marks < 5) character[marks++] = (wchar_t)points[next];
    }
    if (width < 1 || character[0] < 0x20) {
      character[0] = L'?';
      width = 1;
    }
    if (setcchar(&cells[count], character, attribute, (short)pair, &pair) == OK) count++;
    if (count == 512) {
      mvwadd_wchnstr(stdscr, row, column, cells, count);
      column = cell + width;
      count = 0;
    }
    cell += width;
  }
  if (count > 0) mvwadd_wchnstr(stdscr, row, column, cells, count);
}

void terminal_erase_row(int row) {
  if (screen == NULL || row < 0 || row >= LINES) return;
  wmove(stdscr, row, 0);
  wclrtoeol(stdscr);
}

void terminal_flush(bool repaint) {
  if (screen == NULL) return;
  if (repaint) clearok(curscr, TRUE);
  wnoutrefresh(stdscr);
  doupdate();
}

void terminal_send(const char *text, int length) {
  while (length > 0) {
    ssize_t written = write(STDOUT_FILENO, text, (size_t)length);
    if (written <= 0) return;
    text += written;
    length -= (int)written;
  }
}

void terminal_mouse(bool on) {
  if (screen == NULL) return;
  mouseinterval(0);
  mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

void terminal_mark(const char *note) {
  char text[128];
  snprintf(text, sizeof text, "\033]777;%s\007", note);
  send(text);
}
