"""fails.py CODE COMMAND...: the command must exit with CODE and say exactly one line, on standard
error; that line is printed."""

import subprocess
import sys

code, command = int(sys.argv[1]), sys.argv[2:]
done = subprocess.run(command, capture_output=True, text=True)
if done.returncode != code or done.stdout or len(done.stderr.splitlines()) != 1:
    sys.exit(f"exit {done.returncode}, wanted {code}; output {done.stdout!r}, {done.stderr!r}")
print(done.stderr, end="")
