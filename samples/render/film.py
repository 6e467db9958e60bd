"""Draws a take and writes it as a video."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from samples.render.camera import Camera, framing
from samples.render.kinematics import skinned
from samples.render.rasterizer import Picture, Rasterizer
from samples.render.take import Take

SIZE = 640, 480
NOISE = 1.2
"""Standard deviation of the sensor's noise, of 255."""
QUALITY = 26
"""Constant rate factor of H.264: lower is better and larger."""


def write_video(shot: Take, folder: Path) -> None:
    """Draw a take and write it as a video."""
    _encode(_pictures(shot), folder / f"{shot.clip.name}.mp4", shot.clip.fps)


def camera_of(shot: Take) -> Camera:
    """Return the camera that sees the person all the time."""
    some = shot.body.skin[::15]
    seen = [skinned(shot.body, some, figure.matrices) for figure in shot.figures[::4]]
    return framing(shot.clip.viewpoint, shot.clip.near, np.concatenate(seen), SIZE)


def _pictures(shot: Take) -> Iterator[Picture]:
    rng = np.random.default_rng(len(shot.figures))
    with Rasterizer(shot.body, shot.clip.person.wardrobe, camera_of(shot)) as rasterizer:
        for figure in shot.figures:
            picture = rasterizer.draw(figure.matrices)
            noise = rng.normal(0.0, NOISE, (*picture.shape[:2], 1))
            yield np.clip(picture + noise, 0, 255).astype(np.uint8)


def _encode(pictures: Iterable[Picture], path: Path, fps: int) -> None:
    with av.open(path, "w") as file:
        stream = file.add_stream("libx264", rate=Fraction(fps))
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": str(QUALITY), "preset": "slow"}
        for picture in pictures:
            file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        file.mux(stream.encode())
