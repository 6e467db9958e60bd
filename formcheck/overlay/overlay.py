"""The annotated picture: body, count, cue and whether the person is seen."""

from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.assessment import Assessment
from formcheck.breath import BREATH_S
from formcheck.checks import Event
from formcheck.exercise import Exercise
from formcheck.io.frames import Picture
from formcheck.overlay.figure import draw_figure
from formcheck.overlay.layout import Box, Placer, Room
from formcheck.overlay.marks import fault_mark
from formcheck.overlay.readout import Cue, Reader, Readout
from formcheck.overlay.text import Colour, Style, put_text, text_width_px, wrapped
from formcheck.pose import Pose

WHITE: Colour = (255, 255, 255)
PALE: Colour = (205, 210, 216)
GREEN: Colour = (70, 220, 110)
GREY: Colour = (160, 166, 174)
RED: Colour = (200, 20, 20)
AMBER: Colour = (255, 190, 40)
BLACK: Colour = (0, 0, 0)

_WRITINGS = ((0.42, 1), (0.34, 1), (0.28, 2), (0.22, 2), (0.18, 3), (0.14, 4), (0.1, 5), (0.06, 9))
"""How large a cue is written, over the banner's height, and on how many lines at most."""
PANEL_HEIGHT = 0.41
"""Height of the panel, over `unit_px`."""
SMALLEST_PX = 100
"""On smaller pictures no text could be read: only the body is drawn."""


class Overlay:
    """Draws over the pictures of one set, in order. For a new set, make a new overlay.

    It remembers the tally by side, and where the text was so that it stays there.
    """

    def __init__(
        self, exercise: Exercise, breath_s: float = BREATH_S, events: Sequence[Event] = ()
    ) -> None:
        self._exercise = exercise
        self._reader = Reader(exercise, breath_s, events)
        self._placer = Placer()

    def draw(self, image: Picture, pose: Pose, assessment: Assessment) -> Picture:
        """Return the picture with everything drawn over it; the given one stays as it is."""
        image = np.array(image)
        self.draw_onto(image, pose, assessment)
        return image

    def draw_onto(self, image: Picture, pose: Pose, assessment: Assessment) -> None:
        """Draw everything into the picture."""
        readout = self._reader.update(pose, assessment)
        near, cue = assessment.near(self._exercise), readout.cue
        fault = fault_mark(cue.check, cue.alert, near, assessment.side) if cue else None
        draw_figure(image, pose, near, fault)
        if min(image.shape[:2]) >= SMALLEST_PX:
            draw_readout(image, readout, *self._placer.place(room_for(image, readout), pose))


def unit_px(image: Picture) -> float:
    """Return the measure of all text: the height, on upright pictures less."""
    height, width = image.shape[:2]
    return float(min(height, 1.6 * width))


def room_for(image: Picture, readout: Readout) -> Room:
    """Return how much room the texts need; the cue's stays the same whatever it says."""
    height, width = image.shape[:2]
    unit = unit_px(image)
    most = width - 0.04 * unit
    panel_width = _panel_width(readout, unit)
    shrunk = min(1.0, most / panel_width)
    return Room(
        picture=(width, height),
        panel=(panel_width * shrunk, PANEL_HEIGHT * unit * shrunk),
        cue=(min(most, 1.6 * unit), 0.15 * unit),
        margin_px=0.02 * unit,
    )


def draw_readout(image: Picture, readout: Readout, panel: Box, cue: Box) -> None:
    """Draw the panel and, if there is one, the cue into the picture."""
    _panel(image, readout, panel)
    if readout.cue is not None:
        _banner(image, readout.cue, cue)


def _panel(image: Picture, readout: Readout, box: Box) -> None:
    unit = box.height / PANEL_HEIGHT
    _shade(image, box)
    left, top, right = box.left + 0.03 * unit, box.top, box.right - 0.03 * unit
    small, number = _small(unit), _number(unit)
    put_text(image, readout.name, left, top + 0.055 * unit, small)
    put_text(
        image, readout.time, right - text_width_px(readout.time, small), top + 0.055 * unit, small
    )
    base = top + 0.28 * unit
    put_text(image, readout.number, left, base, number)
    beside = left + text_width_px(readout.number, number) + 0.02 * unit
    put_text(image, readout.beside, beside, base, _beside(unit))
    put_text(image, readout.below, left, base + 0.05 * unit, small)
    _light(image, readout, (left, base + 0.105 * unit), unit)


def _panel_width(readout: Readout, unit: float) -> float:
    small, gap = _small(unit), 0.02 * unit
    number = text_width_px(readout.number, _number(unit))
    return 0.07 * unit + max(
        0.4 * unit,
        text_width_px(readout.name, small) + 3 * gap + text_width_px(readout.time, small),
        number + gap + text_width_px(readout.beside, _beside(unit)),
        text_width_px(readout.below, small),
        3 * gap + text_width_px(readout.state, small),
    )


def _small(unit: float) -> Style:
    return Style(0.028 * unit, PALE)


def _number(unit: float) -> Style:
    return Style(0.19 * unit, WHITE, bold=True)


def _beside(unit: float) -> Style:
    return Style(0.075 * unit, WHITE, bold=True)


def _shade(image: Picture, box: Box) -> None:
    (left, top), (right, bottom) = box.corners
    part = image[max(0, top) : bottom, max(0, left) : right]
    part >>= 2


def _light(image: Picture, readout: Readout, at: tuple[float, float], unit: float) -> None:
    """Draw a full green dot, or a hollow grey ring, and what it means."""
    left, base = at
    radius = 0.02 * unit
    centre = (round(left + radius), round(base - 0.014 * unit))
    if readout.seen:
        cv2.circle(image, centre, round(radius), GREEN, cv2.FILLED, cv2.LINE_AA)
    else:
        cv2.circle(image, centre, round(radius), GREY, max(1, round(radius / 3)), cv2.LINE_AA)
    put_text(image, readout.state, left + 3 * radius, base, _small(unit))


def _banner(image: Picture, cue: Cue, box: Box) -> None:
    """Draw what to do now: white on red with a warning triangle, or black on amber."""
    ground, ink = (RED, WHITE) if cue.alert else (AMBER, BLACK)
    cv2.rectangle(image, *box.corners, ground, cv2.FILLED)
    height = box.height
    sign_px = height if cue.alert else 0.25 * height
    if cue.alert:
        _warning_sign(image, box, ink, ground)
    style, lines = _fitting(cue.text, ink, height, box.right - box.left - sign_px - 0.25 * height)
    step = style.capital_px * 1.65
    base = box.top + (height - step * (len(lines) - 1) + style.capital_px) / 2
    for i, line in enumerate(lines):
        put_text(image, line, box.left + sign_px, base + i * step, style)


def _fitting(text: str, ink: Colour, height: float, width: float) -> tuple[Style, list[str]]:
    """Return the largest writing in which a text fits, on as few lines as that takes."""
    for share, most in _WRITINGS:
        style = Style(share * height, ink, bold=True)
        lines = wrapped(text, style, width)
        if len(lines) <= most and all(text_width_px(line, style) <= width for line in lines):
            break
    return style, lines


def _warning_sign(image: Picture, box: Box, ink: Colour, ground: Colour) -> None:
    height = box.height
    x, y = box.left + 0.5 * height, box.top + 0.14 * height
    corners = [(x, y), (x + 0.4 * height, y + 0.7 * height), (x - 0.4 * height, y + 0.7 * height)]
    cv2.fillPoly(image, [np.rint(corners).astype(np.int32)], ink, cv2.LINE_AA)
    mark = Style(0.38 * height, ground, bold=True)
    put_text(image, "!", x - text_width_px("!", mark) / 2, y + 0.62 * height, mark)
