"""A child process that answers requests, one line each (see time_prune.c)."""

import os
import select
import subprocess


class WorkerError(Exception):
    """The worker refused a request, took too long or died."""


class Worker:
    def __init__(self, command, seconds=120):
        self.command = [str(part) for part in command]
        self.seconds = seconds
        self.process = None

    def _start(self):
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        self.pending = b""

    def close(self):
        if self.process:
            self.process.stdin.close()
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _line(self, seconds):
        while b"\n" not in self.pending:
            ready, _, _ = select.select([self.process.stdout], [], [], seconds)
            chunk = os.read(self.process.stdout.fileno(), 1 << 16) if ready else b""
            if not chunk:
                why = "died" if ready else f"took longer than {seconds} s"
                self.close()
                raise WorkerError(f"{self.command[0]} {why}")
            self.pending += chunk
        line, _, self.pending = self.pending.partition(b"\n")
        return line.decode(errors="replace").split("\t")

    def ask(self, *fields, seconds=None):
        """The reply's lines, each a list of fields. A dead worker is started again next time."""
        if not self.process:
            self._start()
        try:
            self.process.stdin.write(("\t".join(map(str, fields)) + "\n").encode())
        except BrokenPipeError:
            self.close()
            raise WorkerError(f"{self.command[0]} died") from None
        reply = []
        while True:
            line = self._line(seconds or self.seconds)
            if line[0] == "ok":
                return reply
            if line[0] == "error":
                raise WorkerError(f"{' '.join(map(str, fields))}: {' '.join(line[1:])}")
            reply.append(line)
