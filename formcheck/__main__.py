"""``formcheck`` and ``python -m formcheck``."""

import os
import sys
from io import TextIOWrapper
from typing import TextIO


def main() -> None:
    """Run the command line and exit with its status; Ctrl-C may come while it is imported."""
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may lack a degree sign
    try:
        from formcheck.app.cli import run

        status = run()
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def _nowhere() -> TextIO:
    """Return a stream in the place of one that was closed before this process began."""
    return open(os.devnull, "w", encoding="utf-8")


if __name__ == "__main__":
    main()
