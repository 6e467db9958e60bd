import pytest

from formcheck.coaching.cues import Coach
from formcheck.coaching.pacing import marks_of
from formcheck.coaching.speaking import SPACING_S, Speaker
from formcheck.exercise import Holds
from formcheck.exercises import EXERCISES
from formcheck.routines import Step, aimed
from tests.coaching.told import assessments, coached, words

LAST = [(3, "3"), (2, "2"), (1, "1"), (0, "Done. Ease out slowly")]


@pytest.mark.parametrize(
    ("breaths", "breath_s", "between"),
    [
        pytest.param(3, 5.0, [(5, "Breath 2"), (9.5, "One more breath")], id="three breaths"),
        pytest.param(1, 5.0, [], id="one"),
        pytest.param(2, 5.0, [(4.5, "One more breath")], id="two"),
        pytest.param(3, 10.0, [(10, "Breath 2"), (20, "One more breath")], id="long breaths"),
        pytest.param(3, 3.0, [(3, "Breath 2"), (3.5, "One more breath")], id="short breaths"),
        pytest.param(
            5,
            4.0,
            [(4, "Breath 2"), (8, "Breath 3"), (12, "Breath 4"), (14.5, "One more breath")],
            id="five breaths",
        ),
    ],
)
def test_marks_of_a_hold(breaths, breath_s, between):
    end_s = breaths * breath_s
    marks = [(m.at_s, m.text) for m in marks_of(Holds(breaths), breath_s) if m.kind != "praise"]
    assert marks == between + [(end_s - left_s, text) for left_s, text in LAST]


@pytest.mark.parametrize("breath_s", [2.0, 3.0, 5.0, 8.0])
@pytest.mark.parametrize("breaths", [1, 3, 7])
def test_what_comes_between_leaves_room_for_the_countdown(breaths, breath_s):
    marks = marks_of(Holds(breaths), breath_s)
    counting_s = min(mark.at_s for mark in marks if mark.kind == "hold_end")
    earlier = [mark.at_s for mark in marks if mark.kind == "hold"]
    assert all(at_s <= counting_s - SPACING_S for at_s in earlier)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(
            [(2, {}), (15.5, {"hold": 0.1, "side": "left"}), (3, {})],
            ["Breath 2", "One more breath", "3", "2", "1", "Done. Ease out slowly",
             "Now the other side"],
            id="held for three breaths",
        ),
        pytest.param(
            [(2, {}), (7, {"hold": 0.1}), (4, {}), (11, {"hold": 0.1})],
            ["Breath 2", "Breath 2", "One more breath"],
            id="left too soon, begun anew",
        ),
        pytest.param(
            [(4, {"hold": 0.1, "raised": ("gaze_opposite",)}), (2, {})]
            + [(4, {"hold": 0.1, "raised": ("knee_across",)})],
            ["Look the other way", "Let your knee fall across"],
            id="the first breath of each hold may have its correction",
        ),
        pytest.param(
            [(13, {"hold": 0.1}), (0.5, {}), (2.3, {"hold": 13.5})],
            ["Breath 2", "One more breath", "3", "2", "1", "Done. Ease out slowly"],
            id="missed for an instant",
        ),
        pytest.param(
            [(15.5, {"hold": 0.1, "side": "left"}), (0.6, {}), (4, {"hold": 15.6, "side": "left"})],
            ["Breath 2", "One more breath", "3", "2", "1", "Done. Ease out slowly"],
            id="missed for an instant once it is done",
        ),
        pytest.param(
            [(12.7, {"hold": 0.1}), (4, {"hold": 11.9})],
            ["Breath 2", "One more breath", "3", "2", "1", "Done. Ease out slowly"],
            id="found to be a little shorter",
        ),
        pytest.param(
            [(11, {"hold": 0.1}), (8, {"hold": 0.1})],
            ["Breath 2", "One more breath", "Breath 2"],
            id="another one at once",
        ),
        pytest.param(
            [(4, {"hold": 12.2})],
            ["3", "2", "1", "Done. Ease out slowly"],
            id="known late: what is past is not told",
        ),
        pytest.param(
            [(9, {"hold": 0.1}), (7, {"hold": 9.1, "raised": ("gaze_opposite",)})],
            ["Breath 2", "Look the other way", "3", "2", "1", "Done. Ease out slowly"],
            id="a correction takes the place of a breath, not of the countdown",
        ),
        pytest.param(
            [(9.8, {"hold": 0.1}), (6, {"hold": 9.9, "raised": ("gaze_opposite",)})],
            ["Breath 2", "One more breath", "3", "2", "1", "Done. Ease out slowly"],
            id="no correction during the countdown",
        ),
        pytest.param(
            [(9, {"hold": 0.1})]
            + [(7, {"hold": 9.1, "raised": ("gaze_opposite", "knee_across")})],
            ["Breath 2", "Look the other way", "3", "2", "1", "Done. Ease out slowly"],
            id="nor one so shortly before that it would take its place",
        ),
        pytest.param(
            [(12.5, {"hold": 0.1}), (4, {"hold": 12.6, "raised": ("both_shoulders_flat",)})],
            ["Breath 2", "One more breath", "3", "Keep both shoulders on the mat",
             "Done. Ease out slowly"],
            id="an alert takes the countdown's place",
        ),
        pytest.param(
            [(14.3, {"hold": 0.1}), (3, {"hold": 14.4, "raised": ("both_shoulders_flat",)})],
            ["Breath 2", "One more breath", "3", "2", "1", "Keep both shoulders on the mat",
             "Done. Ease out slowly"],
            id="but the end is told after it",
        ),
        pytest.param(
            [
                (15.5, {"hold": 0.1, "side": "left"}),
                (6, {}),
                (15.5, {"hold": 0.1, "side": "right"}),
                (9, {"armed": False}),
            ],
            ["Breath 2", "One more breath", "3", "2", "1", "Done. Ease out slowly",
             "Now the other side",
             "Breath 2", "One more breath", "3", "2", "1", "Done. Ease out slowly"],
            id="both sides, and getting up is fine then",
        ),
        pytest.param(
            [(15.5, {"hold": 0.1, "side": "left"}), (1, {"hold": 15.6, "side": "right"}), (3, {})],
            ["Breath 2", "One more breath", "3", "2", "1", "Done. Ease out slowly",
             "Now the other side"],
            id="one side, mistaken for the other at the end",
        ),
    ],
)  # fmt: skip
def test_holds(parts, expected):
    assert words(coached("supine_twist", parts)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(
            [(15.5, {"hold": 0.1, "side": "left"}), (9, {})],
            ["Breath 2", "One more breath", "3", "2", "1", "Done. Ease out slowly"],
            id="the side that is asked for",
        ),
        pytest.param(
            [(8, {"hold": 0.1, "side": "right"}), (9, {}), (5.5, {"hold": 0.1, "side": "left"})],
            ["Now the left side", "Now the left side", "Breath 2"],
            id="the other one first",
        ),
        pytest.param(
            [(21, {"hold": 0.1, "side": "right"})],
            ["Now the left side"] * 2,
            id="the other one for long",
        ),
        pytest.param(
            [(10, {"hold": 0.1, "side": "right"})]
            + [(2, {"hold": 10.1, "side": "right", "raised": ("gaze_opposite",)})],
            ["Now the left side", "Look the other way"],
            id="the other one is corrected as well, for nothing is counted down",
        ),
        pytest.param(
            [(1.5, {"hold": 0.1, "side": "right"}), (9, {})], [], id="the other one passed through"
        ),
    ],
)
def test_holds_where_one_side_alone_is_asked_for(parts, expected):
    exercise = aimed(EXERCISES["supine_twist"], Step("supine_twist", side="left", breaths=3))
    coach = Coach(exercise, Speaker())
    moments = assessments(parts)
    assert words([one for now, tip in moments for one in coach.update(now, tip)]) == expected


LEFT, RIGHT = (15.5, {"hold": 0.1, "side": "left"}), (15.5, {"hold": 0.1, "side": "right"})


@pytest.mark.parametrize(
    ("only", "parts", "done"),
    [
        pytest.param(None, [LEFT, (3, {}), RIGHT], True, id="each side"),
        pytest.param(None, [LEFT, (3, {}), LEFT], False, id="one side twice"),
        pytest.param(None, [LEFT, (1, {"hold": 15.6, "side": "right"})], False, id="either, once"),
        pytest.param(
            None,
            [RIGHT, (1, {"hold": 15.6, "side": "left"}), (3, {}), RIGHT],
            True,
            id="the other side, first mistaken for this one",
        ),
        pytest.param(
            None,
            [LEFT, (1, {"hold": 15.6, "side": "right"}), (3, {}), RIGHT],
            True,
            id="this side, mistaken for the other in the end",
        ),
        pytest.param("left", [RIGHT], False, id="not the side that is asked for"),
        pytest.param(
            "left",
            [RIGHT, (1, {"hold": 15.6, "side": "left"})],
            True,
            id="the side that is asked for, first mistaken for the other",
        ),
    ],
)
def test_a_hold_is_of_one_side_whichever_it_seems_to_be(only, parts, done):
    exercise = aimed(EXERCISES["supine_twist"], Step("supine_twist", side=only, breaths=3))
    coach = Coach(exercise, Speaker())
    for now, advice in assessments(parts):
        coach.update(now, advice)
    assert coach.done == done


def test_before_a_hold_of_one_breath_there_are_corrections_too():
    coach = Coach(
        aimed(EXERCISES["crocodile_twist"], Step("crocodile_twist", breaths=1)), Speaker()
    )
    moments = assessments([(3, {"raised": ("arms_in_t",)})])
    said = words([one for now, _ in moments for one in coach.update(now, None)])
    assert said == ["Arms out like a T"]


def test_the_countdown_keeps_the_seconds():
    said = coached("childs_pose", [(16, {"hold": 0.0})])
    numbers = {one.text: one.time_s for one in said if one.kind == "hold_end"}
    assert list(numbers.values()) == pytest.approx([12, 13, 14, 15], abs=0.06)


def test_each_breath_of_a_hold_may_have_its_correction():
    both = {"raised": ("seat_to_heels", "forehead_down")}
    said = words(coached("childs_pose", [(6, {"hold": 0.1, **both}), (3, {"hold": 6.1, **both})]))
    assert said == ["Sit back on your heels", "Breath 2", "Rest your forehead on the mat"]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        pytest.param("quiet", ["3", "2", "1", "Done. Ease out slowly"], id="quiet: the end"),
        pytest.param(
            "chatty",
            ["Breath 2", "One more breath", "3", "2", "1", "Done. Ease out slowly",
             "Beautifully held"],
            id="chatty: praise at five breaths",
        ),
    ],
)  # fmt: skip
def test_levels_of_holds(level, expected):
    assert words(coached("childs_pose", [(26, {"hold": 0.0})], level)) == expected


def test_the_side_that_is_asked_for_is_said_in_quiet_too():
    """On the other one they would wait for the end of the hold in vain."""
    parts = [(16, {"hold": 0.0, "side": "left"}), (4, {})]
    assert words(coached("supine_twist", parts, "quiet"))[-2:] == [
        "Done. Ease out slowly",
        "Now the other side",
    ]
