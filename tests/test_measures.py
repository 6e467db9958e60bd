from dataclasses import replace
from functools import partial
from inspect import getmembers, isfunction, signature, unwrap

import numpy as np
import pytest

from formcheck import draping, kicking, measures, neck, spine, turning
from formcheck.body import Body
from formcheck.landmarks import MIRROR, Landmark, other, sided
from formcheck.pose import Pose
from formcheck.tracking import BodyTracker
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


def is_function(member):
    """Return whether it is a function, be it one whose latest values are kept."""
    return callable(member) and isfunction(unwrap(member))


MODULES = (measures, neck, spine, turning, draping, kicking)
ALL = [
    pytest.param(measure, id=name)
    for module in MODULES
    for name, measure in getmembers(module, is_function)
    if measure.__module__ == module.__name__ and not name.startswith("_") and name != "trunk_axes"
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
    monkeypatch.setattr(turning, "RIGHT_LIFT", 1.0)  # the landmarks are not the same in the mirror
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
BY_NAME = {name: f for module in MODULES for name, f in getmembers(module, is_function)}
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
    for read in readings(BY_NAME[measure]).values():
        assert read(body) == pytest.approx(value, abs=1e-3)


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("bend", [0, 70, 110, 150])
def test_each_knee_is_bent_by_itself(place, bend):
    body = Prone(knee_left=bend).body(Camera(place))
    assert measures.knee_flexion(body, "left") == pytest.approx(bend, abs=1e-4)
    assert measures.knee_flexion(body, "right") == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize(
    ("near", "far", "expected"),
    [
        pytest.param(110, 0, (110, 0), id="the near leg kicks"),
        pytest.param(0, 110, (0, 110), id="the far leg kicks"),
        pytest.param(110, 80, (110, 0), id="the near leg kicks and drags the far one along"),
        pytest.param(30, 110, (30, 80), id="the far leg kicks more than the near one"),
    ],
)
def test_kick(near, far, expected):
    body = Prone(knee_right=near, knee_left=far).body(Camera("right"))
    kicks = kicking.kick(body, "right"), kicking.kick(body, "left")
    assert kicks == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("place", "slope_deg"),
    [("right", 0.0), ("left", 0.0), ("raised behind", 4.0), ("raised before", -4.0)],
)
def test_a_level_mat_rises_where_it_is_seen_from_above_and_aside(place, slope_deg):
    body = Tabletop().body(Camera(place))
    assert turning.mat_slope(body) == pytest.approx(slope_deg, abs=0.2)
    line = body.joint("wrist", "right") - body.joint("knee", "right")
    if slope_deg:
        assert np.degrees(np.arctan2(line[1], line[0])) / slope_deg > 1.0


@pytest.mark.parametrize(("hips", "level"), [(0.0, 1.0), (0.3, 0.94), (0.6, 0.71)])
@pytest.mark.parametrize("place", ["right", "left"])
def test_a_thigh_that_is_raised_runs_less_along_the_mat(hips, level, place):
    body = Prone(hips=hips).body(Camera(place))
    assert measures.thigh_level(body, body.near) == pytest.approx(level, abs=0.01)


@pytest.mark.parametrize("hips", [0.05, 0.3])
@pytest.mark.parametrize("place", ["right", "left"])
def test_hips_seen_from_beside_are_as_high_as_they_seem(hips, place):
    body = Prone(hips=hips).body(Camera(place))
    assert measures.hip_off_mat(body, body.near) == pytest.approx(hips)


@pytest.mark.parametrize("hips", [0.05, 0.3])
def test_the_slope_that_the_view_gives_the_mat_is_taken_off_the_height_of_hips(hips):
    bodies = [Prone(hips=hips).body(Camera(f"raised {place}")) for place in ("behind", "before")]
    seeming, told = (
        [measure(body, body.near) for body in bodies]
        for measure in (measures.hip_height, measures.hip_off_mat)
    )
    assert abs(np.diff(told)) < 0.4 * abs(np.diff(seeming))


def test_a_knee_has_shifted_that_is_elsewhere_than_at_the_start():
    start = Seated().body()
    moved = start.points.copy()
    moved[sided("right", "knee")] += [0.3, 0.4]
    shifted = replace(start, points=moved + [5.0, 1.0], start=start)
    assert measures.knee_shift(shifted, "right") == pytest.approx(0.5)
    assert measures.knee_shift(shifted, "left") == pytest.approx(0.0)
    assert np.isnan(measures.knee_shift(start, "right"))


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("near", "far", "expected"),
    [
        pytest.param(110, 0, (110, 0), id="the near leg kicks"),
        pytest.param(0, 110, (0, 110), id="the far leg kicks"),
        pytest.param(5, 5, (5, 0), id="neither does"),
    ],
)
def test_a_resting_foot_tells_which_leg_kicks(near, far, expected, swapped):
    """From a raised camera the feet do not lie in the same place of the picture."""
    start = far_leg_apart(Prone().body(Camera("right")))
    body = replace(far_leg_apart(Prone(knee_right=near, knee_left=far).body()), start=start)
    if swapped:
        body.points[Landmark.LEFT_HIP :] = body.points[MIRROR][Landmark.LEFT_HIP :]
    kicks = kicking.kick(body, "right"), kicking.kick(body, "left")
    assert kicks == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("slid", [(0.06, 0.1), (-0.06, -0.1)], ids=["up", "down"])
def test_who_slides_on_the_mat_kicks_with_the_same_leg(slid):
    start = far_leg_apart(Prone().body(Camera("right")))
    for near, far in ((90, 0), (0, 90)):
        body = far_leg_apart(Prone(knee_right=near, knee_left=far).body())
        body = replace(body, points=body.points + np.array(slid), start=start)
        kicks = kicking.kick(body, "right"), kicking.kick(body, "left")
        assert kicks == pytest.approx((near, far), abs=1)


def far_leg_apart(body):
    """Return the body with the far leg where a camera that looks down sees it."""
    points = body.points.copy()
    points[[sided("left", joint) for joint in ("hip", "knee", "ankle")]] += [0.04, 0.08]
    return replace(body, points=points)


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        pytest.param(Prone(), 0, 20, id="prone"),
        pytest.param(Prone(trunk=40), 40, 60, id="cobra"),
        pytest.param(Tabletop(), -5, 5, id="on all fours"),
        pytest.param(Supine(), 175, 185, id="supine"),
        pytest.param(Seated(), 85, 95, id="seated"),
    ],
)
def test_the_slope_of_the_trunk_tells_how_the_body_lies(figure, low, high, place):
    body = figure.body(Camera(place))
    assert low <= measures.trunk_elevation(body) <= high


@pytest.mark.parametrize("worked", ["left", "right"])
def test_from_above_the_gaze_follows_the_knee_by_the_turn_of_the_head(worked):
    above = Camera("above")
    start = Supine(face=10).body(above)
    to_the_left = replace(Supine(face=40).body(above), working=worked, start=start, view="top")
    turned = turning.gaze_to_knee(to_the_left)
    assert turned == pytest.approx(30 if worked == "right" else -30)


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("worked", ["left", "right"])
def test_from_beside_the_gaze_follows_the_knee_by_the_rise_of_an_ear(worked, place):
    start = Supine().body(Camera(place))
    points = start.points.copy()
    points[sided(worked, "ear"), 1] += 0.05
    turned = replace(start, points=points, working=worked, start=start, view="side")
    drawn = turning.NEAR_GAZE_DEG if worked == place else 0.0
    assert turning.gaze_to_knee(turned) == pytest.approx(drawn + 0.05 * 640)
    points[sided(worked, "shoulder"), 1] += 0.1  # takes the ears along
    rolled = replace(turned, points=points)
    assert turning.gaze_to_knee(rolled) == pytest.approx(drawn + (0.05 - 0.02) * 640)


def shoulder_lifts(place, near=0.0, far=0.0):
    """Return how much higher the near and the far shoulder seem than of one who lies flat."""
    flat = Supine().body(Camera(place))
    sides = flat.near, other(flat.near)
    raised = {f"lift_{side}": lift for side, lift in zip(sides, (near, far), strict=True)}
    lifted = Supine(**raised).body(Camera(place))
    return tuple(
        turning.shoulder_lifted(replace(lifted, start=flat, working=side, view="side"))
        for side in sides
    )


@pytest.mark.parametrize(("place", "shown"), [("left", 1.0), ("right", turning.RIGHT_LIFT)])
def test_a_shoulder_is_lifted_that_rises(place, shown):
    near, _ = shoulder_lifts(place, near=0.2)
    _, far = shoulder_lifts(place, far=0.2)
    assert near == pytest.approx(0.2 * turning.NEAR_LIFT, abs=0.01)
    assert far == pytest.approx(0.2 * shown, abs=0.01)


@pytest.mark.parametrize("place", ["left", "right"])
def test_a_near_shoulder_that_the_far_one_makes_up_for_is_not_lifted(place):
    """So it is drawn where the hips roll far and the shoulders lie flat."""
    near, _ = shoulder_lifts(place, near=0.16, far=-0.12)
    assert near < 0.15


@pytest.mark.parametrize("degrees", [-40, 0, 25])
@pytest.mark.parametrize(
    ("name", "measure"), [("lean", "lean_to"), ("twist", "shoulder_turn"), ("face", "face_turn")]
)
def test_from_the_front_a_measure_undoes_the_figure(name, measure, degrees):
    body = Seated(**{name: degrees}).body(Camera("front"))
    read = readings(BY_NAME[measure])
    assert read["left"](body) == pytest.approx(degrees, abs=1e-6)
    assert read["right"](body) == pytest.approx(-degrees, abs=1e-6)


def test_the_head_leads_by_as_much_as_it_is_turned_more_than_the_shoulders():
    body = Seated(twist=3, face=53).body(Camera("front"))
    assert turning.head_lead(body, "left") == pytest.approx(50)


@pytest.mark.parametrize(
    ("twist", "face", "lead"),
    [
        pytest.param(10, 40, 30, id="seen"),
        pytest.param(40, 80, float("nan"), id="in profile it may be further"),
        pytest.param(40, 100, float("nan"), id="further in profile"),
    ],
)
def test_a_face_in_profile_does_not_tell_how_far_it_is_turned(twist, face, lead):
    body = Seated(twist=twist, face=face).body(Camera("front"))
    assert turning.head_lead(body, "left") == pytest.approx(lead, nan_ok=True)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_turn_is_told_in_space_and_by_how_narrow_the_shoulders_are(side):
    camera = Camera("front")
    start, far, near = (
        Seated(twist=twist if side == "left" else -twist).body(camera) for twist in (0, 60, 20)
    )
    turned = replace(far, start=start)
    mistaken = replace(turned, world=near.world)  # the landmarks are often wrong in space
    assert turning.chest_turn(turned, side) == pytest.approx(60)
    assert turning.chest_turn(mistaken, side) == pytest.approx((20 + 60) / 2)
    assert turning.chest_turn(mistaken, other(side)) == -turning.chest_turn(mistaken, side)
    assert turning.chest_turn(replace(turned, start=None), side) == pytest.approx(60)


@pytest.mark.parametrize("ankles", [0.5, 1.0, 1.6])
def test_ankles_are_apart_over_the_width_of_the_hips(ankles):
    body = Seated(ankles=ankles).body(Camera("front"))
    assert measures.ankle_gap(body) == pytest.approx(ankles)


@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        pytest.param(Seated(), 0.99, 1.0, id="seated"),
        pytest.param(Prone(), 0.0, 0.3, id="prone"),
        pytest.param(Supine(), -0.01, 0.01, id="supine"),
    ],
)
def test_uprightness(figure, low, high):
    assert low <= turning.uprightness(figure.body()) <= high


@pytest.mark.parametrize(
    ("twist", "raised", "known"),
    [
        pytest.param(0, 0.0, True, id="level, to the front"),
        pytest.param(30, 0.0, True, id="level, half turned"),
        pytest.param(75, 0.0, False, id="one hidden, seemingly level"),
        pytest.param(75, 0.4, True, id="one hidden, and lower all the same"),
    ],
)
def test_a_hidden_shoulder_is_never_told_to_be_level(twist, raised, known):
    start = Seated().body(Camera("front"))
    turned = Seated(twist=twist).body(Camera("front"))
    points = turned.points.copy()
    points[Landmark.LEFT_SHOULDER, 1] += raised
    told = turning.shoulders_tilt(replace(turned, points=points, start=start))
    assert bool(np.isfinite(told)) is known


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_shoulder_in_front_that_nears_the_ears_is_tilted(side):
    twist = 80 if side == "left" else -80
    start = Seated().body(Camera("front"))
    turned = replace(Seated(twist=twist).body(Camera("front")), start=start, working=side)
    tilts = []
    for raised in (0.0, 0.15, 0.3):
        points = turned.points.copy()
        points[sided(other(side), "shoulder"), 1] += raised
        points[sided(side, "shoulder"), 1] += raised  # hidden, and guessed to be level
        tilts.append(float(turning.shoulders_tilt(replace(turned, points=points))))
    assert np.isnan(tilts[:2]).all()
    assert tilts[2] == pytest.approx(np.degrees(np.arcsin((0.3 - 0.06) / 0.5)), abs=0.1)


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("bend", [-20, 0, 20, 90])
def test_an_elbow_is_bent_back_or_forth(bend, place):
    body = Prone(elbow=180 - bend).body(Camera(place))
    assert measures.elbow_bent_back(body, body.near) == pytest.approx(bend)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("past", "off"),
    [
        pytest.param(-0.3, 0.3, id="not there yet"),
        pytest.param(0.05, -0.05, id="outside the knee"),
        pytest.param(0.25, 0.1, id="hooked deep"),
        pytest.param(0.45, 0.3, id="far past it"),
    ],
)
def test_an_elbow_is_on_the_other_thigh_when_it_is_hooked_outside_its_knee(past, off, side):
    body = Seated().body(Camera("front"))
    points = body.points.copy()
    knee = points[sided(other(side), "knee")]
    points[sided(side, "elbow")] = knee + [past if other(side) == "left" else -past, 0.4]
    assert measures.elbow_off_thigh(replace(body, points=points), side) == pytest.approx(off)


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize(
    ("hand", "head", "height"),
    [
        pytest.param((2.0, 0.0), (1.5, 0.3), 0.3, id="a level mat"),
        pytest.param((2.0, 0.4), (1.0, 0.3), 0.1, id="a mat that rises"),
        pytest.param((2.0, 0.4), (2.5, 0.5), 0.1, id="a head past the hand"),
        pytest.param((0.1, 0.1), (1.5, 0.3), 0.2, id="hands by the feet"),
        pytest.param((np.nan, np.nan), (1.5, 0.3), 0.3, id="no hand seen"),
    ],
)
def test_a_head_is_as_high_as_nose_and_ears_are_over_the_mat(hand, head, height, place):
    body = Prone().body(Camera(place))
    points = body.points.copy()
    points[[Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR]] = head
    points[sided(body.near, "ankle")], points[sided(body.near, "wrist")] = 0.0, hand
    read = measures.head_over_mat(replace(body, points=points), body.near)
    assert read == pytest.approx(height)


@pytest.mark.parametrize("turned_to", ["left", "right"])
@pytest.mark.parametrize(
    ("raised", "leans", "tipped"),
    [
        pytest.param(0.0, 10, 0.0, id="leans to the twist"),
        pytest.param(0.1, 0, 0.1, id="a hip comes up"),
        pytest.param(0.1, -3, 0.152, id="and the trunk goes along"),
        pytest.param(0.1, -20, 0.2, id="but no further than the hip says"),
        pytest.param(0.1, 5, 0.013, id="seems to come up, and the trunk leans to it"),
        pytest.param(-0.1, 5, 0.08, id="the other hip comes up"),
    ],
)
def test_a_seat_is_tipped_if_a_hip_comes_up_and_the_trunk_leans_away(
    raised, leans, tipped, turned_to
):
    camera = Camera("front")
    start = replace(Seated().body(camera), working=turned_to)
    leaning = Seated(lean=leans if turned_to == "left" else -leans).body(camera)
    points = leaning.points.copy()
    across = [sided(side, "hip") for side in ("left", "right")]
    points[across, 1] = start.points[across, 1]
    points[sided(turned_to, "hip"), 1] += raised / 2
    points[sided(other(turned_to), "hip"), 1] -= raised / 2
    body = replace(leaning, points=points, start=start, working=turned_to)
    assert turning.seat_tipped(body) == pytest.approx(tipped, abs=0.005)
