"""A virtual environment that holds the llvmlite release we compare with."""

import subprocess
import sys
import venv

RELEASE = "llvmlite==0.50.*"


def python_with_llvmlite(folder):
    """The environment's Python, made on first use. None, and why on stderr, where it cannot be."""
    python = folder / "bin" / "python"
    if _has_release(python):
        return python
    print(f"bench: installing {RELEASE} into {folder} ...", file=sys.stderr)
    try:
        if not python.exists():
            venv.create(folder, with_pip=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", RELEASE],
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"bench: no llvmlite to compare with: {error}", file=sys.stderr)
        return None
    return python


def _has_release(python):
    if not python.exists():
        return False
    check = "import llvmlite; assert llvmlite.__version__.startswith('0.50.')"
    return subprocess.run([python, "-c", check], stderr=subprocess.DEVNULL).returncode == 0
