"""``formcheck`` and ``python -m formcheck``."""

import sys
from io import TextIOWrapper


def main() -> None:
    """Run the command line and exit with its status; Ctrl-C may come while it is imported."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may lack a degree sign
    try:
        from formcheck.app.cli import run

        status = run()
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
