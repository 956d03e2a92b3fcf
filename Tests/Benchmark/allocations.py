#!/usr/bin/env python3
"""Counts what an update of each workload of `unroll bench` allocates, which should be nothing.

    python3 Tests/Benchmark/allocations.py \\
        [--unroll .build/release/unroll] [--only a,b1] [--threads 2]

Needs a C compiler (Swift brings clang) and a release build: only there the compiler sees that
shared work needs no memory of its own. Every call of `malloc` and its like in the whole process is
counted, in a run of some updates and in one of twice as many; the difference belongs to the
updates. Starting and ending a process takes one or two calls more or less each time, so less than
one in ten updates is none.
"""
import argparse
import os
import subprocess
import sys
import tempfile

COUNTER = r"""
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
static atomic_long calls;
void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void *malloc(size_t size) { calls++; return __libc_malloc(size); }
void *calloc(size_t count, size_t size) { calls++; return __libc_calloc(count, size); }
void *realloc(void *old, size_t size) { calls++; return __libc_realloc(old, size); }
void *aligned_alloc(size_t unit, size_t size) { calls++; return __libc_memalign(unit, size); }
int posix_memalign(void **address, size_t unit, size_t size) {
  calls++;
  *address = __libc_memalign(unit, size);
  return *address ? 0 : 12;
}
__attribute__((destructor)) static void tell(void) { fprintf(stderr, "calls %ld\n", calls); }
"""

# Updates of the shorter run.
UPDATES = 20


def calls(arguments, key, updates, counter):
    command = [arguments.unroll, "bench", "--only", key, "--steps", str(updates)]
    command += ["--threads", str(arguments.threads)]
    run = subprocess.run(
        command, env=dict(os.environ, LD_PRELOAD=counter), capture_output=True, text=True,
        check=True)
    return int(run.stderr.split("calls ")[-1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--unroll", default=".build/release/unroll")
    parser.add_argument("--only")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    listed = subprocess.run([arguments.unroll, "bench", "--list"], capture_output=True, text=True)
    keys = arguments.only.split(",") if arguments.only else [
        line.split()[0] for line in listed.stdout.splitlines() if line.strip()]
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        source, counter = os.path.join(folder, "counter.c"), os.path.join(folder, "counter.so")
        with open(source, "w") as file:
            file.write(COUNTER)
        subprocess.run(["clang", "-shared", "-fPIC", "-O1", "-o", counter, source], check=True)
        for key in keys:
            extra = calls(arguments, key, 2 * UPDATES, counter) - calls(
                arguments, key, UPDATES, counter)
            allocates = extra >= UPDATES / 10
            failed = failed or allocates
            share = extra / UPDATES if allocates else 0
            print(f"{key:4} {share:g} allocations in an update", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
