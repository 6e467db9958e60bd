"""Results and exercises as text on a terminal."""

from collections.abc import Collection, Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from formcheck.checks import Limit
from formcheck.exercise import AnyCheck, Exercise
from formcheck.io.files import shown
from formcheck.profiles import PROFILES, ProfileError, apply_profiles
from formcheck.result import Json
from formcheck.texts.goals import goal_in_full, goal_of
from formcheck.texts.hindrances import hindrances
from formcheck.texts.words import bound_text, breaths_text, clock_text, tally_text, value_text

WORST_MOMENTS = 3
_VERDICTS = {"good": "[green]good[/]", "fault": "[red]fault[/]", "not_seen": "[dim]not seen[/]"}


def console() -> Console:
    """Return the console for what a person asked to see."""
    return Console(highlight=False, soft_wrap=True, emoji=False)


def plain_table(*columns: str | Column) -> Table:
    """Return a table that cuts nothing off: what is too long goes on in the next line."""
    folded = (Column(each, overflow="fold") if isinstance(each, str) else each for each in columns)
    return Table(*folded, box=None, pad_edge=False)


def whole(title: str, values: Iterable[str]) -> Column:
    """Return a column of what has to stay in one piece, such as words to be typed."""
    return Column(title, no_wrap=True, min_width=max(map(cell_len, (title, *values))))


def show_result(out: Console, result: Json, exercise: Exercise) -> None:
    """Print what a video came to, in a few lines."""
    out.print(f"[bold]{escape(shown(result['source']['path']))}[/]: {escape(exercise.name)}")
    for text in hindrances(result, exercise):
        out.print(escape(text))
    out.print(_count(result, exercise))
    for hold in result["holds"]:
        out.print(f"  {escape(_hold(hold))}")
    out.print(_checks(result["checks"], exercise))
    moments = _worst(result["events"])
    if moments:
        out.print("Worst moments:")
    for event in moments:
        out.print(escape(f"  {_moment(event, result['checks'])}: {event['cue']}"))


def _count(result: Json, exercise: Exercise) -> str:
    what = "Holds" if exercise.held else "Repetitions"
    sides = result["count_by_side"]
    by_side = ", ".join(f"{side} {n}" for side, n in sides.items() if n is not None)
    details = ", ".join(f"{name} {tally_text(n)}" for name, n in result["details"].items())
    more = "; ".join(part for part in (by_side, details, f"goal {goal_of(exercise)}") if part)
    return f"{what}: [bold]{result['count']}[/] {escape(f'({more})')}"


def _hold(hold: Json) -> str:
    side = f"{hold['side']}: " if hold["side"] else ""
    faults = f", {', '.join(hold['faults'])}" if hold["faults"] else ""
    return f"{side}{hold['held_s']:.1f} s, {breaths_text(hold['breaths'])} breaths{faults}"


def _checks(checks: Sequence[Json], exercise: Exercise) -> Table:
    known = {check.id: check for check in exercise.checks}
    ids = whole("check", [check["id"] for check in checks])
    table = plain_table(ids, "verdict", "worst", "limit", "at")
    for check in checks:
        worst = check["worst"]
        table.add_row(
            escape(check["id"]),
            _VERDICTS[check["verdict"]],
            value_text(worst["value"], worst["unit"]) if worst else "",
            limit_of(known[check["id"]]),
            _worst_at(check, known[check["id"]].limit) if worst else "",
        )
    return table


def _worst_at(check: Json, limit: Limit) -> str:
    """Return when a check was worst; what is good may have passed the limit for a moment."""
    worst = check["worst"]
    briefly = check["verdict"] == "good" and limit.worse(worst["value"], limit.enter)
    return f"{clock_text(worst['time_s'])}{', past it only briefly' if briefly else ''}"


def _worst(events: Sequence[Json]) -> list[Json]:
    """Return the events that matter most: alerts first, of these the longest."""
    by_weight = sorted(events, key=lambda e: (e["severity"] != "alert", e["start_s"] - e["end_s"]))
    return by_weight[:WORST_MOMENTS]


def _moment(event: Json, checks: Iterable[Json]) -> str:
    """Return when an event was at its worst, which is known of the worst of each check alone."""
    value = value_text(event["worst"], event["unit"])
    worst = next((check["worst"] for check in checks if check["id"] == event["check"]), None)
    time_s = worst["time_s"] if worst and worst["value"] == event["worst"] else None
    if time_s is not None and event["start_s"] <= time_s <= event["end_s"]:
        return f"{clock_text(time_s)}  {event['check']} {value}"
    return f"from {clock_text(event['start_s'])}  {event['check']}, at worst {value}"


def limit_of(check: AnyCheck) -> str:
    """Return what must not be passed."""
    return f"{bound_text(check)} {value_text(check.limit.enter, check.unit)}"


def show_exercises(out: Console, exercises: Collection[Exercise]) -> None:
    """Print one line for each exercise."""
    ids = whole("id", [exercise.id for exercise in exercises])
    table = plain_table(ids, "name", "view", "goal")
    for exercise in exercises:
        table.add_row(exercise.id, exercise.name, " or ".join(exercise.views), goal_of(exercise))
    out.print(table)


def show_exercise(out: Console, exercise: Exercise) -> None:
    """Print all there is to know of one exercise."""
    phases = [exercise.rest_phase, *(way.phase for way in exercise.ways)]
    lines = {
        "Goal": goal_in_full(exercise),
        "Set-up": exercise.setup,
        "Camera": f"{exercise.camera} View: {' or '.join(exercise.views)}.",
        "Phases": ", ".join(phases),
    }
    out.print(f"[bold]{escape(exercise.name)}[/] {escape(f'({exercise.id})')}")
    for name, text in lines.items():
        out.print(f"{name}: {escape(text)}")
    ids = whole("check", [check.id for check in exercise.checks])
    table = plain_table(ids, "limit", "severity", "cue")
    for check in exercise.checks:
        table.add_row(escape(check.id), limit_of(check), check.severity.value, escape(check.cue))
    out.print(table)
    for line in _profile_effects(exercise):
        out.print(escape(line))


def _profile_effects(exercise: Exercise) -> list[str]:
    """Return a line for each profile that changes something."""
    lines = []
    for profile in PROFILES.values():
        try:
            changed = apply_profiles(exercise, (profile,))
        except ProfileError:
            lines.append(f"Profile {profile.id}: not offered. {profile.note}")
            continue
        effects = [
            f"{new.id} {limit_of(new)} ({new.cue})"
            for old, new in zip(exercise.checks, changed.checks, strict=True)
            if (old.limit, old.cue) != (new.limit, new.cue)
        ]
        if effects:
            lines.append(f"Profile {profile.id}: {'; '.join(effects)}")
    return lines
