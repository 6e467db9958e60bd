"""Makes one clip: the movement, its truth, its pictures and the video file."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from samples.render.body import Body
from samples.render.camera import Camera, framing
from samples.render.clips.performance import Clip
from samples.render.kinematics import skinned
from samples.render.motion import alive
from samples.render.posing import Figure, Poser
from samples.render.rasterizer import Picture, Rasterizer
from samples.render.rotations import FloatArray
from samples.render.truth import Json, neutral, ratios, truth

SIZE = 640, 480
NOISE = 1.2
"""Standard deviation of the sensor's noise, of 255."""
QUALITY = 26
"""Constant rate factor of H.264: lower is better and larger."""


@dataclass(frozen=True, eq=False)
class Take:
    """A performed clip before it is drawn."""

    clip: Clip
    body: Body
    figures: list[Figure]
    truth: Json


def take(clip: Clip) -> Take:
    """Let the person of a clip perform, and tell the truth about it."""
    body = Body(clip.person.shape)
    poser = Poser(body)
    performance = clip.perform(poser)
    frames = round(performance.motion.end_s * clip.fps)
    moments = [performance.motion.at(index / clip.fps) for index in range(frames)]
    figures = [poser.pose(alive(now, i / clip.fps)) for i, now in enumerate(moments)]
    measured = ratios(clip, neutral(poser, performance, clip), moments, figures)
    return Take(clip, body, figures, truth(clip, performance, frames, measured))


def write_truth(shot: Take, folder: Path) -> None:
    """Write the truth beside where the video goes."""
    path = folder / f"{shot.clip.name}.truth.json"
    path.write_text(json.dumps(shot.truth, indent=1) + "\n")


def write_video(shot: Take, folder: Path) -> None:
    """Draw a take and write it as a video."""
    _encode(_pictures(shot), folder / f"{shot.clip.name}.mp4", shot.clip.fps)


def camera_of(shot: Take) -> Camera:
    """Return the camera that sees the person all the time."""
    some = shot.body.skin[::120]
    seen = [skinned(shot.body, some, figure.matrices) for figure in shot.figures[::3]]
    return framing(shot.clip.viewpoint, shot.clip.near, _joined(seen), SIZE)


def _joined(points: list[FloatArray]) -> FloatArray:
    return np.concatenate(points)


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
