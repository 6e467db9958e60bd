"""How far the work is, shown on standard error while a person watches."""

from collections.abc import Iterable
from contextlib import ExitStack

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from formcheck.app.model_command import FetchBar
from formcheck.app.videos.landmarking import Display, WorkStep
from formcheck.profiles import HEALTH_NOTE


class Screen(Display):
    """Bars on standard error; without a terminal there, only what is downloaded is told."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console = console or Console(stderr=True)
        self._shown = ExitStack()
        self._fetch: FetchBar | None = None
        self._noted = False
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_interactive,
        )

    def __enter__(self) -> "Screen":
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the bars off the screen."""
        self._shown.close()

    def start(self) -> None:
        """Show the health note, once."""
        self.clear()
        if not self._noted:
            self._console.print(HEALTH_NOTE, soft_wrap=True)
        self._noted = True

    def track(self, steps: Iterable[WorkStep], what: str, total: int | None) -> Iterable[WorkStep]:
        """Pass steps of the work through and move a bar."""
        self.clear()  # one thing at a time
        for task in self._bars.task_ids:
            self._bars.remove_task(task)
        self._shown.callback(self._bars.stop)
        self._bars.start()
        return self._bars.track(steps, total=total, description=what)

    def download(self, step: str, done_bytes: int, total_bytes: int | None) -> None:
        """Show a download."""
        if self._fetch is None:
            self._fetch = self._shown.enter_context(FetchBar(self._console))
        self._fetch(step, done_bytes, total_bytes)
