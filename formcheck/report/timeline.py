"""What happened when: one lane for what was done, and one for each fault."""

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.report.overview import is_judged
from formcheck.report.plots import Axis
from formcheck.result import Json
from formcheck.texts.words import check_text, clock_text, fault_titles, reason_text, value_text


@dataclass(frozen=True)
class LaneSpan:
    """A stretch of a lane. Left and width in percent."""

    kind: str
    """``good``, ``unjudged``, ``fault``, ``partial``, ``alert`` or ``warn``."""
    start_s: float
    left: float
    width: float
    label: str
    """What is written in it."""
    text: str
    """All there is to say of it."""


@dataclass(frozen=True)
class Lane:
    """Everything of one sort."""

    title: str
    spans: tuple[LaneSpan, ...]


def span_s(result: Json, times_s: Sequence[float] = ()) -> tuple[float, float]:
    """Return when a source begins and ends; the times are those of its poses, if at hand.

    A video begins at 0; a live set later, if others went before it.
    """
    parts = ("repetitions", "partial", "holds", "events")
    done = [each for part in parts for each in result[part]]
    known_s = float(result["source"]["duration_s"] or 0.0)
    last_s = max([known_s, *times_s[-1:], *(each["end_s"] for each in done)])
    if last_s <= known_s or not known_s:
        return 0.0, last_s
    began = times_s[:1] or [last_s - known_s, *(each["start_s"] for each in done)]
    return max(0.0, min(began)), last_s


def lanes(result: Json, axis: Axis) -> tuple[Lane, ...]:
    """Return the lanes in which anything happened."""
    done = attempts(result, axis)
    counted = "Repetitions" if result["repetitions"] else "Holds" if result["holds"] else ""
    checks = dict.fromkeys(event["check"] for event in result["events"])
    return (
        *((Lane(counted or "Attempts", done),) if done else ()),
        *(_faults(result, check, axis) for check in checks),
    )


def attempts(result: Json, axis: Axis) -> tuple[LaneSpan, ...]:
    """Return all that was done, whether it counts or not."""
    spans = [
        *(_repetition(result, each, axis) for each in result["repetitions"]),
        *(_partial(each, axis) for each in result["partial"]),
        *(_hold(result, each, axis) for each in result["holds"]),
    ]
    return tuple(sorted(spans, key=lambda span: span.start_s))


def _repetition(result: Json, each: Json, axis: Axis) -> LaneSpan:
    kind, form = _form(result, each)
    side = f" {each['side']}" if each["side"] else ""
    text = (
        f"Repetition {each['index']}{side}, {clock_text(each['start_s'])} to "
        f"{clock_text(each['end_s'])}: {form}"
    )
    return _span(kind, each, axis, (str(each["index"]), text))


def _partial(each: Json, axis: Axis) -> LaneSpan:
    text = (
        f"Not counted, {clock_text(each['start_s'])} to {clock_text(each['end_s'])}: "
        f"{reason_text(each['reason'])}"
    )
    return _span("partial", each, axis, ("", text))


def _hold(result: Json, each: Json, axis: Axis) -> LaneSpan:
    kind, form = _form(result, each)
    side = each["side"].capitalize() if each["side"] else "Hold"
    text = f"{side}, held from {clock_text(each['start_s'])} for {each['held_s']:.1f} s: {form}"
    return _span(kind, each, axis, (side, text))


def _form(result: Json, each: Json) -> tuple[str, str]:
    """Return the kind of a repetition or hold, and its form in words."""
    if each["faults"]:
        return "fault", fault_titles(result, each["faults"])
    return ("good", "good") if is_judged(result) else ("unjudged", "not judged")


def _faults(result: Json, check: str, axis: Axis) -> Lane:
    title = check_text(result["exercise"], check).title
    spans = []
    for event in (each for each in result["events"] if each["check"] == check):
        text = (
            f"{title}, {clock_text(event['start_s'])} to {clock_text(event['end_s'])}: "
            f"{value_text(event['worst'], event['unit'])}. {event['cue']}"
        )
        spans.append(_span(event["severity"], event, axis, ("", text)))
    return Lane(title, tuple(spans))


def _span(kind: str, each: Json, axis: Axis, words: tuple[str, str]) -> LaneSpan:
    start_s, end_s = each["start_s"], each["end_s"]
    return LaneSpan(kind, start_s, axis.at(start_s), axis.length(start_s, end_s), *words)
