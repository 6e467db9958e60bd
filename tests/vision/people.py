"""Sightings of people where and as large as a test wants them."""

import numpy as np

from formcheck.landmarks import Landmark
from formcheck.vision.parts import Part
from formcheck.vision.scaling import InputTransform
from formcheck.vision.sighting import Sighting

BODY = np.zeros((33, 3))
"""Lying along x, head to the left, in metres from between the hips."""
for _side, _z in (("LEFT", -0.1), ("RIGHT", 0.1)):
    for _joint, _x, _y in (
        ("SHOULDER", -0.49, -0.05),
        ("ELBOW", -0.3, 0.1),
        ("WRIST", -0.1, 0.1),
        ("HIP", 0.0, 0.0),
        ("KNEE", 0.4, -0.05),
        ("ANKLE", 0.78, 0.0),
    ):
        BODY[Landmark[f"{_side}_{_joint}"]] = _x, _y, _z


HEAD_TO_TAIL = BODY * [-1, 1, 1] + [0.3, 0, 0]
"""The same, head to the right."""
FOLDED = BODY.copy()
"""On the shanks, the chest on the thighs, the arms stretched out."""
for _side in ("LEFT", "RIGHT"):
    for _joint, _x, _y in (
        ("SHOULDER", -0.47, -0.05),
        ("ELBOW", -0.7, 0.1),
        ("WRIST", -1.0, 0.1),
        ("KNEE", -0.36, 0.1),
        ("ANKLE", 0.04, 0.1),
    ):
        FOLDED[Landmark[f"{_side}_{_joint}"], :2] = _x, _y
_TURN = np.radians(30)
RISEN = BODY @ [[np.cos(_TURN), np.sin(_TURN), 0], [-np.sin(_TURN), np.cos(_TURN), 0], [0, 0, 1]]
"""Not level any more."""


def person(x_px=300.0, y_px=300.0, metre_px=200.0, visibility=0.9, turn_deg=0, body=BODY):
    """Somebody whose hips are at a place of a picture of 640 by 480 pixels."""
    return Sighting(
        points=body[:, :2] * metre_px + [x_px, y_px],
        world=body.copy(),
        visibility=np.full(33, visibility),
        mask=np.zeros((480, 640), bool),
        transform=InputTransform(Part(0, 0, 640, 480), (640, 480), turn_deg),
    )
