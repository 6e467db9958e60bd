import pytest

from formcheck.coaching.cues import Coach
from formcheck.coaching.pictures import FEW_PICTURES
from formcheck.coaching.speaking import Speaker
from formcheck.exercises import EXERCISES
from formcheck.routines import Step, aimed
from tests.coaching.told import assessments, coached, tones, words

REP = (3.0, {"done": True})
ARCH, HIPS, NECK = "over_arch", "hips_down", "neck_over_extension"
SHOULDERS = "shoulders_away_from_ears"


def raised(*checks, **more):
    return {"raised": checks, "phase": "cobra", **more}


@pytest.mark.parametrize(
    ("exercise", "parts", "expected"),
    [
        pytest.param("cobra", [(3, {})], [], id="all is well: silence"),
        pytest.param(
            "cobra",
            [(1, raised(HIPS, SHOULDERS, NECK, ARCH))],
            ["Lower your chest a little"],
            id="over-arch before everything",
        ),
        pytest.param(
            "cobra",
            [(1, raised(HIPS, SHOULDERS, NECK))],
            ["Look down at your mat"],
            id="the neck's alert before form",
        ),
        pytest.param(
            "cobra",
            [(6, raised(ARCH, NECK))],
            ["Lower your chest a little", "Look down at your mat"],
            id="one alert after the other",
        ),
        pytest.param(
            "supine_twist",
            [(1, {"raised": ("knee_across", "gaze_opposite", "both_shoulders_flat")})],
            ["Keep both shoulders on the mat"],
            id="any alert before form",
        ),
        pytest.param(
            "cobra",
            [(1, raised(HIPS, SHOULDERS))],
            ["Draw your shoulders down"],
            id="trunk before pelvis",
        ),
        pytest.param(
            "childs_pose",
            [(1, {"raised": ("forehead_down", "seat_to_heels")})],
            ["Sit back on your heels"],
            id="pelvis before neck",
        ),
        pytest.param(
            "supine_twist",
            [(1, {"raised": ("knee_across", "gaze_opposite")})],
            ["Look the other way"],
            id="neck before limbs",
        ),
        pytest.param(
            "upper_back_lift",
            [(0.05, raised("arms_back", faulted=("slow_lower",), done=True)), (4, {})],
            ["Reach your arms back"],
            id="limbs before tempo",
        ),
        pytest.param(
            "upper_back_lift",
            [(3, {"faulted": ("slow_lower",), "done": True}), (1, {})],
            ["Lower slowly"],
            id="tempo once the movement is over",
        ),
        pytest.param(
            "cobra",
            [(9, raised(HIPS, SHOULDERS))],
            ["Draw your shoulders down"],
            id="one correction a repetition",
        ),
        pytest.param(
            "cobra",
            [(3, raised(HIPS, SHOULDERS, done=True)), (3, raised(HIPS))],
            ["Draw your shoulders down", "Press your hips into the mat"],
            id="the next one with the next repetition",
        ),
        pytest.param(
            "cobra",
            [(9, raised(ARCH, HIPS))],
            ["Lower your chest a little"],
            id="an alert is the correction of its repetition",
        ),
        pytest.param(
            "cobra",
            [(4, raised(HIPS, done=True))] * 2,
            ["Press your hips into the mat"],
            id="not the same words within 10 s",
        ),
        pytest.param(
            "cobra",
            [(3, raised(HIPS, done=True))] * 4,
            ["Press your hips into the mat", "3", "Press your hips into the mat"],
            id="the same words after 10 s",
        ),
        pytest.param("cobra", [(3, {}), (4, {"body": None})], ["Come back into the picture"],
            id="out of sight"),
        pytest.param("cobra", [(4, {"body": None})], [], id="never seen yet"),
        pytest.param(
            "cobra", [(3, {}), (0.9, raised(HIPS, body=None))], [],
            id="nobody is corrected while out of sight",
        ),
        pytest.param(
            "cobra", [(3, {}), (0.9, {"body": None})], [], id="out of sight for an instant"
        ),
        pytest.param(
            "cobra", [(3, {}), (5, {"armed": False})], ["Lie face down"], id="got up"
        ),
        pytest.param(
            "cobra", [(3, {}), (5, raised(HIPS, armed=False))], ["Lie face down"],
            id="a fault that is left over from before is none",
        ),
        pytest.param(
            "cobra", [REP] * 5 + [(9, {"armed": False})], ["3", "4", "5. Set done"],
            id="the last three are counted, and getting up is fine then",
        ),
        pytest.param(
            "cobra", [REP] * 5 + [(9, {"body": None})], ["3", "4", "5. Set done"],
            id="and so is walking off",
        ),
        pytest.param(
            "cobra", [REP] * 10, ["3", "4", "5. Set done", "10"], id="who goes on is counted on"
        ),
        pytest.param(
            "cobra", [REP] * 4 + [(2.95, {}), (0.05, raised(HIPS, done=True)), (3, raised(HIPS))],
            ["3", "4", "5. Set done", "Press your hips into the mat"],
            id="the end of a set comes before form",
        ),
        pytest.param(
            "cobra", [REP] * 4 + [(2.5, {}), (0.5, raised(HIPS, done=True)), (3, {})],
            ["3", "4", "Press your hips into the mat", "5. Set done"],
            id="the end of a set is told after what is said just then",
        ),
        pytest.param(
            "cobra_kicks", [REP] * 21,
            ["5", "10", "15", "18", "19", "20. Set done"],
            id="every fifth and the last three",
        ),
        pytest.param(
            "cobra_kicks", [(1.3, {"done": True})] * 21,
            ["5", "10", "15", "18", "19", "20. Set done"],
            id="as fast as one can kick",
        ),
        pytest.param(
            "butterfly_side_bend", [(3, {"done": True, "of": s}) for s in ["left", "right"] * 8],
            [f"{n} {s}{'. Set done' if (n, s) == (8, 'right') else ''}"
             for n in (5, 6, 7, 8) for s in ("left", "right")],
            id="counted by side",
        ),
    ],
)  # fmt: skip
def test_what_is_said(exercise, parts, expected):
    assert words(coached(exercise, parts)) == expected


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        pytest.param("quiet", ["Lower your chest a little"], id="quiet: alerts only"),
        pytest.param(
            "normal",
            ["Lower your chest a little", "3", "4", "5. Set done"],
            id="normal: no praise",
        ),
        pytest.param(
            "chatty",
            ["Lower your chest a little", "That looks good", "3", "4", "5. Set done"],
            id="chatty: praise for a repetition without fault, but not instead of a number",
        ),
    ],
)
def test_levels(level, expected):
    parts = [(2, raised(ARCH)), (1, {"done": True}), REP, REP, REP, REP]
    assert words(coached("cobra", parts, level)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([REP, REP], ["count", "count"], id="each repetition"),
        pytest.param([(1, raised(HIPS)), (0.5, {"phase": "cobra"})], ["right"], id="put right"),
        pytest.param(
            [(1, raised(HIPS)), (1, {"phase": "prone"})], [], id="over with the phase, not mended"
        ),
        pytest.param(
            [(1, raised(HIPS)), (1, {"phase": "prone"}), (1, {"phase": "cobra"})],
            ["right"],
            id="not there the next time",
        ),
        pytest.param(
            [(1, raised(HIPS)), (1, {"phase": "prone"}), (0.5, {"phase": "cobra"})]
            + [(1, raised(HIPS)), (1, {"phase": "prone"}), (0.5, {"phase": "cobra"})],
            [],
            id="there again the next time",
        ),
        pytest.param(
            [(0.1, raised(NECK)), (1, raised(NECK, HIPS)), (1, raised(NECK))],
            [],
            id="only what was spoken of is put right",
        ),
        pytest.param(
            [(1, raised(NECK)), (1, {"armed": False})], [], id="who gets up has put nothing right"
        ),
    ],
)
def test_tones(parts, expected):
    assert tones(coached("cobra", parts)) == expected


HASTY = (3.0, {"faulted": ("slow_lower",), "done": True})


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([HASTY, REP], ["count", "count", "right"], id="put right by the next one"),
        pytest.param([HASTY, HASTY], ["count", "count"], id="not by one as hasty"),
    ],
)
def test_the_tones_of_a_tempo(parts, expected):
    assert tones(coached("upper_back_lift", parts)) == expected


@pytest.mark.parametrize(("back_s", "told"), [(2.5, False), (4.0, True)])
def test_who_comes_back_has_time_to_take_the_start_position(back_s, told):
    """It has to be held for a second before it is known that they have taken it."""
    said = words(coached("cobra", [(3, {}), (12, {"body": None}), (back_s, {"armed": False})]))
    assert ("Lie face down" in said) == told


def test_who_is_out_of_sight_is_called_back_in_quiet_too():
    """There are no alerts meanwhile."""
    assert words(coached("cobra", [(1, {}), (3, {"body": None})], "quiet")) == [
        "Come back into the picture"
    ]


FIRST = (4.0, {"armed": False, "advice": "start"})


@pytest.mark.parametrize(
    ("exercise", "fps", "told"),
    [
        pytest.param("cobra_kicks", 8, 1, id="too few for kicks"),
        pytest.param("cobra_kicks", 15, 0, id="enough for kicks"),
        pytest.param("cobra", 8, 0, id="enough for slow movements"),
    ],
)
@pytest.mark.parametrize("level", ["quiet", "normal"])
def test_that_pictures_come_slowly_is_said_once_before_the_set(exercise, fps, told, level):
    said = coached(exercise, [FIRST, (20.0, {})], level, fps)
    times_s = [one.time_s for one in said if one.text == FEW_PICTURES]
    assert [time_s < 4.0 for time_s in times_s] == [True] * told


def test_quiet_plays_no_tones():
    assert not tones(coached("cobra", [REP, REP], "quiet"))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(
            [(1, {"advice": "wait"}), (2, {"advice": "far"}), (4, {"advice": "start"})]
            + [(1, {"advice": f"hold {n}"}) for n in (3, 2, 1)]
            + [(1, {"advice": "ready"}), (2, {})],
            ["Come closer", "Lie face down", "Hold still: 3", "2", "1", "Begin when you like"],
            id="to the start position",
        ),
        pytest.param(
            [(11, {"advice": "far"})], ["Come closer", "Come closer"], id="again after 10 s"
        ),
        pytest.param(
            [(1.6, {"advice": "far"}), (2.5, {"advice": "start"}), (1, {"advice": "hold 3"})]
            + [(1, {"advice": "hold 2"}), (1, {"advice": "hold 1"})],
            ["Come closer", "Lie face down", "Hold still: 2", "1"],
            id="a number that would come too late is dropped, but what it is about is told",
        ),
        pytest.param(
            [(1, {"advice": "hold 3"}), (1, {"advice": "hold 2"}), (2, {"advice": "far"})]
            + [(3.4, {"advice": "start"}), (1.1, {"advice": "hold 3"}), (1, {"advice": "hold 2"})],
            ["Hold still: 3", "2", "Come closer", "Lie face down", "Hold still: 2"],
            id="each countdown anew",
        ),
        pytest.param(
            [(1, {}), (1, {"share": 0.8, "advice": "hold 3"}), (3, {"advice": "far"})],
            [],
            id="somebody who has begun is not placed any more",
        ),
        pytest.param(
            [(1, {"advice": "hold 3"}), (3, {"advice": "start", "armed": True})],
            ["Hold still: 3"],
            id="nor somebody who has left the start position for the exercise",
        ),
    ],
)
def test_getting_ready(parts, expected):
    unarmed = [(seconds, {"armed": "share" in what, **what}) for seconds, what in parts]
    assert words(coached("cobra", unarmed)) == expected


@pytest.mark.parametrize(
    ("parts", "begun"),
    [
        pytest.param([(1, {"armed": False, "advice": "far"})], False, id="not seen well"),
        pytest.param([(1, {"armed": False, "share": 0.9, "advice": "far"})], False, id="walks in"),
        pytest.param([(1, {"advice": "hold 3"})], False, id="in the start position"),
        pytest.param([(1, {"advice": "ready"})], True, id="counted down"),
        pytest.param([(1, {"share": 0.9, "advice": "hold 2"})], True, id="moves already"),
    ],
)
def test_begun(parts, begun):
    coach = Coach(EXERCISES["cobra"], Speaker())
    for now, advice in assessments(parts):
        coach.update(now, advice)
    assert coach.begun == begun


def test_a_number_that_was_counted_down_is_counted_as_well():
    countdown = [(1, {"advice": f"hold {n}", "armed": False}) for n in (3, 2, 1)]
    exercise = aimed(EXERCISES["cobra"], Step("cobra", 3))
    coach = Coach(exercise, Speaker())
    moments = assessments([*countdown, (1, {"advice": "ready"}), REP, REP, REP])
    said = [one for now, advice in moments for one in coach.update(now, advice)]
    assert [one.text for one in said if one.kind == "count" and one.text] == [
        "1",
        "2",
        "3. Set done",
    ]


@pytest.mark.parametrize(
    ("back", "told"),
    [
        pytest.param({"body": None}, ["Come back into the picture"], id="out of sight"),
        pytest.param({"armed": False}, ["Lie face down"], id="got up"),
    ],
)
@pytest.mark.parametrize(("back_s", "patient"), [(0.9, True), (4.0, False)])
def test_after_a_pause_it_is_as_patient_as_ever(back, told, back_s, patient):
    moments = assessments([(3, {}), (60, {}), (back_s, back)])
    coach = Coach(EXERCISES["cobra"], Speaker())
    paused = [now for now, _ in moments if not 3 <= now.timestamp_s < 63]
    said = words([one for now in paused for one in coach.update(now, None)])
    assert said == ([] if patient else told)


def test_one_speaker_for_two_exercises_keeps_its_spacing():
    speaker, said = Speaker(), []
    for exercise, check in (("cobra", HIPS), ("childs_pose", "seat_to_heels")):
        coach = Coach(EXERCISES[exercise], speaker)
        for now, _ in assessments([(1, {"raised": (check,)})]):
            said += coach.update(now, None)
    assert words(said) == ["Press your hips into the mat"]


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_frame_rate_does_not_matter(fps):
    parts = [(3, raised(HIPS, done=True)), (3, raised(ARCH)), REP, REP, REP]
    expected = words(coached("cobra", parts))
    assert words(coached("cobra", parts, fps=fps)) == expected
