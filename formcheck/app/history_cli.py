"""How ``formcheck show`` and ``formcheck history`` are called."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

formcheck history - the latest sets, and the trend of each exercise

formcheck history -e cobra --weeks 26 - the latest 26 weeks with that exercise

formcheck history page trends.html --open - the same as a page

formcheck history export everything.json - or .csv, a row for each set

formcheck history delete 12 13 - or --before 2025-01-01, or --all"""

SHOW_EXAMPLES = """Examples:

formcheck show out/me.json - what it came to, with a small plot

formcheck show out - all results in a folder

formcheck show out --open - the same as a page in the browser"""

app = typer.Typer(
    help="Show what was done so far, week by week. Pictures are never kept.",
    epilog=EXAMPLES,
    invoke_without_command=True,
)

ExerciseId = Annotated[
    str | None,
    typer.Option("--exercise", "-e", metavar="ID", help="Only this one.", show_default=False),
]
Weeks = Annotated[
    int, typer.Option("--weeks", min=1, max=520, help="How many of the latest weeks in use.")
]
OpenPage = Annotated[bool, typer.Option("--open", help="Open the page in the browser.")]


def show(
    path: Annotated[
        Path, typer.Argument(metavar="FILE|DIR", help="A result, a report, or a folder of them.")
    ],
    open_page: OpenPage = False,
) -> None:
    """Show results and reports of earlier analyses."""
    from formcheck.app.show_command import show_path
    from formcheck.app.tables import console

    show_path(console(), path, open_page)


@app.callback()
def history(
    context: typer.Context,
    exercise: ExerciseId = None,
    weeks: Weeks = 12,
    sets: Annotated[int, typer.Option(min=0, help="How many of the latest sets.")] = 10,
) -> None:
    """Show the latest sets, and the trend of each exercise."""
    from formcheck.app.history_command import show_history
    from formcheck.app.tables import console

    if context.invoked_subcommand is None:
        show_history(console(), exercise, weeks, sets)


@app.command()
def page(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")],
    exercise: ExerciseId = None,
    weeks: Weeks = 26,
    open_page: OpenPage = False,
) -> None:
    """Write the trends as a page."""
    from formcheck.app.history_command import write_trends

    write_trends(file, exercise, weeks, open_page)


@app.command()
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Ends with .json (everything) or .csv.")
    ],
) -> None:
    """Write everything into one file."""
    from formcheck.app.history_command import export_history

    export_history(file)


@app.command()
def delete(
    ids: Annotated[
        list[int] | None,
        typer.Argument(metavar="[ID]...", help="Numbers of the list.", show_default=False),
    ] = None,
    before: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="What is older than this.", show_default=False),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Everything, with live sessions, own ranges and kept poses."),
    ] = False,
) -> None:
    """Forget results for good."""
    from formcheck.app.history_command import forget

    forget(ids or [], before, everything)
