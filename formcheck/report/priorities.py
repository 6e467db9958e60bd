"""What to work on next."""

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.report.curves import ARCH
from formcheck.result import Json

MOST = 3
"""More than this at once is too much to think of."""


@dataclass(frozen=True)
class Priority:
    """A check to work on, and how often its fault was raised."""

    check: Json
    events: tuple[Json, ...]


def priorities(result: Json) -> tuple[Priority, ...]:
    """Return what to work on: over-arching, then what may hurt, then what lasted longest."""
    faults = [check for check in result["checks"] if check["verdict"] == "fault"]
    return tuple(
        Priority(check, tuple(e for e in result["events"] if e["check"] == check["id"]))
        for check in weighed(faults)[:MOST]
    )


def weighed(checks: Sequence[Json]) -> list[Json]:
    """Return checks in the order in which they matter: faults, good ones, those not seen."""
    verdicts = ("fault", "good", "not_seen")
    return sorted(
        checks,
        key=lambda check: (
            verdicts.index(check["verdict"]),
            check["id"] != ARCH,
            check["severity"] != "alert",
            -check["fault_s"],
        ),
    )
