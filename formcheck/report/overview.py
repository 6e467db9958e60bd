"""What a set came to at a glance: one sentence, a few numbers, and how well it was seen."""

from dataclasses import dataclass, replace
from statistics import median

from formcheck.landmarks import SIDES
from formcheck.report.part import ReportPart
from formcheck.result import Json
from formcheck.texts.goals import goal_of
from formcheck.texts.words import (
    count_text,
    percent_text,
    reason_text,
    seconds_text,
    tally_text,
    value_text,
)


@dataclass(frozen=True)
class Number:
    """A number that sums something up."""

    title: str
    value: str
    note: str = ""


def by_holds(part: ReportPart) -> bool:
    """Return whether the exercise is held rather than repeated."""
    if part.exercise is not None:
        return part.exercise.held
    return bool(part.result["holds"])


def headline(part: ReportPart) -> str:
    """Return what a set came to in one sentence."""
    result = part.result
    if not result["view"]["ok"] and not result["repetitions"] and not result["holds"]:
        if result["view"]["seen"] is None:
            return "The start position was not seen, so nothing could be judged."
        return "This could not be judged from where the camera stood."
    if by_holds(part):
        return _held(result)
    return _repeated(result)


def is_judged(result: Json) -> bool:
    """Return whether anything can be said of its form: whether one of its checks was seen."""
    return any(check["verdict"] != "not_seen" for check in result["checks"])


def as_far_as_seen(result: Json) -> str:
    """Return in how many checks there is no fault; empty if all were seen that tell what hurts."""
    seen = [check for check in result["checks"] if check["verdict"] != "not_seen"]
    if all(check in seen for check in result["checks"] if check["severity"] == "alert"):
        return ""
    was = "was" if len(seen) == 1 else "were"
    return f" in the {len(seen)} of {count_text(len(result['checks']), 'check')} that {was} seen"


def _repeated(result: Json) -> str:
    done = result["repetitions"]
    good = sum(each["good"] for each in done)
    if not done:
        return "No repetition was finished."
    counted = count_text(len(done), "repetition")
    if not is_judged(result):
        return f"{counted}; {'their' if good > 1 else 'its'} form could not be judged."
    if good < len(done):
        return f"{counted}, {good or 'none'} without a fault."
    if as_far_as_seen(result):
        return f"{counted} without a fault{as_far_as_seen(result)}{_elsewhere(result, good)}."
    if result["events"]:
        return f"{counted} {'look' if good > 1 else 'looks'} good{_elsewhere(result, good)}."
    return f"{counted}: {'all look' if good > 1 else 'it looks'} good."


def _held(result: Json) -> str:
    holds = result["holds"]
    if not holds:
        return "The position was not held."
    clean = sum(not each["faults"] for each in holds)
    reached = f"{result['count']} of {count_text(len(holds), 'hold')} reached the goal"
    if not is_judged(result):
        return f"{reached}; {'their' if clean > 1 else 'its'} form could not be judged."
    if clean < len(holds):
        return f"{reached}, {clean} without a fault."
    return f"{reached}, {clean} without a fault{as_far_as_seen(result)}{_elsewhere(result, clean)}."


def _elsewhere(result: Json, number: int) -> str:
    """Return how many warnings there were, if any, beside so many that have none."""
    if not result["events"]:
        return ""
    where = "before, between or after them" if number > 1 else "before or after it"
    return f"; {count_text(len(result['events']), 'warning')} came {where}"


def numbers(part: ReportPart) -> tuple[Number, ...]:
    """Return the numbers that sum a set up."""
    result = part.result
    goal = f"goal: {goal_of(part.exercise)}" if part.exercise else ""
    first, *rest = _holds(result) if by_holds(part) else _repetitions(result)
    first = replace(first, note=_joined(goal, first.note))
    reasons = dict.fromkeys(reason_text(each["reason"]) for each in result["partial"])
    partial = (Number("Not counted", str(len(result["partial"])), ", ".join(reasons)),)
    return (first, *rest, *(partial if reasons else ()))


def _repetitions(result: Json) -> tuple[Number, ...]:
    done = result["repetitions"]
    good = Number("Without a fault", str(sum(each["good"] for each in done)), f"of {len(done)}")
    return (
        Number("Repetitions", str(result["count"]), _joined(_sides(result), *_details(result))),
        *((good,) if is_judged(result) else ()),
        *_range(done),
    )


def _details(result: Json) -> list[str]:
    """Return what was counted apart, of both sides together: ``kicks: left 6, right 5``."""
    counted: dict[str, list[str]] = {}
    for name, n in result["details"].items():
        what, _, side = name.rpartition("_")
        what, side = (what, f"{side} ") if what and side in SIDES else (name, "")
        counted.setdefault(what.replace("_", " "), []).append(f"{side}{tally_text(n)}")
    return [f"{what}: {', '.join(numbers)}" for what, numbers in counted.items()]


def _range(done: list[Json]) -> tuple[Number, ...]:
    ranges = [each["range"] for each in done if each["range"] is not None]
    if not ranges:
        return ()
    unit = done[0]["range_unit"]
    largest = f"largest {value_text(max(ranges), unit)}"
    return (Number("Usual range", value_text(median(ranges), unit), largest),)


def _holds(result: Json) -> tuple[Number, ...]:
    held_s = sum(each["held_s"] for each in result["holds"])
    good_s = sum(each["good_s"] for each in result["holds"])
    good = f"{seconds_text(good_s)} of it without a fault" if is_judged(result) else ""
    return (
        Number("Holds that reached the goal", str(result["count"]), _sides(result)),
        Number("Held", seconds_text(held_s), good),
    )


def _sides(result: Json) -> str:
    return _joined(*(f"{s}: {n}" for s, n in result["count_by_side"].items() if n is not None))


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


def visibility(part: ReportPart) -> tuple[Number, ...]:
    """Return how well the person was seen."""
    seen, view = part.result["seen"], part.result["view"]
    return (
        Number("Person found", percent_text(seen["person"]), "of the time"),
        Number("Judged", percent_text(seen["judged"]), "of the time"),
        Number("Seen from", view["seen"] or "unknown", f"needed: {' or '.join(view['needed'])}"),
    )
