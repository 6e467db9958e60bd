from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.io.frames import Frame
from formcheck.landmarks import Landmark
from formcheck.vision import landmarker, searching
from formcheck.vision.landmarker import MediaPipeLandmarker
from formcheck.vision.pose_network import LandmarkerError
from tests.vision.people import BODY, FOLDED, HEAD_TO_TAIL, person

HIP = Landmark.RIGHT_HIP


class Scene:
    """Stands in for networks: whom a search sees, by turn, and whom the track is on."""

    def __init__(self):
        self.people = {}
        self.far = []
        self.tracked = None
        self.tracks = []
        self.shown = []
        self.searches = 0
        self.parts = 0
        self.ghost = None
        self.open = 0

    def network(self, _model, people, tracks):
        self.open += 1
        return Track(self) if tracks else Finder(self)

    def seen(self, framing):
        """Who is far away is seen in a part of the picture alone."""
        return self.people.get(framing.turn_deg, []) if framing.part is None else self.far


class Finder:
    def __init__(self, scene):
        self.scene = scene

    def look(self, image, framing):
        """Of people who overlap only the one in front is seen, unless that one is blackened."""
        self.scene.searches += framing.part is None
        self.scene.parts += framing.part is not None
        people = self.scene.seen(framing)
        in_front = [one for one in people if one.mask.any()]
        if any(image[one.mask].any() for one in in_front):
            return in_front
        if in_front and self.scene.ghost is not None:
            return [self.scene.ghost]
        return [one for one in people if not one.mask.any()]

    def close(self):
        self.scene.open -= 1


class Track(Finder):
    """A track begins on who is not blackened; then it is where the scene says."""

    def look(self, image, framing):
        scene = self.scene
        if self not in [track for track, _ in scene.tracks]:
            scene.tracks.append((self, framing.part))
            scene.shown.append(image)
            seen = scene.seen(framing)
            scene.tracked = next((one for one in seen if is_lit(image, one)), scene.tracked)
        return [] if scene.tracked is None else [scene.tracked]


def is_lit(image, sighting):
    x, y = sighting.points[HIP].astype(int)
    return sighting.transform.turn_deg != 0 or image[y, x].any()


@pytest.fixture
def scene(monkeypatch):
    scene = Scene()
    for module in (landmarker, searching):
        monkeypatch.setattr(module, "PoseNetwork", scene.network)
    yield scene
    assert scene.open == 0  # everything opened was closed


def watched(scene, frames, changes):
    """Hip positions over frames an eighth of a second apart; the scene changes at some of them."""
    hips_px = []
    with MediaPipeLandmarker(Path("any.task")) as mediapipe:
        for index in range(frames):
            for name, value in changes.get(index, {}).items():
                setattr(scene, name, value)
            pose = mediapipe.detect(Frame(index / 8, np.full((480, 640, 3), 255, np.uint8)))
            hips_px.append(pose.image[HIP, 0])
    return hips_px


HERE, THERE = person(400, 300), person(100, 60, 80)
UPRIGHT = BODY[:, [1, 0, 2]]
SHRUNK = person(500, 300, 40, visibility=0.3)


def test_a_person_lying_across_is_followed_in_the_turned_picture(scene):
    lying = {270: [person(400, 300, turn_deg=270)]}
    assert watched(scene, 9, {0: {"people": lying}}) == [400] * 9
    assert scene.searches == 3  # upright and to both sides, once


def test_a_shrunken_skeleton_is_left_for_the_whole_body(scene):
    changes = {0: {"people": {0: [HERE]}}, 1: {"tracked": SHRUNK}}
    hips_px = watched(scene, 7, changes)
    assert hips_px[1:4] == [500] * 3  # less than half a second
    assert hips_px[:1] + hips_px[4:] == [400] * 4
    assert len(scene.tracks) == 2


def test_a_shrunken_skeleton_is_kept_where_there_is_nothing_better(scene):
    assert watched(scene, 3, {0: {"tracked": SHRUNK}}) == [500] * 3


def test_who_is_closed_looks_at_nothing_any_more(scene):
    mediapipe = MediaPipeLandmarker(Path("none"))
    mediapipe.close()
    with pytest.raises(LandmarkerError, match="is closed; make a new one"):
        mediapipe.detect(Frame(0.0, np.zeros((48, 64, 3), np.uint8)))
    assert scene.open == 0


def test_at_first_the_closest_person_is_followed(scene):
    assert watched(scene, 3, {0: {"people": {0: [THERE, HERE]}, "tracked": THERE}}) == [400] * 3


def test_a_track_that_jumps_to_somebody_else_is_brought_back(scene):
    start = {"people": {0: [THERE, HERE]}, "tracked": HERE}
    hips_px = watched(scene, 12, {0: start, 3: {"tracked": THERE}})
    assert np.isnan(hips_px[3:6]).all()  # less than half a second
    assert hips_px[:3] + hips_px[6:] == [400] * 9


def passing(x_px):
    """Somebody who stands before the person and hides them."""
    mask = np.zeros((480, 640), bool)
    mask[:, x_px - 40 : x_px + 40] = True
    return replace(person(x_px, 240, body=UPRIGHT), mask=mask)


@pytest.mark.parametrize("hidden", [False, True])
def test_who_walks_by_does_not_take_the_track_along(scene, hidden):
    changes = {0: {"people": {0: [HERE]}, "tracked": HERE}}
    for step, x_px in enumerate(range(420, 180, -20)):
        passer = passing(x_px)
        people = [passer, HERE] if hidden else [replace(passer, mask=HERE.mask), HERE]
        changes[24 + step] = {"people": {0: people}, "tracked": passer}
    hips_px = watched(scene, 30, changes)
    assert hips_px[:24] == [400] * 24
    taken = [index for index, hip_px in enumerate(hips_px) if hip_px != 400]
    assert len(taken) <= 4  # half a second


def test_nobody_is_found_in_the_black_shape_of_a_person(scene):
    ghost = person(335, 240, body=UPRIGHT)  # near to where they were, and to where they are
    changes = {0: {"people": {0: [passing(420)]}, "tracked": passing(420), "ghost": ghost}}
    for step in range(7):
        there = passing(420 - 20 * step)
        changes[24 + step] = {"people": {0: [there]}, "tracked": there}
    hips_px = watched(scene, 45, changes)
    assert hips_px[30:] == [300] * 15
    assert scene.searches > 1


STRETCHED = person(400, 300, visibility=0.7, body=HEAD_TO_TAIL)
"""Somebody who is folded, drawn head to tail."""


@pytest.mark.parametrize(
    ("fresh", "righted"),
    [
        pytest.param([person(520, 300, body=FOLDED)], True, id="the right way round"),
        pytest.param([STRETCHED], False, id="in the same way"),
        pytest.param([], False, id="not at all"),
    ],
)
def test_who_is_drawn_head_to_tail_is_looked_at_afresh(scene, fresh, righted):
    changes = {0: {"people": {0: [STRETCHED]}}, 1: {"people": {0: fresh}}}
    hips_px = watched(scene, 20, changes)
    assert hips_px[:4] == [460] * 4
    assert hips_px[6:] == [520 if righted else 460] * 14  # within a second
    assert len(scene.tracks) < 6


def test_who_stays_elsewhere_is_followed_in_the_end(scene):
    moved = {"people": {}, "tracked": THERE}
    hips_px = watched(scene, 30, {0: {"people": {0: [HERE]}, "tracked": HERE}, 3: moved})
    assert np.isnan(hips_px[3:18]).all()  # less than two seconds
    assert hips_px[18:] == [100] * 12


def test_an_empty_room_is_searched_every_half_second(scene):
    assert np.isnan(watched(scene, 17, {})).all()
    assert scene.searches == 5 * 3
    assert scene.parts == 3 * 6  # every second


FAR = person(300, 200, 60)
"""Fills an eighth of the picture, from 270 to 347 of 640 pixels."""


def test_somebody_far_away_is_followed_in_a_part_of_the_picture(scene):
    assert watched(scene, 9, {0: {"far": [FAR]}}) == [300] * 9
    [(_, part)] = scene.tracks
    assert part.width == 320
    assert part.left < 200 < 400 < part.left + part.width


@pytest.mark.parametrize(
    ("people", "is_whole"),
    [
        pytest.param([FAR], True, id="one person in several parts is one"),
        pytest.param([FAR, person(500, 200, 60)], False, id="somebody else is left out"),
    ],
)
def test_somebody_far_away_is_looked_at_alone(scene, people, is_whole):
    watched(scene, 1, {0: {"far": people}})
    [picture] = scene.shown
    assert picture.all() == is_whole


def test_the_memory_of_a_search_is_free_once_somebody_near_is_found(scene):
    scene.people = {0: [HERE]}
    with MediaPipeLandmarker(Path("any.task")) as mediapipe:
        assert mediapipe.detect(Frame(0.0, np.full((480, 640, 3), 255, np.uint8))).seen
        assert scene.open == 1


def test_the_memory_of_a_search_is_free_once_somebody_far_away_has_come_near(scene):
    scene.far = [FAR]
    with MediaPipeLandmarker(Path("any.task")) as mediapipe:
        for index in range(30):
            mediapipe.detect(Frame(index / 8, np.full((480, 640, 3), 255, np.uint8)))
            scene.people = {0: [HERE]}
        assert scene.open == 1


def test_somebody_far_away_who_leaves_the_part_is_followed_in_another(scene):
    changes = {0: {"far": [FAR]}}
    for step in range(12):
        there = person(300 + 20 * step, 200, 60)
        changes[8 + step] = {"far": [there], "tracked": there}
    hips_px = watched(scene, 32, changes)
    assert hips_px == [300] * 8 + [300 + 20 * step for step in range(12)] + [520] * 12
    (_, first), *_, (_, last) = scene.tracks
    assert first.left + first.width < 520 < last.left + last.width
    assert len(scene.tracks) <= 3  # not one for every picture


def test_somebody_far_away_who_comes_near_is_followed_in_the_whole_picture(scene):
    changes = {0: {"far": [FAR], "people": {}}}
    for step in range(1, 40):
        there = person(300, 200, 60 + 4 * step)
        changes[8 + step] = {"far": [there], "people": {0: [there]}, "tracked": there}
    assert watched(scene, 60, changes) == [300] * 60
    assert scene.tracks[-1][1] is None


def test_somebody_far_away_who_is_not_seen_again_is_nobody(scene, monkeypatch):
    monkeypatch.setattr(
        Scene, "seen", lambda scene, framing: scene.far if elsewhere(framing) else []
    )
    assert np.isnan(watched(scene, 9, {0: {"far": [FAR]}})).all()


def elsewhere(framing):
    """Whether this is a part that is looked at to find anybody."""
    return framing.part is not None and framing.part.left in (0, 160, 320)


@pytest.mark.parametrize(
    ("newcomer", "followed"),
    [
        pytest.param(person(400, 300, 150), True, id="much nearer"),
        pytest.param(person(400, 300, 70), False, id="as far"),
        pytest.param(person(400, 300, 150, visibility=0.3), False, id="not whole"),
    ],
)
def test_who_comes_nearer_than_somebody_far_away_is_followed(scene, newcomer, followed):
    changes = {0: {"far": [FAR]}, 12: {"people": {0: [newcomer]}}}
    hips_px = watched(scene, 40, changes)
    assert hips_px[:12] == [300] * 12
    assert hips_px[28:] == [400 if followed else 300] * 12  # after two seconds at most


def test_who_walks_by_is_not_followed_instead_of_somebody_far_away(scene):
    changes = {0: {"far": [FAR], "people": {}}}
    for step in range(8):
        changes[8 + 4 * step] = {"people": {0: [person(600 - 60 * step, 240, 150, body=UPRIGHT)]}}
    changes[40] = {"people": {}}
    assert watched(scene, 60, changes) == [300] * 60


def test_who_was_far_away_before_somebody_came_nearer_is_forgotten(scene):
    mask = np.zeros((480, 640), bool)
    mask[250:350, 350:500] = True
    newcomer = replace(person(400, 300, 150), mask=mask)
    changes = {0: {"far": [FAR]}, 12: {"people": {0: [newcomer, FAR]}}}
    hips_px = watched(scene, 40, changes)
    assert hips_px[:12] == [300] * 12
    assert hips_px[28:] == [400] * 12


def test_what_is_much_smaller_is_not_the_person_of_late(scene):
    changes = {0: {"people": {0: [HERE]}}, 8: {"people": {}, "far": [FAR], "tracked": None}}
    hips_px = watched(scene, 80, changes)
    assert hips_px[:8] == [400] * 8
    assert np.isnan(hips_px[8:72]).all()
    assert watched(scene, 100, changes)[-1] == 300  # nobody else was there for ten seconds
