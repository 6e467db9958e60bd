"""What to work on next."""

from collections.abc import Sequence

from formcheck.report.curves import ARCH
from formcheck.result import Json

MOST = 3
"""More than this at once is too much to think of."""


def priorities(result: Json) -> list[Json]:
    """Return the checks to work on: over-arching, what may hurt, then what lasted longest."""
    faults = [check for check in result["checks"] if check["verdict"] == "fault"]
    return weighed(faults)[:MOST]


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
