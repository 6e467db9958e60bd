"""What a person wears and what colour it is."""

from dataclasses import dataclass
from typing import Literal

Color = tuple[float, float, float]
"""Linear red, green and blue, 0 to 1."""


def linear(code: str) -> Color:
    """Return the linear colour of an sRGB code: ``linear("3c8c84")``."""
    red, green, blue = (_linear(int(code[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value < 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


@dataclass(frozen=True)
class Wardrobe:
    """Colours as sRGB codes."""

    skin: str
    hair: str
    shirt: str
    leggings: str
    mat: str
    hairstyle: Literal["bun", "short"] = "short"
    eyes: str = "4b2d18"
