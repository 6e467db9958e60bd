"""Lets the person of a clip perform, and tells the truth about it."""

import json
from dataclasses import dataclass
from pathlib import Path

from samples.render.body import Body
from samples.render.clips.performance import Clip
from samples.render.motion import alive
from samples.render.posing import Figure, Poser
from samples.render.truth import Json, neutral, ratios, truth


@dataclass(frozen=True, eq=False)
class Take:
    """A performed clip before it is drawn."""

    clip: Clip
    body: Body
    figures: list[Figure]
    """One for each frame."""
    truth: Json


def take(clip: Clip) -> Take:
    """Perform a clip."""
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
