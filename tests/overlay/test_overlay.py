from dataclasses import replace

import numpy as np
import pytest

from formcheck.assessment import Assessment
from formcheck.body import Body
from formcheck.exercises import EXERCISES
from formcheck.landmarks import Landmark
from formcheck.overlay import text
from formcheck.overlay.figure import BACK, FAULT, back_edge_px
from formcheck.overlay.layout import boxes, layouts
from formcheck.overlay.marks import JOINTS, fault_mark
from formcheck.overlay.overlay import AMBER, GREEN, RED, Overlay, draw_readout, room_for
from formcheck.overlay.readout import Cue, Readout
from formcheck.overlay.text import Style, text_width_px, wrapped
from formcheck.pose import unseen
from tests.app.arm_raise import ARM_RAISE
from tests.app.figure import standing

LONGEST_CUE = "Keep both shoulders on the mat. Ease out of the twist"
HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
SIZES = {
    "webcam": (640, 480),
    "phone": (480, 854),
    "television": (1920, 1080),
    "thumbnail": (101, 100),
    "odd": (333, 257),
}


@pytest.fixture(params=["real font", "plain strokes"])
def _font(request, monkeypatch):
    """With OpenCV 5 and with OpenCV 4."""
    if request.param == "plain strokes":
        monkeypatch.setattr(text, "_FONT", None)
    elif text._FONT is None:
        pytest.skip("this OpenCV has no real font")


def picture(width=640, height=480, grey=90):
    return np.full((height, width, 3), grey, np.uint8)


def assessed(near="right", **known):
    pose = standing()
    body = Body(pose.image, pose.world, pose.back, near)
    return Assessment(**{"timestamp_s": 0.0, "body": body, "armed": True, **known})


def readout(cue=None, seen=True):
    words = ("28", "right", "left 20, right 28 of 30 each side", "Take the start position")
    return Readout("Butterfly", "12:34", *words, seen, cue)


def has(image, colour):
    return bool((np.abs(image.astype(int) - colour).max(axis=-1) <= 12).any())


def test_the_given_picture_stays_as_it_is():
    given = picture()
    given.flags.writeable = False
    drawn = Overlay(ARM_RAISE).draw(given, standing(), assessed())
    assert (given == 90).all()
    assert not (drawn == 90).all()


@pytest.mark.parametrize(
    ("width", "height"),
    [*SIZES.values(), (10_000, 20), (20, 10_000), (1, 1), (2, 3), (99, 99)],
)
def test_every_size_can_be_drawn_on(width, height):
    drawn = Overlay(ARM_RAISE).draw(
        picture(width, height), standing(), assessed(raised=("elbows_straight",))
    )
    assert drawn.shape == (height, width, 3)


@pytest.mark.usefixtures("_font")
@pytest.mark.parametrize(("width", "height"), SIZES.values(), ids=SIZES)
@pytest.mark.parametrize(
    "cue",
    [
        None,
        Cue("a", LONGEST_CUE, True),
        Cue("a", LONGEST_CUE, False),
        Cue("a", f"{LONGEST_CUE}. {LONGEST_CUE}", True),
        Cue("a", "Lendenwirbelsäulenüberstreckungswarnung", True),
    ],
)
def test_text_stays_within_its_boxes(width, height, cue):
    for layout in layouts():
        image = picture(width, height, 0)
        panel, banner = boxes(layout, room_for(image, readout(cue)))
        draw_readout(image, readout(cue), panel, banner)
        assert image.any()
        for box in (panel, banner):
            top, bottom = int(box.top), int(np.ceil(box.bottom)) + 1
            image[top:bottom, int(box.left) : int(np.ceil(box.right)) + 1] = 0
        assert not image.any()


@pytest.mark.usefixtures("_font")
def test_the_count_is_a_fifth_of_the_height():
    image = picture(grey=0)
    panel, banner = boxes(layouts()[0], room_for(image, readout()))
    draw_readout(image, readout(), panel, banner)
    white_rows = np.flatnonzero((image > 240).all(axis=-1).any(axis=1))
    assert 0.17 < np.ptp(white_rows) / 480 < 0.23


@pytest.mark.parametrize(
    ("cue", "colour", "other"),
    [
        pytest.param(Cue("a", "Now", True), RED, AMBER, id="alert"),
        pytest.param(Cue("a", "Now", False), AMBER, RED, id="warning"),
    ],
)
def test_the_cue_has_the_colour_of_its_severity(cue, colour, other):
    image = picture()
    draw_readout(image, readout(cue), *boxes(layouts()[0], room_for(image, readout(cue))))
    assert has(image, colour)
    assert not has(image, other)


@pytest.mark.parametrize("seen", [True, False])
def test_the_light_is_green_only_when_the_person_is_seen(seen):
    image = picture()
    draw_readout(image, readout(seen=seen), *boxes(layouts()[0], room_for(image, readout())))
    assert has(image, GREEN) is seen


def test_without_a_person_no_body_is_drawn():
    drawn = Overlay(ARM_RAISE).draw(picture(), unseen(0.0), Assessment(0.0))
    assert (drawn[300:380, 200:600] == 90).all()  # neither panel nor cue is there
    assert not (drawn[:240] == 90).all()


def test_only_a_raised_fault_is_red():
    joint = np.rint(standing().image[Landmark.RIGHT_ELBOW]).astype(int)

    def around(assessment):
        drawn = Overlay(ARM_RAISE).draw(picture(), standing(), assessment)
        return drawn[joint[1] - 40 : joint[1] + 40, joint[0] - 40 : joint[0] + 40]

    assert has(around(assessed(raised=("elbows_straight",))), FAULT)
    assert not has(around(assessed()), FAULT)


def test_the_back_is_red_only_when_it_is_at_fault():
    cobra = EXERCISES["cobra"]
    good = Overlay(cobra).draw(picture(), standing(), assessed())
    arched = Overlay(cobra).draw(picture(), standing(), assessed(raised=("over_arch",)))
    assert has(good, BACK)
    assert not has(arched, BACK)


@pytest.mark.parametrize(("view", "drawn"), [("side", True), ("top", False)])
def test_the_back_is_drawn_only_in_profile(view, drawn):
    overlay = Overlay(EXERCISES["supine_twist"])
    assert has(overlay.draw(picture(), standing(), assessed(view=view)), BACK) is drawn


def test_a_back_that_was_not_seen_clearly_is_not_drawn():
    drawn = Overlay(ARM_RAISE).draw(picture(), replace(standing(), back_quality=0.3), assessed())
    assert not has(drawn, BACK)


def test_the_back_lies_behind_the_trunk():
    """The figure looks to the right: its back is 0.2 of the trunk to the left."""
    line = back_edge_px(standing())
    assert line[:, 0] == pytest.approx(320 - 0.2 * 100)
    assert line[[0, -1], 1] == pytest.approx([230, 130])


def test_points_far_out_of_the_picture_do_no_harm():
    pose = standing()
    pose = replace(pose, image=np.where(np.arange(33)[:, None] % 2, 1e12, pose.image))
    assert Overlay(ARM_RAISE).draw(picture(), pose, assessed()).shape == (480, 640, 3)


@pytest.mark.parametrize(
    ("check", "near", "working", "joints"),
    [
        pytest.param("hips_down", "left", None, [Landmark.LEFT_HIP], id="near side"),
        pytest.param(
            "hips_down", None, None, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP], id="no near side"
        ),
        pytest.param("foot_planted", "left", "right", [Landmark.RIGHT_ANKLE], id="working side"),
        pytest.param("arm_overhead", None, "right", [Landmark.LEFT_WRIST], id="resting side"),
        pytest.param("foot_planted", "left", None, [Landmark.LEFT_ANKLE], id="none works"),
        pytest.param("of_my_own", "left", None, [], id="unknown check"),
    ],
)
def test_where_a_fault_is_shown(check, near, working, joints):
    assert fault_mark(check, False, near, working).joints == tuple(joints)


def test_every_check_has_its_place_on_the_body():
    checks = {check.id for exercise in EXERCISES.values() for check in exercise.checks}
    assert checks <= set(JOINTS)


@pytest.mark.usefixtures("_font")
@pytest.mark.parametrize("width_px", [80, 200, 1000])
def test_lines_are_as_wide_as_they_may_be(width_px):
    style = Style(20.0)
    lines = wrapped(LONGEST_CUE, style, width_px)
    assert " ".join(lines) == LONGEST_CUE
    wide = [line for line in lines if text_width_px(line, style) > width_px]
    assert all(" " not in line for line in wide)
