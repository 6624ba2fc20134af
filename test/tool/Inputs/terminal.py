"""terminal.py COMMAND...: runs a command on a terminal of its own and prints what it showed."""

import os
import pty
import sys


def read(descriptor):
    """What the command wrote, with the carriage returns of a terminal as line ends."""
    return os.read(descriptor, 4096).replace(b"\r", b"\n")


sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read)))
