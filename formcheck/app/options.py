"""The options that commands share, as typer reads them."""

from pathlib import Path
from typing import Annotated

import typer

Videos = Annotated[
    list[Path],
    typer.Argument(
        metavar="VIDEO...",
        help="Videos, folders of videos or of pictures, or recordings of poses (.npz).",
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
