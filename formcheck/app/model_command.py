"""``formcheck model``: which pose models are here, and getting one."""

from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from formcheck.vision.manifest import ModelEntry
from formcheck.vision.store import (
    DEFAULT_MODEL,
    ModelError,
    ModelMissingError,
    Store,
    fetch,
    locate,
    standard_store,
)

SHOW_EXAMPLES = """Examples:

formcheck model - which models are here, and where they came from

formcheck model --path - the file that an analysis would use

formcheck model fetch - get the standard model (full)"""

FETCH_EXAMPLES = """Examples:

formcheck model fetch - the standard model (full), into your cache

formcheck model fetch heavy - the largest one: slower

formcheck model fetch --into models - keep it in the folder "models" """

app = typer.Typer(help="Show the pose models on this machine, or get one.", epilog=SHOW_EXAMPLES)


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


@app.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    path: bool = typer.Option(False, "--path", help="Print only the path of the model in use."),
) -> None:
    """Show the pose models on this machine, and which one is in use."""
    if context.invoked_subcommand is not None:
        return
    store = _store(context)
    if path:
        try:
            typer.echo(locate(store=store).path)
        except ModelError as error:
            raise _failed(error) from error
        return
    _show_all(store)


@app.command("fetch", epilog=FETCH_EXAMPLES)
def fetch_one(
    context: typer.Context,
    name: str = typer.Argument(DEFAULT_MODEL, help="lite, full or heavy."),
    into: Path | None = typer.Option(
        None, "--into", metavar="DIR", help="Keep it here instead of in your cache."
    ),
) -> None:
    """Get a pose model, unless it is there already."""
    store = _store(context)
    if name not in store.entries:
        raise _failed(f"there is no model named {name!r}; choose {store.names}", status=2)
    try:
        with FetchBar() as bar:
            model = fetch(name, progress=bar, into=into, store=store)
    except ModelError as error:
        raise _failed(error) from error
    typer.echo(f"{model.path} ({model.source}, sha256 {model.sha256})")


def _store(context: typer.Context) -> Store:
    return context.find_object(Store) or standard_store()


def _failed(reason: ModelError | str, status: int = 1) -> typer.Exit:
    typer.echo(f"formcheck: {reason}", err=True)
    return typer.Exit(status)


def _show_all(store: Store) -> None:
    table = Table("model", "size", "source", box=None, pad_edge=False)
    table.add_column("path", overflow="fold")
    for entry in store.entries.values():
        source, path = _place(entry, store)
        table.add_row(entry.name, f"{entry.size_bytes / 1e6:.1f} MB", source, escape(path))
    console = Console(soft_wrap=True, highlight=False, emoji=False)
    console.print(table)
    try:
        console.print(f"\nIn use: {escape(str(locate(store=store).path))}")
    except ModelError as error:
        console.print(f"\nNone in use: {escape(str(error))}")


def _place(entry: ModelEntry, store: Store) -> tuple[str, str]:
    try:
        model = locate(entry.name, store)
    except ModelMissingError:
        return "not here", ""
    except ModelError as error:
        return "unusable", str(error)
    return model.source, str(model.path)
