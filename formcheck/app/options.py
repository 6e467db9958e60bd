"""The options of ``formcheck analyze`` and ``formcheck live``, as typer reads them."""

from pathlib import Path
from typing import Annotated

import typer

from formcheck.coaching.speaking import Level

Videos = Annotated[
    list[Path],
    typer.Argument(
        metavar="VIDEO...",
        help="Videos, folders of videos or of pictures, or recordings of poses (.npz), which are "
        "judged anew and not added to the history.",
        show_default=False,
        readable=False,  # each is looked at in its turn
    ),
]
ExerciseName = Annotated[
    str,
    typer.Option(
        "--exercise",
        "-e",
        metavar="ID",
        help="Which exercise it is (see: formcheck exercises), your own Python file, or auto.",
        show_default=False,
    ),
]
OutputFolder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Write the result, the poses, the report and the annotated video here.",
        show_default=False,
    ),
]
JsonFile = Annotated[
    Path | None,
    typer.Option(
        "--json",
        metavar="FILE",
        help="Write the result as JSON; - is standard output.",
        show_default=False,
        allow_dash=True,
    ),
]
ProfileNames = Annotated[
    str,
    typer.Option(
        metavar="LIST",
        help="default, sensitive-back, sensitive-neck, pregnant; several with commas.",
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        help="Pose model: lite, full, heavy, or a .task file.",
        show_default="full",
    ),
]
NoVideo = Annotated[bool, typer.Option("--no-video", help="With -o: draw no annotated video.")]
NoPictures = Annotated[
    bool, typer.Option("--no-pictures", help="With -o: show stick figures in the report.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="How many videos, or parts of one, at once.",
        show_default="one for each processor core",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Have a folder analysed by the workers of this Dask scheduler (tcp://host:8786).",
        show_default=False,
    ),
]
LiveExercise = Annotated[
    str,
    typer.Argument(
        metavar="[EXERCISE|ROUTINE]",
        help="An exercise, spine-health, bendy-back, a list like cat_cow:5,cobra:5, or your "
        "own Python file.",
    ),
]
CameraName = Annotated[
    str,
    typer.Option(
        "--camera",
        metavar="0|PATH|ADDRESS",
        help="A camera's number or device, an address (http, rtsp), or a video file.",
    ),
]
SessionFolder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Keep results and poses here, and not in your data folder.",
        show_default=False,
    ),
]
VoiceLevel = Annotated[
    Level,
    typer.Option(
        "--voice",
        metavar="LEVEL",
        help="How much is said: quiet (alerts, when a hold is over, what comes next), normal, "
        "chatty.",
    ),
]
Mute = Annotated[bool, typer.Option("--mute", help="Captions alone, no speech.")]
Record = Annotated[bool, typer.Option("--record", help="Keep the video as well.")]
NoWindow = Annotated[
    bool, typer.Option("--no-window", help="Voice and text alone; Ctrl-C ends it.")
]
Calibrate = Annotated[
    bool, typer.Option("--calibrate", help="Learn how far is comfortable for you.")
]
Variant = Annotated[
    str | None, typer.Option(metavar="NAME", help="Of a routine: seated.", show_default=False)
]
Again = Annotated[
    bool, typer.Option("--again", help="Look at a video anew that was analysed before.")
]
NoHistory = Annotated[
    bool, typer.Option("--no-history", help="Leave the result out of: formcheck history.")
]
BreathSeconds = Annotated[
    float, typer.Option(min=1, max=60, help="How long one of your breaths is.")
]
LongestSide = Annotated[
    int, typer.Option(min=64, max=4096, help="Pictures are scaled to this for the model, in px.")
]
