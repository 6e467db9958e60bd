"""``python -m tests.bench [FIGURE...]`` measures and writes the table that the README quotes."""

import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import FIGURES, Bench, Row

RESULTS = Path(__file__).with_name("RESULTS.md")
ROUNDS = 3


def main(names: list[str]) -> None:
    """Measure some figures, or all; only all are written down."""
    unknown = [name for name in names if name not in FIGURES]
    if unknown:
        sys.exit(f"there is no figure {unknown[0]!r}; choose from {', '.join(FIGURES)}")
    rows: list[Row] = []
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="formcheck-bench-") as folder:
        bench = Bench(Path(folder), ROUNDS)
        for name in names or list(FIGURES):
            for row in FIGURES[name](bench):
                rows.append(row)
                sys.stdout.write(_line(row) + "\n")
                sys.stdout.flush()
    if not names:
        RESULTS.write_text(_page(rows, before), encoding="utf-8")


def _page(rows: list[Row], load: float) -> str:
    cores = len(os.sched_getaffinity(0))
    return "\n".join(
        [
            "# Measured",
            "",
            "Written by `make bench`. Ratios are speeds against a bare MediaPipe loop over the",
            "same video in the same run, taken in turn; medians of several runs. The loop looks at",
            "every frame, formcheck at every second one of a video at 30 frames a second.",
            f"{ROUNDS} rounds on {cores} cores",
            f"({platform.machine()}), Python {platform.python_version()}. Load before: {load:.1f}.",
            "",
            "| figure | value | ratio |",
            "|---|---|---|",
            *map(_line, rows),
            "",
        ]
    )


def _line(row: Row) -> str:
    return f"| {row.what} | {row.value} | {row.ratio} |"


if __name__ == "__main__":
    main(sys.argv[1:])
