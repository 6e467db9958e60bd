"""Tables and exercises as text on a terminal."""

from collections.abc import Collection, Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from formcheck.exercise import AnyCheck, Exercise
from formcheck.profiles import PROFILES, ProfileError, apply_profiles
from formcheck.texts.goals import goal_in_full, goal_of
from formcheck.texts.words import bound_text, value_text


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
