"""``python -m samples.render OUT``: makes the sample clips."""

from pathlib import Path
from typing import Annotated

import typer

from samples.render.assets import AssetError
from samples.render.clips.catalogue import CLIPS
from samples.render.take import Take, take, write_truth


def main(
    out: Annotated[Path, typer.Argument(help="Folder for the clips and their truth.")],
    only: Annotated[str, typer.Option(help="Make only the clip of this name.")] = "",
    truth_only: Annotated[bool, typer.Option(help="Write the truth, draw nothing.")] = False,
) -> None:
    """Make the sample clips: a video and the exact truth of each."""
    chosen = [clip for clip in CLIPS if only in ("", clip.name)]
    if not chosen:
        known = ", ".join(clip.name for clip in CLIPS)
        raise _failed(f"no clip is called {only!r}; the clips are {known}")
    out.mkdir(parents=True, exist_ok=True)
    for clip in chosen:
        try:
            shot = take(clip)
            write_truth(shot, out)
            if not truth_only:
                _draw(shot, out)
        except AssetError as error:
            raise _failed(str(error)) from None
        typer.echo(f"{clip.name}: {shot.truth['duration_s']} s")


def _draw(shot: Take, out: Path) -> None:
    """Write the video; only this needs OpenGL."""
    try:
        from samples.render.film import write_video
    except ImportError as error:
        raise _failed(f"{error.name} is missing; install the dependency group `samples`") from None
    write_video(shot, out)


def _failed(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
