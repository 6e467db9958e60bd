"""The command line. Every command imports what it needs when it is run."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from formcheck import __version__
from formcheck.app import history_cli, model_cli, options
from formcheck.app.failures import FAILED, STOPPED, report, say
from formcheck.app.live.cli import EXAMPLES, live
from formcheck.breath import BREATH_S

ANALYZE_EXAMPLES = """Examples:

formcheck analyze me.mp4 -e cobra - count and check, on the screen

formcheck analyze me.mp4 -e cobra -o out - also a report, poses and a video: out/me.*

formcheck analyze me.mp4 -e cat_cow --profile sensitive-back,sensitive-neck --json - | jq .count

formcheck analyze videos -e cobra -o out - every video below a folder; if ended, it goes on

formcheck analyze out/me.poses.npz -e my_stretch.py - judge the same poses by your own file"""

EXERCISES_EXAMPLES = """Examples:

formcheck exercises - all of them

formcheck exercises cobra - how to do it, where to put the camera, what is checked"""

app = typer.Typer(
    name="formcheck",
    help="Check the form of floor exercises for the spine, from a webcam or a video.",
    epilog="Not medical advice. Ask your physician before you start any exercise.",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(model_cli.app, name="model")
app.add_typer(history_cli.app, name="history")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def formcheck(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Check the form of floor exercises for the spine, from a webcam or a video."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(epilog=ANALYZE_EXAMPLES)
def analyze(  # noqa: PLR0913 - one for each option
    videos: options.Videos,
    exercise: options.ExerciseName,
    output: options.OutputFolder = None,
    json: options.JsonFile = None,
    profile: options.ProfileNames = "default",
    model: options.ModelName = None,
    no_video: options.NoVideo = False,
    no_pictures: options.NoPictures = False,
    no_history: options.NoHistory = False,
    breath_seconds: options.BreathSeconds = BREATH_S,
    longest_side: options.LongestSide = 640,
    jobs: options.Jobs = None,
    again: options.Again = False,
    cluster: options.Cluster = None,
) -> None:
    """Count and check an exercise in recorded videos."""
    from formcheck.app.videos.analyze import asked_for
    from formcheck.app.videos.analyze_command import AnalyzeWishes, analyze_all
    from formcheck.app.videos.batch import Request
    from formcheck.app.videos.batch_command import analyze_folders, is_batch
    from formcheck.app.videos.crew import cores
    from formcheck.app.videos.landmarking import Sight
    from formcheck.app.videos.reuse import Shelf, recordings_folder

    task = asked_for(exercise, profile, breath_seconds)
    wishes = AnalyzeWishes(output, json, not no_video, not no_pictures, not no_history)
    sight = Sight(model, longest_side, jobs or cores(), Shelf(recordings_folder()), again)
    if cluster is not None or is_batch(videos, output):
        kept = wishes.video, wishes.pictures, wishes.history
        request = Request(exercise, profile, breath_seconds, sight, *kept)
        raise typer.Exit(analyze_folders(videos, request, wishes, cluster))
    raise typer.Exit(analyze_all(videos, task, sight, wishes))


app.command(epilog=EXAMPLES)(live)
app.command(epilog=history_cli.SHOW_EXAMPLES)(history_cli.show)


@app.command(epilog=EXERCISES_EXAMPLES)
def exercises(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="One of them, or your own file.", show_default=False),
    ] = None,
) -> None:
    """List the exercises, or show one: set-up, camera, checks, profiles."""
    from formcheck.app.choice import choose_exercise
    from formcheck.app.tables import console, show_exercise, show_exercises
    from formcheck.exercises import EXERCISES

    if name is None:
        show_exercises(console(), EXERCISES.values())
    else:
        show_exercise(console(), choose_exercise(name))


@app.command()
def doctor() -> None:
    """Find out whether everything is here that an analysis needs, and what to do if not."""
    from formcheck.app.doctor import examine, show
    from formcheck.app.tables import console

    raise typer.Exit(show(console(), examine()))


def _leave_width_open() -> None:
    """Take a terminal that tells a width of 0 for one that tells none; nothing fits into that."""
    if os.environ.get("COLUMNS") == "0":
        del os.environ["COLUMNS"]


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    _leave_width_open()
    try:
        status = app(args=arguments, prog_name="formcheck", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "formcheck"
        line = error.format_message().rstrip(".").replace("Value error, ", "")  # of choices
        say(f"{line}; see: {command} --help")
        return error.exit_code
    except typer.Abort:
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        return report(error)
    return int(status or 0)
