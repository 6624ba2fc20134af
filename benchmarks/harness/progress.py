"""One line of progress on a terminal; nothing in a pipe."""

import sys


class Progress:
    def __init__(self, title, total):
        self.title = title
        self.total = total
        self.done = 0
        self.shown = sys.stderr.isatty()

    def step(self, what=""):
        self.done += 1
        if self.shown:
            line = f"{self.title}: {self.done}/{self.total} {what}"
            print(f"\r\033[K{line[:78]}", end="", file=sys.stderr, flush=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
