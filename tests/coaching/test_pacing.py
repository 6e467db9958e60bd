import pytest

from formcheck.coaching.pacing import marks_of
from formcheck.coaching.speaking import SPACING_S
from formcheck.exercise import Holds

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
