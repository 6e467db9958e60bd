"""How ``formcheck model`` is called."""

from pathlib import Path
from typing import Annotated

import typer

SHOW_EXAMPLES = """Examples:

formcheck model - which models are here, and where they came from

formcheck model --path - the file that an analysis would use

formcheck model fetch - get the standard model (full)"""

FETCH_EXAMPLES = """Examples:

formcheck model fetch - the standard model (full), into your cache

formcheck model fetch heavy - the largest one: slower

formcheck model fetch --into models - keep it in the folder "models" """

app = typer.Typer(help="Show the pose models on this machine, or get one.", epilog=SHOW_EXAMPLES)


@app.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    path: Annotated[
        bool, typer.Option("--path", help="Print only the path of the model in use.")
    ] = False,
) -> None:
    """Show the pose models on this machine, and which one is in use."""
    if context.invoked_subcommand is not None:
        return
    from formcheck.app.model_command import path_in_use, show_models
    from formcheck.app.tables import console

    if path:
        typer.echo(path_in_use())
    else:
        show_models(console())


@app.command("fetch", epilog=FETCH_EXAMPLES)
def fetch_one(
    name: Annotated[str, typer.Argument(help="lite, full or heavy.")] = "full",
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="DIR", help="Keep it here instead of in your cache."),
    ] = None,
) -> None:
    """Get a pose model, unless it is there already."""
    from formcheck.app.model_command import fetched

    model = fetched(name, into)
    typer.echo(f"{model.path} ({model.source}, sha256 {model.sha256})")
