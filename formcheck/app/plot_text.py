"""Small plots made of characters."""

from collections.abc import Sequence

from formcheck.report.timeline import span_s
from formcheck.result import Json

BLOCKS, PLAIN = " ▁▂▃▄▅▆▇█", " .:-=+*#@"
WIDTH = 56
MEANINGS = {"!": "may hurt", "~": "fault"}


def course(result: Json, blocks: str) -> list[str]:
    """Return two lines: the repetitions or holds over time, and below them where faults were.

    What the marks of the faults mean stands beside them.
    """
    first_s, last_s = span_s(result)
    step_s = (last_s - first_s or 1.0) / WIDTH
    done = [*result["repetitions"], *result["holds"]]
    largest = max((each.get("range") or 0.0 for each in done), default=0.0) or 1.0
    times_s = [first_s + (column + 0.5) * step_s for column in range(WIDTH)]
    heights = [max((_height(each, t, largest) for each in done), default=0.0) for t in times_s]
    marks = [_mark(result["events"], time_s, step_s) for time_s in times_s]
    meanings = "".join(f"  {mark} {text}" for mark, text in MEANINGS.items() if mark in marks)
    return [f"|{bars(heights, blocks)}|", f"|{''.join(marks)}|{meanings}"]


def bars(shares: Sequence[float], blocks: str) -> str:
    """Return a character for each share of the largest, the higher the fuller."""
    levels = len(blocks) - 1
    return "".join(blocks[min(levels, round(levels * share))] for share in shares)


def blocks_for(encoding: str) -> str:
    """Return the characters that an encoding has."""
    try:
        BLOCKS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return PLAIN
    return BLOCKS


def _height(each: Json, time_s: float, largest: float) -> float:
    """Return how far a repetition is at a time, as a share of the farthest; of a hold, 1."""
    if not each["start_s"] <= time_s <= each["end_s"]:
        return 0.0
    if "peak_s" not in each:
        return 1.0
    reach = (each["range"] or largest) / largest
    up_s, down_s = each["peak_s"] - each["start_s"], each["end_s"] - each["peak_s"]
    into_s, left_s = time_s - each["start_s"], each["end_s"] - time_s
    share = into_s / up_s if time_s < each["peak_s"] else left_s / down_s if down_s else 1.0
    return float(reach * share * share * (3 - 2 * share))


def _mark(events: Sequence[Json], time_s: float, step_s: float) -> str:
    """Return the mark of the worst fault at a time; a space where there is none."""
    now = [
        event
        for event in events
        if event["start_s"] <= time_s + step_s / 2 and event["end_s"] >= time_s - step_s / 2
    ]
    if not now:
        return " "
    return "!" if any(event["severity"] == "alert" for event in now) else "~"
