"""The live picture: the annotated one, mirrored, over a bar with what is said and the keys."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Literal

import cv2
import numpy as np

from formcheck.assessment import Assessment
from formcheck.breath import Breath
from formcheck.io.frames import Picture
from formcheck.overlay.layout import Box
from formcheck.overlay.overlay import AMBER, GREEN, PALE, RED, WHITE, Overlay, unit_px
from formcheck.overlay.text import Colour, Style, put_text, text_width_px, wrapped
from formcheck.pose import Pose

Key = Literal["q", "space", "n", "r", "f", "d"]

DIGITS = 2
"""A headline of no more letters is a number."""
BAR_HEIGHT = 0.27
"""Of the bar, in units: so much that what is said can be read from three metres."""
GROUND: Colour = (24, 28, 34)
BUTTON: Colour = (58, 64, 74)
BLUE: Colour = (90, 190, 255)
KEYS: dict[Key, str] = {
    "q": "q end",
    "space": "space pause",
    "n": "n skip",
    "r": "r again",
    "f": "f full screen",
    "d": "d delay",
}


def keys_for(routine: bool) -> tuple[Key, ...]:
    """Return the keys of a session; only in a routine is there something to skip."""
    return tuple(key for key in KEYS if key != "n" or routine)


@dataclass(frozen=True, eq=False)
class Scene:
    """All that is shown at one instant."""

    image: Picture
    """As the camera gave it, not mirrored."""
    pose: Pose | None = None
    assessment: Assessment | None = None
    overlay: Overlay | None = None
    """Draws the two over the picture; all three or none of them."""
    caption: str = ""
    """What is said."""
    headline: str = ""
    """What is large in the middle: a countdown, a pause, a camera that is gone."""
    left_s: float = 0.0
    """How long the headline is still true; 0 where nobody knows."""
    progress: str = ""
    """Where in the routine this is, and what comes next."""
    breath: Breath | None = None
    keys: tuple[Key, ...] = keys_for(routine=False)
    pressed: tuple[Key, ...] = ()
    """What is switched on."""
    recorded: bool = False
    pace: str = ""
    """Frame rate and delay, if asked for."""
    time_s: float = 0.0
    """Seconds of the source."""


@dataclass(frozen=True, eq=False)
class Painting:
    """A picture ready to be shown."""

    image: Picture
    buttons: dict[Key, Box] = field(default_factory=dict)

    def key_at(self, x: float, y: float) -> Key | None:
        """Return the key whose button is at a place of the picture."""
        hit = (
            key
            for key, box in self.buttons.items()
            if box.left <= x <= box.right and box.top <= y <= box.bottom
        )
        return next(hit, None)


class Painter:
    """Draws scenes; what does not change from one to the next is kept."""

    def __init__(self) -> None:
        self._bar: Picture = np.zeros((0, 0, 3), np.uint8)
        self._buttons: dict[Key, Box] = {}
        self._shown: tuple[object, ...] = ()

    def paint(self, scene: Scene) -> Painting:
        """Return what to show."""
        height, width = scene.image.shape[:2]
        unit = unit_px(scene.image)
        bar = self._bar_for(scene, width, unit)
        image = np.empty((height + len(bar), width, 3), np.uint8)
        _annotate(image[:height], scene)
        if scene.headline:
            left = f" ({ceil(scene.left_s)})" if scene.left_s > 0 else ""
            _headline(image[:height], scene.headline + left, unit)
        image[height:] = bar
        if scene.breath is not None:
            _pacer(image[height:], scene.breath, unit)
        return Painting(image, {key: _lowered(box, height) for key, box in self._buttons.items()})

    def _bar_for(self, scene: Scene, width: int, unit: float) -> Picture:
        shown = (
            width,
            unit,
            scene.caption,
            scene.progress,
            scene.keys,
            scene.pressed,
            scene.recorded,
            scene.pace,
            scene.breath is None,
        )
        if shown != self._shown:
            self._bar, self._buttons = _bar(scene, width, unit)
            self._shown = shown
        return self._bar


def mirrored(pose: Pose, width: int) -> Pose:
    """Return a pose as it is in the mirrored picture; left and right stay the person's own."""
    image = pose.image.copy()
    image[:, 0] = width - 1 - image[:, 0]
    return replace(pose, image=image)


def _annotate(picture: Picture, scene: Scene) -> None:
    """Fill in the mirrored picture with everything over it: text must not be mirrored."""
    cv2.flip(scene.image, 1, dst=picture)
    if scene.pose is not None and scene.assessment is not None and scene.overlay is not None:
        pose = mirrored(scene.pose, picture.shape[1])
        scene.overlay.draw_onto(picture, pose, scene.assessment)


def _headline(picture: Picture, text: str, unit: float) -> None:
    """Write large in the middle, as large as fits."""
    height, width = picture.shape[:2]
    style, lines = _largest(text, 0.34 if len(text) <= DIGITS else 0.12, 0.9 * width, unit)
    step = 1.6 * style.capital_px
    reach = max(text_width_px(line, style) for line in lines) / 2 + 0.5 * style.capital_px
    top = height / 2 - step * (len(lines) - 1) / 2 - 0.5 * style.capital_px
    rows = slice(
        max(0, round(top - 0.5 * style.capital_px)),
        round(top + step * (len(lines) - 1) + 1.5 * style.capital_px),
    )
    picture[rows, max(0, round(width / 2 - reach)) : round(width / 2 + reach)] >>= 2
    for i, line in enumerate(lines):
        left = (width - text_width_px(line, style)) / 2
        put_text(picture, line, left, top + i * step + style.capital_px, style)


def _largest(text: str, most: float, room: float, unit: float) -> tuple[Style, list[str]]:
    """Return the largest writing in which no line of a text is wider than the room."""
    style = Style(most * unit, WHITE, bold=True)
    lines = wrapped(text, style, room)
    while any(text_width_px(line, style) > room for line in lines):
        style = replace(style, capital_px=0.85 * style.capital_px)
        lines = wrapped(text, style, room)
    return style, lines


def _bar(scene: Scene, width: int, unit: float) -> tuple[Picture, dict[Key, Box]]:
    bar = np.empty((round(BAR_HEIGHT * unit), width, 3), np.uint8)
    bar[:] = GROUND
    margin, base = 0.03 * unit, 0.168 * unit
    room = width - 2 * margin - (0.18 * unit if scene.breath is not None else 0)
    caption = Style(0.066 * unit, WHITE, bold=True)
    _fitted(bar, scene.caption, (margin, 0.105 * unit), room, caption)
    small = Style(0.026 * unit, PALE)
    right = _right(bar, scene.pace, width - margin, base, small)
    if scene.recorded:
        left = _right(bar, "REC", right, base, replace(small, colour=WHITE, bold=True))
        centre = (round(left - 0.016 * unit), round(base - small.capital_px / 2))
        cv2.circle(bar, centre, round(0.014 * unit), RED, cv2.FILLED, cv2.LINE_AA)
        right = left - 0.06 * unit
    _fitted(bar, scene.progress, (margin, base), right - margin, small)
    return bar, _buttons(bar, scene, unit)


def _fitted(
    bar: Picture, text: str, corner: tuple[float, float], room: float, style: Style
) -> None:
    """Write a text on one line, smaller where it would not fit."""
    width = text_width_px(text, style)
    if width > room > 0:
        style = replace(style, capital_px=style.capital_px * room / width)
    put_text(bar, text, *corner, style)


def _right(bar: Picture, text: str, right: float, base: float, style: Style) -> float:
    """Write a text that ends at the right; return where the next one may end."""
    if not text:
        return right
    left = right - text_width_px(text, style)
    put_text(bar, text, left, base, style)
    return left - style.capital_px


def _buttons(bar: Picture, scene: Scene, unit: float) -> dict[Key, Box]:
    """Draw the keys as buttons, smaller where the picture is narrow; return where they are."""
    margin, gap, pad = 0.03 * unit, 0.016 * unit, 0.014 * unit
    style = Style(0.024 * unit, WHITE)
    texts = {key: KEYS[key] for key in scene.keys}
    needed = sum(text_width_px(text, style) + 2 * pad + gap for text in texts.values())
    shrunk = min(1.0, (bar.shape[1] - 2 * margin) / needed)
    style, pad, gap = (
        replace(style, capital_px=shrunk * style.capital_px),
        shrunk * pad,
        shrunk * gap,
    )
    left, top, bottom = margin, 0.196 * unit, 0.252 * unit
    found: dict[Key, Box] = {}
    for key, text in texts.items():
        box = Box(left, top, left + text_width_px(text, style) + 2 * pad, bottom)
        _button(bar, box, key in scene.pressed)
        put_text(bar, text, left + pad, (top + bottom + style.capital_px) / 2, style)
        found[key] = box
        left = box.right + gap
    return found


def _button(bar: Picture, box: Box, pressed: bool) -> None:
    cv2.rectangle(bar, *box.corners, BUTTON, cv2.FILLED)
    if pressed:
        cv2.rectangle(bar, *box.corners, AMBER, max(1, round(box.height / 12)))


def _pacer(bar: Picture, breath: Breath, unit: float) -> None:
    """Draw a disc that grows while breathing in and shrinks while breathing out."""
    centre = (round(bar.shape[1] - 0.105 * unit), round(0.07 * unit))
    widest = 0.062 * unit
    cv2.circle(bar, centre, round(widest), BUTTON, max(1, round(0.006 * unit)), cv2.LINE_AA)
    colour = BLUE if breath.inhaling else GREEN
    cv2.circle(
        bar, centre, round((0.35 + 0.6 * breath.fill) * widest), colour, cv2.FILLED, cv2.LINE_AA
    )
    text, style = "in" if breath.inhaling else "out", Style(0.028 * unit, GROUND, bold=True)
    left = centre[0] - text_width_px(text, style) / 2
    put_text(bar, text, left, centre[1] + style.capital_px / 2, style)


def _lowered(box: Box, height: int) -> Box:
    return Box(box.left, box.top + height, box.right, box.bottom + height)


def card(size: tuple[int, int], title: str, lines: Sequence[str]) -> Picture:
    """Return a page of text, the title large: the summary at the end."""
    width, height = size
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = GROUND
    unit = unit_px(picture)
    margin = 0.07 * unit
    base = 0.14 * unit
    for text, capital, colour in ((title, 0.07, WHITE), *((line, 0.04, PALE) for line in lines)):
        style = Style(capital * unit, colour, bold=capital > 0.05)
        for part in wrapped(text, style, width - 2 * margin):
            put_text(picture, part, margin, base, style)
            base += 1.65 * style.capital_px
        base += 0.7 * style.capital_px
    return picture
