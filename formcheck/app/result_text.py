"""What a result came to, as text on a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formcheck.app.plot_text import blocks_for, course
from formcheck.app.tables import plain_table
from formcheck.exercise import Exercise
from formcheck.io.files import shown
from formcheck.report.findings import ReportedFinding
from formcheck.report.overview import Number
from formcheck.report.part import ReportPart
from formcheck.report.part_view import PartView
from formcheck.result import Json
from formcheck.texts.words import breaths_text, clock_text, fault_titles, verdict_text

_STYLES = {"good": "green", "fault": "red", "not_seen": "dim"}


def show_results(out: Console, sets: Iterable[tuple[Json, Exercise | None]]) -> None:
    """Print what sets came to, each with its exercise, and an empty line between them."""
    for number, (result, exercise) in enumerate(sets):
        if number:
            out.print()
        show_result(out, result, exercise)


def show_result(out: Console, result: Json, exercise: Exercise | None) -> None:
    """Print what a set came to, its course, every check, and what to work on."""
    view = PartView(1, ReportPart(result, exercise))
    out.print(f"[bold]{escape(view.name)}[/] ({escape(shown(result['source']['path']))})")
    for text in view.hindrances:
        out.print(escape(text))
    out.print(f"[bold]{escape(view.headline)}[/]")
    _show_numbers(out, view.numbers)
    for hold in result["holds"]:
        out.print(escape(f"  {_hold(result, hold)}"))
    _show_numbers(out, view.visibility)
    if view.lanes:
        for line in course(result, blocks_for(out.encoding)):
            out.print(line, markup=False)
    _show_form(out, view)


def _show_numbers(out: Console, numbers: Sequence[Number]) -> None:
    for number in numbers:
        note = f" ({number.note})" if number.note else ""
        out.print(escape(f"{number.title}: {number.value}{note}"))


def _show_form(out: Console, view: PartView) -> None:
    """Print every check, what there is to say of it, and what to work on."""
    if view.findings:
        out.print(_checks(view.findings))
    unseen = [finding for finding in view.findings if finding.check["verdict"] == "not_seen"]
    _show_notes(out, [finding for finding in view.findings if finding not in unseen])
    if unseen and view.result["view"]["ok"]:  # else it was said before why
        out.print("Not judged:")
        _show_notes(out, unseen)
    for index, finding in enumerate(view.to_work_on, 1):
        out.print(escape(f"{index}. {_advice(finding)}"))


def _show_notes(out: Console, findings: Sequence[ReportedFinding]) -> None:
    for finding in findings:
        if finding.note:
            out.print(escape(f"  {finding.text.title}: {finding.note}"))


def _hold(result: Json, hold: Json) -> str:
    side = f"{hold['side']}: " if hold["side"] else ""
    faults = f", {fault_titles(result, hold['faults'])}" if hold["faults"] else ""
    return f"{side}{hold['held_s']:.1f} s, {breaths_text(hold['breaths'])} breaths{faults}"


def _checks(findings: Sequence[ReportedFinding]) -> Table:
    """Return the checks as a table that is no wider than a terminal of 80 columns."""
    table = plain_table("check", "verdict", "worst", "at", "limit")
    for finding in findings:
        verdict, worst = finding.check["verdict"], finding.check["worst"]
        table.add_row(
            escape(finding.text.title),
            f"[{_STYLES[verdict]}]{verdict_text(verdict)}[/]",
            escape(finding.worst),
            clock_text(worst["time_s"]) if worst else "",
            escape(finding.limit),
        )
    return table


def _advice(finding: ReportedFinding) -> str:
    """Return what to work on: when it was wrong, and what to do."""
    times = ", ".join(clock_text(event["start_s"]) for event in finding.events)
    return f"{finding.text.title} ({times}): {finding.text.do or finding.cue}"
