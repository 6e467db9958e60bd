"""Decoded pictures as upright RGB with square pixels."""

import math
from typing import Any, cast

import av
import cv2
import numpy as np
from av.sidedata.sidedata import Type
from av.video.reformatter import VideoReformatter

from formcheck.io.frames import Picture

Matrix = tuple[int, int, int, int]
"""Where a stored pixel belongs: x' = a x + c y, y' = b x + d y, as (a, b, c, d)."""


def upright(
    picture: av.VideoFrame, pixel_aspect: float = 1.0, converter: VideoReformatter | None = None
) -> Picture:
    """Return a decoded picture as it is meant to be seen."""
    converter = converter or VideoReformatter()
    width = max(1, round(picture.width * pixel_aspect))
    rgb = converter.reformat(picture, width=width, format="rgb24").to_ndarray()
    return _turned(np.ascontiguousarray(rgb, dtype=np.uint8), display_matrix(picture))


def _turned(image: Picture, matrix: Matrix) -> Picture:
    a, b, c, d = matrix
    if a == 0:
        image = cast(Picture, cv2.transpose(image))
        a, d = c, b
    if a < 0 or d < 0:
        code = -1 if a < 0 and d < 0 else int(a < 0)
        image = cast(Picture, cv2.flip(image, code))
    return image


def rotation_deg(matrix: Matrix) -> int:
    """Return how far a picture is turned clockwise, after mirroring it if need be."""
    a, b, c, d = matrix
    mirror = 1 if a * d - b * c > 0 else -1
    return round(math.degrees(math.atan2(b, mirror * a))) % 360


def display_matrix(picture: av.VideoFrame) -> Matrix:
    """Return how to turn a picture, to the nearest quarter turn."""
    try:
        side_data = cast(Any, picture.side_data).get(Type.DISPLAYMATRIX)
    except ValueError:  # PyAV can't list side data of kinds that are newer than itself
        return _matrix(-picture.rotation)
    if side_data is None:
        return (1, 0, 0, 1)
    a, b, _, c, d = np.frombuffer(bytes(side_data), dtype=np.int32)[:5].tolist()
    if abs(b) > abs(a):
        return (0, _sign(b), _sign(c), 0)
    return (_sign(a), 0, 0, _sign(d))


def _matrix(clockwise_deg: float) -> Matrix:
    quarter = round(clockwise_deg / 90) % 4
    return ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))[quarter]


def _sign(value: int) -> int:
    return -1 if value < 0 else 1
