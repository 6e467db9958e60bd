from dataclasses import replace
from functools import partial
from inspect import signature

import numpy as np
import pytest

from formcheck import measures
from formcheck.body import Body
from formcheck.landmarks import other
from formcheck.measures import tilting
from formcheck.pose import Pose
from formcheck.tracking.tracker import BodyTracker
from tests.camera import Camera
from tests.figure import Figure, Prone, Seated, Supine, Tabletop, in_a_mirror

JOINTS = {"joint": "wrist", "of": "shoulder", "over": "knee"}
TURNED_OVER = {"back_view", "head_turn", "trunk_lean"}
"""Measures that change their sign in the mirror, as from the person's left to the right."""
ONLY_CHANGES = {"along", "height", "shoulder_lift"}
"""Measures whose value depends on where in the picture the body is; their change does not."""
SOMETIMES_UNKNOWN = {
    "gaze_to_knee",
    "head_lead",
    "knee_raised",
    "knee_shift",
    "neck_growth",
    "neck_rise",
    "seat_lifted",
    "seat_tipped",
    "shoulder_lifted",
    "shoulders_tilt",
}
"""Measures that some bodies do not show, though nothing of them is missing."""


def readings(measure):
    """Return the ways in which a public function can be read off a body, one for each side."""
    asked = signature(measure).parameters
    given = partial(measure, **{name: JOINTS[name] for name in asked if name in JOINTS})
    if "side" not in asked:
        return {None: given}
    return {side: partial(given, side=side) for side in ("left", "right")}


LAWS_OF_THEIR_OWN = {"formcheck.measures.crossing", "formcheck.measures.moves"}
"""To the ones a landmark's name means nothing, the others take a whole movement."""
ALL = [
    pytest.param(measure, id=name)
    for name in measures.__all__
    if (measure := getattr(measures, name)).__module__ not in LAWS_OF_THEIR_OWN
]
every_measure = pytest.mark.parametrize("measure", ALL)
from_anywhere = pytest.mark.parametrize("view", [None, "side"])


def body_of(rng, view, *shape):
    return Body(
        rng.normal(size=(*shape, 33, 2)),
        rng.normal(size=(*shape, 33, 3)),
        rng.normal(size=(*shape, 21)),
        "left",
        view=view,
        start=body_of(rng, None) if view else None,
    )


@every_measure
@from_anywhere
@pytest.mark.parametrize("worked", ["left", "right"])
def test_left_is_right_in_the_mirror(measure, worked, view, rng, monkeypatch):
    monkeypatch.setattr(tilting, "RIGHT_LIFT", 1.0)  # the landmarks are not the same in the mirror
    body = replace(body_of(rng, view), working=worked)
    sign = -1 if measure.__name__ in TURNED_OVER else 1
    swapped = readings(measure)
    for side, read in swapped.items():
        mirrored = swapped[side and other(side)](in_a_mirror(body))
        np.testing.assert_allclose(mirrored, sign * read(body), atol=1e-9)


@every_measure
@from_anywhere
def test_a_recording_gives_what_its_frames_give(measure, view, rng):
    recording = body_of(rng, view, 5)
    frames = [
        replace(recording, points=points, world=world, back=back)
        for points, world, back in zip(
            recording.points, recording.world, recording.back, strict=True
        )
    ]
    for read in readings(measure).values():
        np.testing.assert_allclose(read(recording), [read(frame) for frame in frames])


@every_measure
@from_anywhere
def test_what_is_missing_gives_nan_then_and_only_then(measure, view, rng):
    recording = body_of(rng, view, 3)
    for array in (recording.points, recording.world, recording.back):
        array[1] = np.nan
    for read in readings(measure).values():
        value = read(recording)
        assert np.isnan(value[1]).all()
        assert not np.isnan(value[[0, 2]]).any() or measure.__name__ in SOMETIMES_UNKNOWN


@every_measure
@pytest.mark.parametrize("scale", [0.5, 3.0])
@pytest.mark.parametrize("shift", [(0.0, 0.0), (70.0, -20.0)])
def test_how_near_and_where_the_body_is_does_not_matter(measure, scale, shift, rng):
    image = rng.uniform(0, 400, size=(2, 33, 2))
    world, back = rng.normal(size=(33, 3)), rng.normal(size=21)

    def bodies(images):
        tracker = BodyTracker(profiled=True)
        for i, points in enumerate(images):
            body = tracker.update(Pose(i / 30, points, world.copy(), np.ones(33), back.copy(), 1.0))
            assert body is not None
            tracker.freeze(replace(body, view="side"))
            yield body

    for read in readings(measure).values():
        before = [read(body) for body in bodies(image.copy())]
        after = [read(body) for body in bodies(image * scale + shift)]
        np.testing.assert_allclose(np.diff(after, axis=0), np.diff(before, axis=0), atol=1e-9)
        if shift == (0.0, 0.0) or measure.__name__ not in ONLY_CHANGES:
            np.testing.assert_allclose(after, before, atol=1e-9)


FROM_THE_SIDE: list[tuple[type[Figure], str, list[float], list[str]]] = [
    (Prone, "trunk", [-10, 0, 30, 60], ["trunk_extension"]),
    (Prone, "hips", [0.0, 0.1, 0.3], ["hip_height"]),
    (Prone, "elbow", [60, 90, 175], ["elbow_angle"]),
    (Prone, "hands", [0.0, 0.3], ["shoulder_over_wrist"]),
    (Prone, "ear", [0.2, 0.4], ["ear_to_shoulder", "ear_distance"]),
    (Tabletop, "spine", [-0.1, 0.0, 0.08], ["spine_curve"]),
    (Tabletop, "shoulders", [0.0, 0.3], ["shoulder_over_wrist"]),
    (Tabletop, "hips", [0.0, 0.3], ["hip_over_knee"]),
    (Tabletop, "elbow", [100, 150, 170], ["elbow_angle"]),
    (Supine, "face", [-30, 0, 40], ["head_turn"]),
]
ROWS = [
    pytest.param(figure, name, value, measure, id=f"{figure.__name__}, {name} {value}: {measure}")
    for figure, name, values, names in FROM_THE_SIDE
    for value in values
    for measure in names
]


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize(("figure", "name", "value", "measure"), ROWS)
def test_a_measure_undoes_the_figure(figure, name, value, measure, place):
    body = figure(**{name: value}).body(Camera(place))
    for read in readings(getattr(measures, measure)).values():
        assert read(body) == pytest.approx(value, abs=1e-3)


@pytest.mark.parametrize("degrees", [-40, 0, 25])
@pytest.mark.parametrize(
    ("name", "measure"), [("lean", "lean_to"), ("twist", "shoulder_turn"), ("face", "face_turn")]
)
def test_from_the_front_a_measure_undoes_the_figure(name, measure, degrees):
    body = Seated(**{name: degrees}).body(Camera("front"))
    read = readings(getattr(measures, measure))
    assert read["left"](body) == pytest.approx(degrees, abs=1e-6)
    assert read["right"](body) == pytest.approx(-degrees, abs=1e-6)
