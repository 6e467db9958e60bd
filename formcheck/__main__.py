"""``formcheck`` and ``python -m formcheck``."""

import sys


def main() -> None:
    """Run the command line and exit with its status; Ctrl-C may come while it is imported."""
    try:
        from formcheck.app.cli import run

        status = run()
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
