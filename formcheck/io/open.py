"""The right source for a path."""

import math
from pathlib import Path

from formcheck.io.files import is_folder
from formcheck.io.pictures import SUFFIXES, Pictures
from formcheck.io.video import VideoFile


def open_source(
    path: str | Path, start_s: float = 0.0, stop_s: float = math.inf, *, sampled: bool = False
) -> VideoFile | Pictures:
    """Return a folder's pictures, one picture, or a video, of which a piece may be asked for.

    With sampled, a fast video gives as few frames as are enough to follow a body. Enter it in a
    `with` block; only then is the file looked at.
    """
    path = Path(path)
    if is_folder(path) or path.suffix.lower() in SUFFIXES:
        return Pictures(path)
    return VideoFile(path, start_s, stop_s, sampled=sampled)
