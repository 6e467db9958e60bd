"""What is done in a live session: one exercise until it is ended, or a routine."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from formcheck.app.live.live_set import Moment
from formcheck.app.videos.analyze import Task
from formcheck.calibration import Calibration, Calibrator
from formcheck.coaching.following import RoutineFollower
from formcheck.coaching.speaking import Rank, Utterance
from formcheck.routines import Routine
from formcheck.texts.goals import goal_of

SETTLE_S = 1.2
"""A set goes on for so long after its target is met: how it ends is judged too."""
KNOWN = "Your range is kept"
FAREWELL_S = 5.0
"""Time to hear that it is over."""


class Plan(Protocol):
    """Says which set is under way, and when the next one begins."""

    @property
    def name(self) -> str:
        """The exercise or routine, as files are called after it."""

    @property
    def is_routine(self) -> bool:
        """Whether there are several exercises."""

    @property
    def task(self) -> Task:
        """What the set under way is judged by."""

    @property
    def set_number(self) -> int:
        """It grows whenever another set begins."""

    @property
    def resting(self) -> bool:
        """Whether no set is under way."""

    @property
    def over(self) -> bool:
        """Whether all of it is done."""

    @property
    def progress(self) -> str:
        """Where in the session this is, and what comes next."""

    @property
    def headline(self) -> str:
        """What is to be shown large, if anything."""

    @property
    def left_s(self) -> float:
        """How long that is still true; 0 where nobody knows."""

    def update(self, now_s: float, moment: Moment | None) -> list[Utterance]:
        """Take in what is known of the set under way; return what might be said."""

    def skip(self) -> None:
        """Go on to the next exercise."""

    def repeat(self) -> None:
        """Do the exercise again."""

    def pause(self, now_s: float) -> None:
        """Let time stand still."""

    def resume(self, now_s: float) -> None:
        """Let it go on."""


class SinglePlan:
    """One exercise, for as long as the person likes."""

    is_routine = False
    resting = False
    over = False
    headline = ""
    left_s = 0.0

    def __init__(self, task: Task) -> None:
        self.task = task
        self.name = task.exercise.id
        self.progress = f"{task.exercise.name}, {goal_of(task.exercise)}"
        self.set_number = 1

    def update(self, now_s: float, moment: Moment | None) -> list[Utterance]:
        """Go on."""
        return []

    def skip(self) -> None:
        """Go on: nothing comes next."""

    def repeat(self) -> None:
        """Begin another set."""
        self.set_number += 1

    def pause(self, now_s: float) -> None:
        """Let time stand still; the set sees to that itself."""

    def resume(self, now_s: float) -> None:
        """Let it go on."""


class CalibrationPlan(SinglePlan):
    """One exercise until the person's comfortable range is known; then it is handed over."""

    def __init__(self, task: Task, keep: Callable[[Calibration], object]) -> None:
        super().__init__(task)
        self.progress = f"{task.exercise.name}: as far as is comfortable"
        self._keep = keep
        self._calibrator = Calibrator(task.exercise)
        self._known_s: float | None = None
        self.found = False
        """Whether a range was found and handed over."""

    def update(self, now_s: float, moment: Moment | None) -> list[Utterance]:
        """Watch; hand the range over once it is known, and end a little later."""
        if self._known_s is not None:
            self.over = now_s - self._known_s > FAREWELL_S
            return []
        found = self._calibrator.update(moment.assessment) if moment is not None else None
        if found is None:
            return []
        self._keep(found)
        self._known_s, self.found = now_s, True
        self.headline = KNOWN
        return [Utterance(now_s, "routine", KNOWN, Rank.VIEW)]

    def repeat(self) -> None:
        """Begin to watch anew."""
        super().repeat()
        self._calibrator = Calibrator(self.task.exercise)
        self._known_s, self.headline = None, ""


class RoutinePlan:
    """A routine, from one exercise to the next by itself."""

    is_routine = True

    def __init__(self, routine: Routine, tasks: Mapping[str, Task]) -> None:
        self._routine, self._tasks = routine, tasks
        self.name = routine.id
        exercises = {name: task.exercise for name, task in tasks.items()}
        self._follower = RoutineFollower(routine, exercises)
        self._state = self._follower.update(0.0, done=False)
        self._since_s: float | None = None
        self._settle_s = SETTLE_S
        self._now_s = 0.0

    @property
    def task(self) -> Task:
        """What the set under way is judged by."""
        exercise = self._follower.exercise
        return replace(self._tasks[exercise.id], exercise=exercise)

    @property
    def set_number(self) -> int:
        """It grows whenever another set begins."""
        return self._state.set_number

    @property
    def resting(self) -> bool:
        """Whether the target is met, and the end of the set was seen as well."""
        since_s = self._since_s
        return since_s is not None and self._now_s - since_s >= self._settle_s

    @property
    def over(self) -> bool:
        """Whether the last step is done, and it was said."""
        since_s = self._since_s
        return self._state.done and since_s is not None and self._now_s - since_s > FAREWELL_S

    @property
    def progress(self) -> str:
        """Where in the routine this is, and what comes next."""
        name, then = self._follower.exercise.name, self._follower.upcoming
        here = f"{self._state.index + 1} of {len(self._routine.steps)}: {name}"
        return f"{here}, then {then.name}" if then else here

    @property
    def headline(self) -> str:
        """Say what comes next while resting."""
        state = self._state
        return state.text if state.done or state.resting else ""

    @property
    def left_s(self) -> float:
        """What is left of the rest."""
        return self._state.rest_left_s

    def update(self, now_s: float, moment: Moment | None) -> list[Utterance]:
        """Take in what is known of the set under way; return what might be said."""
        self._now_s = now_s
        self._look(moment)
        return self._follower.utterances(now_s)

    def skip(self) -> None:
        """Go on to the next exercise."""
        self._follower.skip()
        self._look(None)

    def repeat(self) -> None:
        """Do the exercise again."""
        self._follower.repeat()
        self._look(None)

    def pause(self, now_s: float) -> None:
        """Let time stand still."""
        self._follower.pause(now_s)

    def resume(self, now_s: float) -> None:
        """Let it go on."""
        self._follower.resume(now_s)

    def _look(self, moment: Moment | None) -> None:
        done = moment is not None and moment.done
        self._state = self._follower.update(self._now_s, done)
        if not (self._state.resting or self._state.done):
            self._since_s = None
        elif self._since_s is None:
            self._since_s = self._now_s
            self._settle_s = SETTLE_S if moment is not None else 0.0  # not if it was skipped
