"""How ``formcheck live`` is called."""

from pathlib import Path
from typing import Annotated

import typer

from formcheck.app import options
from formcheck.breath import BREATH_S

EXAMPLES = """Examples:

formcheck live cobra - one exercise in front of the first camera, until you press q

formcheck live spine-health -o out --record - a whole routine; keep the video too

formcheck live cat_cow:5,childs_pose:3,cobra:5 - a routine of your own

formcheck live cobra --camera http://192.168.1.20:8080/video - a phone's camera app

formcheck live cobra --camera me.mp4 --mute - a video, as if it were a camera

formcheck live cobra --calibrate - learn how far is comfortable for you"""


def live(  # noqa: PLR0913 - one for each option
    exercise: Annotated[
        str,
        typer.Argument(
            metavar="[EXERCISE|ROUTINE]",
            help="An exercise, spine-health, bendy-back, a list like cat_cow:5,cobra:5, or your "
            "own Python file.",
        ),
    ] = "spine-health",
    camera: Annotated[
        str,
        typer.Option(
            metavar="0|PATH|ADDRESS",
            help="A camera's number or device, an address (http, rtsp), or a video file.",
        ),
    ] = "0",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Keep results and poses here, and not in your data folder.",
            show_default=False,
        ),
    ] = None,
    profile: options.ProfileNames = "default",
    voice: Annotated[
        str,
        typer.Option(
            metavar="LEVEL",
            help="How much is said: quiet (alerts, when a hold is over, what comes next), normal, "
            "chatty.",
        ),
    ] = "normal",
    mute: Annotated[bool, typer.Option("--mute", help="Captions alone, no speech.")] = False,
    record: Annotated[bool, typer.Option("--record", help="Keep the video as well.")] = False,
    no_window: Annotated[
        bool, typer.Option("--no-window", help="Voice and text alone; Ctrl-C ends it.")
    ] = False,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="Learn how far is comfortable for you.")
    ] = False,
    variant: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Of a routine: seated.", show_default=False),
    ] = None,
    model: options.ModelName = None,
    breath_seconds: options.BreathSeconds = BREATH_S,
    no_history: options.NoHistory = False,
) -> None:
    """Coach an exercise or a routine as you do it, through a camera."""
    import cv2  # noqa: F401 - before av: that brings a libxcb with which cv2's windows hang

    from formcheck.app.live.choice import plan_for
    from formcheck.app.live.command import LiveWishes, coach, level_of
    from formcheck.app.videos.landmarking import Sight

    level = level_of(voice)
    wishes = LiveWishes(camera, output, level, mute, record, not no_window, not no_history)
    plan = plan_for(exercise, profile, breath_seconds, variant, calibrate)
    raise typer.Exit(coach(plan, Sight(model), wishes))
