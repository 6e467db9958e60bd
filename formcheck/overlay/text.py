"""Letters on a picture: crisp where OpenCV brings real fonts (5.0), plain strokes before that."""

from dataclasses import dataclass

import cv2

from formcheck.io.frames import Picture

Colour = tuple[int, int, int]
"""Red, green, blue."""

_FONT = cv2.FontFace("sans") if hasattr(cv2, "FontFace") else None
_CAPITAL = 0.75
"""Height of a capital over the size of that font."""

_STROKES = cv2.FONT_HERSHEY_SIMPLEX
_STROKES_CAPITAL_PX = 22
"""Height of a capital of the plain strokes at scale 1."""


@dataclass(frozen=True)
class Style:
    """How text looks."""

    capital_px: float
    """Height of a capital letter."""
    colour: Colour = (255, 255, 255)
    bold: bool = False

    @property
    def size(self) -> int:
        """The font's size."""
        return max(1, round(self.capital_px / _CAPITAL))

    @property
    def weight(self) -> int:
        """The font's weight."""
        return 700 if self.bold else 500

    @property
    def scale(self) -> float:
        """The size of the plain strokes."""
        return self.capital_px / _STROKES_CAPITAL_PX

    @property
    def stroke_px(self) -> int:
        """How thick the plain strokes are."""
        return max(1, round(self.capital_px * (0.16 if self.bold else 0.1)))


def text_width_px(text: str, style: Style) -> int:
    """Return how wide a text will be."""
    if _FONT is not None:
        return cv2.getTextSize((0, 0), text, (0, 0), _FONT, style.size, style.weight)[2]
    (width, _), _ = cv2.getTextSize(text, _STROKES, style.scale, style.stroke_px)
    return width


def put_text(image: Picture, text: str, left_px: float, base_px: float, style: Style) -> None:
    """Draw a text that starts at left_px and stands on base_px into the picture."""
    corner = (round(left_px), round(base_px))
    if _FONT is not None:
        cv2.putText(image, text, corner, style.colour, _FONT, style.size, style.weight)
        return
    cv2.putText(
        image, text, corner, _STROKES, style.scale, style.colour, style.stroke_px, cv2.LINE_AA
    )


def wrapped(text: str, style: Style, width_px: float) -> list[str]:
    """Return the text in lines no wider than that, as far as its words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width_px(longer, style) <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
