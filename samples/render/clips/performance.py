"""What one clip shows."""

from collections.abc import Callable
from dataclasses import dataclass

from samples.render.body import Shape
from samples.render.motion import Motion
from samples.render.posing import Poser
from samples.render.posture import Posture, Side
from samples.render.wardrobe import Wardrobe

ELSEWHERE = "elsewhere"
"""The phase of moments that no check looks at."""


@dataclass(frozen=True)
class Performance:
    """A movement, and the postures that say what is neutral for the one who does it."""

    motion: Motion
    rest: Posture
    """The start position done well."""
    peak: Posture
    """The far end of the movement done well."""
    lying: Posture | None = None
    """Where the hips are down; the start position when None."""


@dataclass(frozen=True)
class Person:
    """Who is in a clip."""

    shape: Shape
    wardrobe: Wardrobe


@dataclass(frozen=True)
class Viewpoint:
    """Where the camera stands; how far away follows from what it must see."""

    azimuth_deg: float
    """From the middle of the mat: 0 at the person's right, 90 ahead of the head end (-y)."""
    height_m: float
    field_of_view_deg: float = 42.0
    """Upright, from the top of the picture to its bottom."""
    roll_deg: float = 0.0


@dataclass(frozen=True)
class Clip:
    """One sample clip."""

    name: str
    exercise: str
    view: str
    near: Side
    person: Person
    viewpoint: Viewpoint
    perform: Callable[[Poser], Performance]
    fps: int = 15
    held: bool = False
    """Whether the exercise is a hold, not counted in repetitions."""
    sided: bool = False
    """Whether it is done to either side."""
