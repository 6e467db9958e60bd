"""``formcheck model``: which pose models are here, and getting one."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from formcheck.app.failures import UsageError
from formcheck.app.tables import plain_table
from formcheck.vision.manifest import ModelEntry
from formcheck.vision.store import (
    Model,
    ModelError,
    ModelMissingError,
    Store,
    fetch,
    locate,
    standard_store,
)


class FetchBar:
    """Shows a download on standard error: one line a step, with a bar below while it runs."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        # shown from the first step on only: most runs have their model already
        self._bars = Progress(
            BarColumn(),
            TextColumn("{task.fields[amount]}"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_interactive,
        )
        self._step: str | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "FetchBar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._task is not None:  # stopping what was never shown prints an empty line
            self._bars.stop()

    def __call__(self, step: str, done_bytes: int, total_bytes: int | None) -> None:
        """Move the bar, and start a new one for a new step."""
        if step != self._step:
            self._begin(step, total_bytes)
        if self._task is not None and total_bytes is not None:
            amount = f"{done_bytes / 1e6:.1f} MB"
            self._bars.update(self._task, completed=done_bytes, amount=amount)

    def _begin(self, step: str, total_bytes: int | None) -> None:
        self._console.print(f"{step} ...", highlight=False, soft_wrap=True, markup=False)
        self._bars.start()
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(step, total=total_bytes, amount="")
        self._step = step


def path_in_use() -> Path:
    """Return the file that an analysis would use; raise ModelError if there is none."""
    return locate(store=standard_store()).path


def fetched(name: str, into: Path | None) -> Model:
    """Return the model of a name, got unless it is there already."""
    store = standard_store()
    if name not in store.entries:
        raise UsageError(f"there is no model named {name!r}; choose {store.names}")
    with FetchBar() as bar:
        return fetch(name, progress=bar, into=into, store=store)


def show_models(out: Console) -> None:
    """Print which models are here, and which one is in use."""
    store = standard_store()
    table = plain_table("model", "size", "source", "path")
    for entry in store.entries.values():
        source, path = _place(entry, store)
        table.add_row(entry.name, f"{entry.size_bytes / 1e6:.1f} MB", source, escape(path))
    out.print(table)
    try:
        out.print(f"\nIn use: {escape(str(locate(store=store).path))}")
    except ModelError as error:
        out.print(f"\nNone in use: {escape(str(error))}")


def _place(entry: ModelEntry, store: Store) -> tuple[str, str]:
    try:
        model = locate(entry.name, store)
    except ModelMissingError:
        return "not here", ""
    except ModelError as error:
        return "unusable", str(error)
    return model.source, str(model.path)
