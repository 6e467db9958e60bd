"""What the tables of the history hold of a result."""

import json
from datetime import datetime, timezone
from hashlib import sha256
from statistics import median

from formcheck.result import Json
from formcheck.texts.words import base_name

_NOT_TOLD = ("formcheck", "goal", "incomplete", "made_of")
"""What may differ between results that tell the same."""


def row_of(result: Json, done_at: datetime) -> Json:
    """Return the row of a result; those that tell the same have the same digest."""
    kept = _without_folder(result)
    told = {key: value for key, value in kept.items() if key not in _NOT_TOLD}
    done = result["repetitions"]
    ranges = [each["range"] for each in done if each["range"] is not None]
    return {
        "digest": sha256(_text(told).encode()).hexdigest(),
        "done_at": done_at.astimezone(timezone.utc).isoformat(timespec="seconds"),
        "exercise": result["exercise"],
        "source": kept["source"]["path"],
        "count": result["count"],
        "good": sum(each["good"] for each in done),
        "held_s": sum(each["held_s"] for each in result["holds"]),
        "good_s": sum(each["good_s"] for each in result["holds"]),
        "range": median(ranges) if ranges else None,
        "range_unit": done[0]["range_unit"] if ranges else None,
    }


def document_of(result: Json) -> str:
    """Return the whole result as JSON, but for the folder of its video."""
    return _text(_without_folder(result))


def faults_of(result: Json) -> list[tuple[str, int, float]]:
    """Return by check how many warnings were raised and how long they lasted."""
    lasted: dict[str, list[float]] = {}
    for event in result["events"]:
        lasted.setdefault(event["check"], []).append(event["end_s"] - event["start_s"])
    return [(check, len(spans), sum(spans)) for check, spans in lasted.items()]


def _without_folder(result: Json) -> Json:
    """Return a result in which of the source's path only the name is left."""
    name = base_name(result["source"]["path"])
    return {**result, "source": {**result["source"], "path": name}}


def _text(result: Json) -> str:
    return json.dumps(result, sort_keys=True, separators=(",", ":"))
