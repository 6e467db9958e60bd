"""What the overlay says, in words and numbers, worked out from one assessment after the other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.assessment import Assessment
from formcheck.breath import BREATH_S
from formcheck.checks import Check, Event, Severity
from formcheck.exercise import Exercise, Holds, Repetitions
from formcheck.landmarks import Side
from formcheck.pose import Pose
from formcheck.texts.goals import goal_of
from formcheck.texts.words import breaths_text, count_text

SHOWN_S = 2.0
"""How long the cue is shown of a fault that is only known when a movement is over."""


@dataclass(frozen=True)
class Cue:
    """What the person is told now, and about which check."""

    check: str
    text: str
    alert: bool


@dataclass(frozen=True)
class Readout:
    """Everything the overlay says at one instant."""

    name: str
    time: str
    number: str
    """Repetitions; in exercises held for breaths, the seconds of the hold under way."""
    beside: str
    """What stands large beside the number: the side, or the number's unit."""
    below: str
    state: str
    seen: bool
    cue: Cue | None = None


class Reader:
    """Follows one set and says what to show. For a new set, make a new reader.

    Events may be given when the whole set is known: of the checks judged when a movement is over,
    their cues are shown once what they are about is over.
    """

    def __init__(
        self, exercise: Exercise, breath_s: float = BREATH_S, events: Sequence[Event] = ()
    ) -> None:
        self._exercise = exercise
        self._breath_s = breath_s
        self._cues = {
            check.id: Cue(check.id, check.cue, check.severity is Severity.ALERT)
            for check in exercise.checks
        }
        late = {check.id for check in exercise.checks if not isinstance(check, Check)}
        self._late = [event for event in events if event.check in late]
        self._by_side: Counter[Side] = Counter()
        self._side: Side | None = None

    def update(self, pose: Pose, assessment: Assessment) -> Readout:
        """Take in the next pose and its assessment."""
        done = assessment.repetition
        if done is not None and done.side is not None:
            self._by_side[done.side] += 1
        self._side = assessment.side or (done.side if done else None) or self._side
        number, beside, below = self._numbers(assessment)
        minutes, seconds = divmod(max(0.0, assessment.timestamp_s), 60)
        return Readout(
            name=self._exercise.name,
            time=f"{minutes:.0f}:{int(seconds):02}",
            number=number,
            beside=beside,
            below=below,
            state=_state(pose, assessment),
            seen=pose.seen,
            cue=self._cue(assessment),
        )

    def _numbers(self, assessment: Assessment) -> tuple[str, str, str]:
        goal = self._exercise.goal
        if isinstance(goal, Repetitions):
            return self._repetitions(assessment)
        return self._hold(assessment, goal)

    def _repetitions(self, assessment: Assessment) -> tuple[str, str, str]:
        goal = f"of {goal_of(self._exercise)}"
        if not self._exercise.sided or self._side is None:
            return str(assessment.count), "", goal
        left, right = self._by_side["left"], self._by_side["right"]
        return str(self._by_side[self._side]), self._side, f"left {left}, right {right} {goal}"

    def _hold(self, assessment: Assessment, goal: Holds) -> tuple[str, str, str]:
        side = self._side or ""
        breaths = breaths_text(assessment.hold_s / self._breath_s)
        return (
            str(int(assessment.hold_s)),
            f"s {side}".strip(),
            f"{breaths} of {count_text(goal.target_breaths, 'breath')}",
        )

    def _cue(self, assessment: Assessment) -> Cue | None:
        now_s = assessment.timestamp_s
        if assessment.raised:
            return self._cues[assessment.raised[0]]
        fresh = [event for event in self._late if 0 <= now_s - event.end_s < SHOWN_S]
        return self._cues[fresh[-1].check] if fresh else None


def _state(pose: Pose, assessment: Assessment) -> str:
    if not pose.seen:
        return "I can't see you"
    if not assessment.armed:
        return "Take the start position"
    return "I see you"
