import pytest

from formcheck.app.live.live_set import Kept
from formcheck.app.live.summary import summary
from formcheck.app.videos.analyze import judged, task_for
from formcheck.app.videos.landmarking import Landmarked
from tests.app.figure import recording
from tests.app.live.fakes import TASK


def kept(**options):
    analysis = judged(Landmarked(recording(**options)), TASK)
    return Kept(TASK, analysis.recording, analysis.result, analysis.trace)


def changed(like, task, **parts):
    return Kept(task, like.recording, {**like.result, **parts}, like.trace)


GOOD, BENT = kept(count=3), kept(count=3, bent=(0, 2))
SIDES = {"left": 2, "right": 1}
HOLD = {"held_s": 16.4}


@pytest.mark.parametrize(
    ("sets", "title", "lines"),
    [
        pytest.param([GOOD], "Arm raise", ["3 of 3, 3 of them good"], id="all good"),
        pytest.param(
            [BENT],
            "Arm raise",
            ["3 of 3, 1 of them good", "Straighten your elbows (2 times)"],
            id="what to do better",
        ),
        pytest.param(
            [kept(count=3, bent=(1,))],
            "Arm raise",
            ["3 of 3, 2 of them good", "Straighten your elbows (1 time)"],
            id="once",
        ),
        pytest.param(
            [GOOD, BENT],
            "All done",
            [
                "Arm raise: 3 of 3, 3 of them good",
                "Arm raise: 3 of 3, 1 of them good",
                "Straighten your elbows (2 times)",
            ],
            id="several sets",
        ),
        pytest.param(
            [changed(GOOD, TASK, checks=[{"verdict": "not_seen"}])],
            "Arm raise",
            ["3 of 3"],
            id="not judged",
        ),
        pytest.param([BENT] * 5, "All done", ["Arm raise: 3 of 3, 1 of them good"] * 5, id="many"),
        pytest.param(
            [changed(GOOD, TASK, events=[{"cue": cue} for cue in "abbbccdccd"])],
            "Arm raise",
            ["3 of 3, 3 of them good", "c (4 times)", "b (3 times)", "d (2 times)"],
            id="the cues that were needed most",
        ),
        pytest.param(
            [changed(GOOD, task_for("butterfly_side_bend"), count_by_side=SIDES)],
            "Butterfly side bend",
            ["2 left, 1 right of 8 each side, 3 of them good"],
            id="sides",
        ),
        pytest.param(
            [changed(GOOD, task_for("childs_pose"), holds=[HOLD, {"held_s": 3.0}], count=1)],
            "Child's pose",
            ["1 held for 3 breaths, the longest 16 s"],
            id="holds",
        ),
        pytest.param(
            [changed(GOOD, task_for("childs_pose"), holds=[], count=0)],
            "Child's pose",
            ["0 held for 3 breaths, the longest 0 s"],
            id="no hold",
        ),
        pytest.param(
            [changed(GOOD, task_for("childs_pose"), holds=[{"held_s": 14.9}], count=0)],
            "Child's pose",
            ["0 held for 3 breaths, the longest 14 s"],
            id="a hold that is nearly long enough",
        ),
    ],
)
def test_lines(sets, title, lines):
    assert summary(sets) == (title, lines)
