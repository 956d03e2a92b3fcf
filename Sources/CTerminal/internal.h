// What the files of this target share.

#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

#include <stdbool.h>

// Saves the terminal's modes and installs the handlers; before curses touches anything.
void restore_prepare(void);

// Has handlers give the terminal back from now on, or no longer.
void restore_arm(bool armed);

// Stops again for as long as the program was continued in the background.
void restore_wait_for_foreground(void);

// Keeps standard error for later, and prints it at the end.
void restore_capture_errors(void);
void restore_replay_errors(void);

// The pipe that wakes terminal_wait.
void wake_open(void);
int wake_descriptor(void);

// Set by signal handlers, read and cleared by terminal_wait.
extern volatile int signal_resized;
extern volatile int signal_ended;
extern volatile int signal_continued;

// Makes curses take up a new window size, leave the screen for a while, or come back to it.
void screen_resize(void);
void screen_leave(void);
void screen_continue(void);

// A window of no size on which keys are read, so that reading never refreshes the screen.
void *screen_key_window(void);

#endif
