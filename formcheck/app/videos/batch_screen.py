"""How far a batch is: the whole, and each video that is being analysed."""

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn
from rich.table import Table

from formcheck.app.tables import plain_table
from formcheck.app.videos.batch import Outcome
from formcheck.app.videos.progress import StepProgress

_COLUMNS = ("video", "exercise", "count", "good", "faults", "not_seen")


class BatchScreen:
    """Bars on standard error, one for all and one for each video under way."""

    def __init__(self, total: int, console: Console | None = None) -> None:
        console = console or Console(stderr=True)
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[what]}", markup=False),
        )
        self._bars = Progress(
            *columns, console=console, transient=True, disable=not console.is_interactive
        )
        self._whole = self._bars.add_task("Videos", total=total, what=f"0 of {total}")
        self._total = total
        self._done = 0
        self._each: dict[int, TaskID] = {}

    def __enter__(self) -> "BatchScreen":
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def show(self, job: int, name: str, step: StepProgress) -> None:
        """Show how far a video is."""
        if job not in self._each:
            self._each[job] = self._bars.add_task(name, total=step.total, what=step.what)
        self._bars.update(self._each[job], completed=step.done, total=step.total, what=step.what)

    def done(self, job: int) -> None:
        """Take a video off the screen."""
        self._done += 1
        if job in self._each:
            self._bars.remove_task(self._each.pop(job))
        self._bars.update(self._whole, completed=self._done, what=f"{self._done} of {self._total}")


def table_of(outcomes: list[Outcome]) -> Table:
    """Return what came of all videos as a table."""
    table = plain_table(*(name.replace("_", " ") for name in _COLUMNS))
    for outcome in outcomes:
        cells = [getattr(outcome, field) for field in _COLUMNS]
        if outcome.status:
            cells[1:] = ["failed", "", "", "", ""]
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in cells))
    return table
