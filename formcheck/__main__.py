"""``python -m formcheck``."""

from formcheck.app.cli import main

if __name__ == "__main__":
    main()
