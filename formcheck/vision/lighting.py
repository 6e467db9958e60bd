"""Brightening dark pictures for the landmarker, which loses people in them."""

import cv2
import numpy as np

from formcheck.io.frames import Picture

BRIGHT = 120.0
"""A tenth of a dark picture is made brighter than this, of 255. In 19 dark rendered clips landmarks
were then nearer to the truth by 7 %, and somebody was found in the 1 % of frames where nobody had
been. Brighter did no better; in lit ones, with a tenth beyond 88 to 231, it does not matter."""
MOST = 4.0
"""What is darker still is mostly noise."""
STEP_PX = 8
"""Every so many pixels are enough to tell how dark a picture is."""


def brightened(image: Picture) -> Picture:
    """Return a picture that is not dark: the same one if it is not."""
    few = cv2.cvtColor(np.ascontiguousarray(image[::STEP_PX, ::STEP_PX]), cv2.COLOR_RGB2GRAY)
    gain = BRIGHT / max(float(np.percentile(few, 90)), BRIGHT / MOST)
    if gain <= 1:
        return image
    return np.asarray(cv2.convertScaleAbs(image, alpha=gain), np.uint8)
