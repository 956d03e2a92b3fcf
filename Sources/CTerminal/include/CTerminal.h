// The terminal behind a few opaque functions: the only code of the program that includes curses.
//
// One thread calls everything here but terminal_wake, which any thread may call.

#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdbool.h>
#include <stdint.h>

// Why terminal_open failed.
enum terminal_error {
  terminal_ok = 0,
  terminal_not_a_terminal = 1,
  terminal_unknown = 2,
  terminal_too_simple = 3,
  terminal_no_memory = 4,
};

// What the opened terminal can show.
struct terminal_abilities {
  int colors;
  bool utf8;
  bool braille;
};

// Takes the terminal over: alternate screen, keys one by one, cursor hidden, standard error kept
// for later, handlers for the signals that would leave it so. It may be opened again after a close.
int terminal_open(struct terminal_abilities *abilities);

// Gives the terminal back as it was, and then prints what was written to standard error meanwhile.
void terminal_close(void);

// Reads the size of the window; at least 1 by 1.
void terminal_size(int *width, int *height);

// Attributes of terminal_put, to be added up.
enum terminal_attribute {
  terminal_plain = 0,
  terminal_bold = 1,
  terminal_dim = 2,
  terminal_underline = 4,
  terminal_reverse = 8,
};

// How text looks. A colour of -1 is the terminal's own.
struct terminal_look {
  int foreground;
  int background;
  int attributes;
};

// How many colours the terminal database gives a terminal of that name; -1 where it does not
// know it.
int terminal_color_count(const char *name);

// Whether the terminal database knows a way to place the cursor of a terminal of that name.
bool terminal_places_cursor(const char *name);

// Puts text at a position. The text is code points; none is a control character.
void terminal_put(
    int row, int column, const uint32_t *points, int length, struct terminal_look look);

// Blanks a row of the screen that the next puts build.
void terminal_erase_row(int row);

// Sends what changed since the last flush. With repaint, sends everything.
void terminal_flush(bool repaint);

// Writes text past the screen, for sequences that show nothing: a clipboard, a mark.
void terminal_send(const char *text, int length);

// Listens to the mouse, or no longer.
void terminal_mouse(bool on);

// Where the mouse was pressed when terminal_wait last told of it.
struct terminal_press {
  int column;
  int row;
};
struct terminal_press terminal_pressed(void);

// Writes a note that a benchmark reads: an OSC sequence that terminals ignore.
void terminal_mark(const char *note);

// What terminal_wait returns, besides the code points of characters (which are positive).
enum terminal_event {
  terminal_timeout = 0,
  terminal_woken = -1,
  terminal_resized = -2,
  terminal_hung_up = -3,
  terminal_ended = -4,
  terminal_repaint = -5,
  terminal_unknown_key = -6,
  terminal_key_up = -10,
  terminal_key_down = -11,
  terminal_key_left = -12,
  terminal_key_right = -13,
  terminal_key_page_up = -14,
  terminal_key_page_down = -15,
  terminal_key_home = -16,
  terminal_key_end = -17,
  terminal_key_back_tab = -18,
  terminal_key_backspace = -19,
  terminal_key_delete = -20,
  terminal_key_enter = -21,
  terminal_mouse_press = -22,
  terminal_mouse_up = -23,
  terminal_mouse_down = -24,
};

// Waits for a key, a wake, a new size or the end, at most so many milliseconds (-1: for ever).
int terminal_wait(int milliseconds);

// Ends a terminal_wait that is under way, or the next; callable from any thread and any handler.
void terminal_wake(void);

// The signal that asked the program to end; 0 for none.
int terminal_end_signal(void);

// Stops the program as Ctrl-Z does elsewhere; returns when it goes on again.
void terminal_suspend(void);

// Whether this processor has what code built for the named level of x86-64 needs. The name of
// what is missing, or NULL.
const char *processor_missing(bool needs_wide_registers);

// Writes out what standard output still holds. 0, or the error number of the first write to it
// that failed, now or before.
int output_flush(void);

// From now on the first SIGHUP, SIGINT or SIGTERM is only remembered, unless it was ignored before;
// the second ends the program as ever.
void interrupt_listen(void);

// The first of these signals that came; 0 for none.
int interrupt_number(void);

#endif
