"""The checks of a result as a report tells them."""

from dataclasses import dataclass

from formcheck.checks import Check
from formcheck.exercise import AnyCheck, Exercise
from formcheck.exercises import EXERCISES
from formcheck.report.moments import WorstMoment
from formcheck.report.part import ReportPart
from formcheck.report.priorities import weighed
from formcheck.result import Json
from formcheck.texts.words import CheckText, bound_text, check_text, count_text, value_text


@dataclass(frozen=True)
class ReportedFinding:
    """One check: verdict, numbers, words and the worst moment."""

    check: Json
    text: CheckText
    cue: str
    limit: str
    note: str
    """What else there is to say: how often, how long, or why it was not seen."""
    moment: WorstMoment | None
    events: tuple[Json, ...]

    @property
    def worst(self) -> str:
        """The worst value with its unit; empty if none was judged."""
        worst = self.check["worst"]
        return value_text(worst["value"], worst["unit"]) if worst else ""


def findings_of(part: ReportPart) -> tuple[ReportedFinding, ...]:
    """Return all checks, those that matter most first."""
    return tuple(_finding(part, check) for check in weighed(part.result["checks"]))


def _finding(part: ReportPart, check: Json) -> ReportedFinding:
    result = part.result
    events = tuple(event for event in result["events"] if event["check"] == check["id"])
    known = _known(part.exercise, check["id"])
    return ReportedFinding(
        check,
        _text(result["exercise"], check["id"]),
        known.cue if known else next((event["cue"] for event in events), ""),
        _limit(check, known),
        _note(result, check, events, known),
        part.moments.get(check["id"]),
        events,
    )


def _text(exercise: str, check: str) -> CheckText:
    """Return what is to be said about a check; of another's exercise not what to do in ours."""
    text = check_text(exercise, check)
    return text if exercise in EXERCISES else CheckText(text.title)


def _known(exercise: Exercise | None, check: str) -> AnyCheck | None:
    checks = exercise.checks if exercise is not None else ()
    return next((each for each in checks if each.id == check), None)


def _limit(check: Json, known: AnyCheck | None) -> str:
    unit = known.unit if known else check["worst"]["unit"] if check["worst"] else ""
    if unit == "parts":
        return "none wrong"
    value = value_text(check["limit"], unit).strip()
    return f"{bound_text(known)} {value}" if known else value


def _note(result: Json, check: Json, events: tuple[Json, ...], known: AnyCheck | None) -> str:
    if check["verdict"] == "fault":
        return f"{count_text(len(events), 'time')}, {check['fault_s']:.1f} s in all"
    if check["verdict"] == "not_seen":
        return _unseen(result, check, known)
    worst = check["worst"]
    if known and worst and known.limit.worse(worst["value"], check["limit"]):
        return "past the limit only briefly"
    return ""


def _unseen(result: Json, check: Json, known: AnyCheck | None) -> str:
    views = known.views if isinstance(known, Check) else ()
    seen, needed = result["view"]["seen"], result["view"]["needed"]
    if views and seen is not None and seen not in views:
        apart = "" if set(views) & set(needed) else "; the other checks can't be seen from there"
        return f"can only be seen from: {' or '.join(views)}{apart}"
    if check["judged_s"] > 0:
        return f"seen for only {check['judged_s']:.1f} s"
    return "its position was not reached, or what it looks at was hidden"
