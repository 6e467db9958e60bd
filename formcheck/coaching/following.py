"""Following a routine from step to step."""

from dataclasses import dataclass

from formcheck.coaching.facing import turn_to
from formcheck.coaching.speaking import Rank, Utterance
from formcheck.coaching.wording import spoken
from formcheck.exercise import Exercise, Registry
from formcheck.routines import Routine, aimed

REST_S = 6.0
"""Between two exercises: time to hear what comes next and to move there."""
NEWS_S = 4.0
"""For this long after it a change is worth saying."""
GAP_S = 1.0
"""A longer gap between two looks is none of that time: nothing could be said."""


@dataclass(frozen=True)
class RoutineState:
    """Where in a routine the person is."""

    index: int
    """The step under way or, at rest, the one that is over."""
    set_number: int
    """It grows whenever a set begins; then the caller begins a new session."""
    exercise_id: str
    face: str
    """Which way to face: for what comes next while resting, else for what is under way."""
    resting: bool = False
    rest_left_s: float = 0.0
    done: bool = False
    text: str = ""
    """What to do now or next, for a screen."""


class RoutineFollower:
    """Moves on by itself when the target of a step is met.

    It holds no session: whenever the set number grows, the caller makes a new one of ``exercise``.
    """

    def __init__(self, routine: Routine, exercises: Registry) -> None:
        self._exercises = [aimed(exercises[step.exercise_id], step) for step in routine.steps]
        self._set = 0
        self._paused_s: float | None = None
        """Since when it is paused."""
        self._looked_s = 0.0
        """When it was told last how the set goes; not in a pause."""
        self._done = False
        self._news: tuple[str, ...] = ()
        self._news_s: float | None = None
        """When the news were told first; None until the next look at the time."""
        self._begin(0)
        self._tell(f"First: {self.exercise.name}", self._face)

    @property
    def exercise(self) -> Exercise:
        """The exercise under way, with its goal in this routine."""
        return self._exercises[self._index]

    @property
    def upcoming(self) -> Exercise | None:
        """The exercise after it, with its goal; None after the last."""
        after = self._index + 1
        return self._exercises[after] if after < len(self._exercises) else None

    def update(self, now_s: float, done: bool) -> RoutineState:
        """Take in whether the target of the set under way is met; return where the routine is.

        Of the first look at a new set that is not used: it is of the last one.
        """
        if self._news_s is None:
            self._news_s = now_s
        if self._paused_s is None:
            self._keep_news(now_s)
            if not self._done:
                self._go_on(now_s, done)
        return self._state(now_s)

    def utterances(self, now_s: float) -> list[Utterance]:
        """Return what might be said of the routine; to be offered to the speaker every time."""
        if self._news_s is None or not now_s - self._news_s <= NEWS_S or self._paused_s is not None:
            return []
        return [Utterance(now_s, "routine", text, Rank.VIEW) for text in self._news]

    def skip(self) -> None:
        """Go on to the next step at once; after the last one the routine is done."""
        if self._done:
            return
        if self.upcoming is not None:
            self._begin(self._index + 1)
            self._tell(f"Now: {self.exercise.name}", self._face)
        else:
            self._finish()

    def repeat(self) -> None:
        """Begin the step under way anew or, at rest, the one that is over."""
        self._done = False
        self._begin(self._index)
        self._tell(f"Again: {self.exercise.name}")

    def pause(self, now_s: float) -> None:
        """Let nothing count and no rest run out."""
        if self._paused_s is None:
            self._paused_s = now_s

    def resume(self, now_s: float) -> None:
        """Go on after a pause."""
        if self._paused_s is not None and self._rest_end_s is not None:
            self._rest_end_s += now_s - self._paused_s
        self._paused_s = None

    # -- the set under way ------------------------------------------------------------------

    def _begin(self, index: int) -> None:
        """Begin a set of a step."""
        self._index = index
        self._set += 1
        self._is_new = True
        """Whether nothing of this set was seen yet."""
        self._rest_end_s: float | None = None
        """When the rest after it is over; None until its target is met."""

    def _go_on(self, now_s: float, done: bool) -> None:
        """Let time pass in the set, or in the rest after it."""
        if self._rest_end_s is not None:
            if now_s >= self._rest_end_s:
                self._begin(self._index + 1)
        elif self._is_new:
            self._is_new = False
        elif done:
            self._meet(now_s)

    def _meet(self, now_s: float) -> None:
        """Rest before the next step, for the target is met; after the last the routine is done."""
        if self.upcoming is None:
            self._finish()
            return
        self._rest_end_s = now_s + REST_S
        self._tell(f"Next: {self.upcoming.name}", self._face)
        self._news_s = now_s

    def _finish(self) -> None:
        """End the routine."""
        self._rest_end_s = None
        self._done = True
        self._tell("All done. Well done")

    def _keep_news(self, now_s: float) -> None:
        """Let news stay news over a pause, or while the camera was gone."""
        gap_s = now_s - self._looked_s
        self._looked_s = now_s
        if gap_s > GAP_S and self._news_s is not None:
            self._news_s = min(now_s, self._news_s + gap_s)

    def _tell(self, *texts: str) -> None:
        """Let something be said from the next look on."""
        self._news, self._news_s = tuple(spoken(text) for text in texts), None

    # -- what is known ----------------------------------------------------------------------

    def _state(self, now_s: float) -> RoutineState:
        left_s = 0.0
        if self._rest_end_s is not None:
            since_s = now_s if self._paused_s is None else self._paused_s
            left_s = max(0.0, self._rest_end_s - since_s)
        return RoutineState(
            index=self._index,
            set_number=self._set,
            exercise_id=self.exercise.id,
            face=self._face,
            resting=self._rest_end_s is not None,
            rest_left_s=left_s,
            done=self._done,
            text=self._text,
        )

    @property
    def _face(self) -> str:
        """Which way to face."""
        if self._rest_end_s is not None and self.upcoming is not None:
            return turn_to(self.upcoming, self.exercise)
        before = self._exercises[self._index - 1] if self._index else None
        return turn_to(self.exercise, before)

    @property
    def _text(self) -> str:
        """What to do now or next."""
        if self._done:
            return "All done. Well done!"
        if self._paused_s is not None:
            return "Paused"
        if self._rest_end_s is not None and self.upcoming is not None:
            return f"Next: {self.upcoming.name}. {self._face}"
        return self.exercise.name
