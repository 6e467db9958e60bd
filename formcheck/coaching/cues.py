"""The coach: what is worth saying about a set as it goes on."""

from collections import Counter
from dataclasses import dataclass

from formcheck.assessment import Assessment
from formcheck.breath import BREATH_S
from formcheck.checks import Check, Severity
from formcheck.coaching.pacing import NUMBER_STALE_S, HoldPacer
from formcheck.coaching.pictures import FEW_PICTURES, PictureRate
from formcheck.coaching.placement import Advice, start_text
from formcheck.coaching.speaking import END_STALE_S, STALE_S, Rank, Speaker, Utterance
from formcheck.coaching.wording import kind_of, rank_of, spoken
from formcheck.counting.course import BEGIN
from formcheck.exercise import AnyCheck, Exercise, Holds, Repetitions
from formcheck.landmarks import SIDES, Side

LOST_S = 1.0
"""Out of sight for this long the person is called back."""
AWAY_S = 3.0
"""Out of the exercise's positions for this long the start position is asked for."""
EVERY, LAST = 5, 3
"""Every fifth number and the last three are spoken."""
MENDED_S = 0.8
"""A fault that was spoken of is put right when it could be seen, and was not there, so long."""
PRAISES = ("Nicely done", "Lovely and smooth", "That looks good", "Well controlled")


@dataclass
class _Fault:
    """A check whose cue was said, until it is put right."""

    was_raised: bool = True
    gone_s: float = 0.0


class Coach:
    """Follows one set and says what helps. For a new set, make a new one, with the same speaker."""

    def __init__(self, exercise: Exercise, speaker: Speaker, breath_s: float = BREATH_S) -> None:
        self._exercise = exercise
        self._speaker = speaker
        self._checks = {check.id: check for check in exercise.checks}
        self._by_cue = {spoken(check.cue): check.id for check in exercise.checks}
        goal, each_side = exercise.goal, exercise.each_side
        self._pacer = HoldPacer(goal, breath_s, each_side) if isinstance(goal, Holds) else None
        self._breath_s = breath_s
        self._rate = PictureRate(exercise.least_hz)
        self._few_told = False
        """Whether it was said that pictures come slowly."""
        self._counts: Counter[Side | None] = Counter()
        self._told: dict[str, _Fault] = {}
        self._corrected: tuple[int, int] | None = None
        self._faultless = True
        self._seen_s: float | None = None
        self._there_s: float | None = None
        self._last_s: float | None = None
        self._begun = False
        self._advised: str | None = None
        self._counts_down = False
        """Whether a countdown was begun aloud: then its numbers alone are enough."""

    def update(self, assessment: Assessment, advice: Advice | None) -> list[Utterance]:
        """Take in what is known now; return the tones to play and the words to say, if any."""
        now_s = assessment.timestamp_s
        step_s = now_s - self._last_s if self._last_s is not None else 0.0
        self._last_s = now_s
        if step_s > LOST_S:
            self._look_anew(now_s)
        if self._rate.update(step_s) and not self._few_told:
            self._offer(now_s, "camera", FEW_PICTURES, Rank.VIEW)
        self._begin(assessment, advice)
        if advice is not None and not self._begun:
            self._place(now_s, advice)
        else:
            self._watch(assessment, advice)
        if self._pacer is not None:
            self._offer_all(self._pacer.update(assessment))
        self._correct(assessment)
        tones = self._count(assessment) + self._mend(assessment, step_s)
        reserved = self._pacer is not None and self._pacer.counting_down
        said = self._speaker.next(now_s, Rank.HOLD if reserved else Rank.COUNT)
        if said is None:
            return tones
        self._note(assessment, said)
        return [*tones, said]

    # -- getting ready ----------------------------------------------------------------------

    @property
    def begun(self) -> bool:
        """Whether the start position was taken, so that no more advice is needed."""
        return self._begun

    def _begin(self, assessment: Assessment, advice: Advice | None) -> None:
        """Take the set for begun if the person is no more on the way to the start position."""
        moving = assessment.share > BEGIN
        left = advice is not None and advice.code == "start"  # the position that was taken
        self._begun = self._begun or (assessment.armed and (moving or left))

    def _place(self, now_s: float, advice: Advice) -> None:
        fresh, self._advised = advice.text != self._advised, advice.text
        if advice.ready:
            self._begun = True
            self._offer(now_s, "countdown", advice.text, Rank.VIEW)
        elif advice.countdown_s is None:
            self._counts_down = False
            if advice.code != "wait":
                self._offer(now_s, "placement", advice.text, Rank.VIEW)
        elif fresh:
            text = advice.text.split()[-1] if self._counts_down else advice.text
            self._offer(now_s, "countdown", text, Rank.VIEW, NUMBER_STALE_S)

    def _watch(self, assessment: Assessment, advice: Advice | None) -> None:
        """Call back who has gone out of sight, unless it is too dark, or out of the exercise.

        Once the set is done they may go.
        """
        if self.done:
            return
        now_s = assessment.timestamp_s
        if assessment.body is None:
            if self._seen_s is not None and now_s - self._seen_s > LOST_S:
                self._there_s = None  # who comes back has time to take the position
                text = advice.text if advice is not None else "Come back into the picture"
                self._offer(now_s, "view", text, Rank.VIEW)
            return
        self._seen_s = now_s
        if assessment.armed or self._there_s is None:
            self._there_s = now_s
        elif now_s - self._there_s > AWAY_S:
            self._offer(now_s, "placement", start_text(self._exercise), Rank.VIEW)

    def _look_anew(self, now_s: float) -> None:
        """Be as patient as ever after a pause, or with a camera that was gone."""
        self._seen_s = None if self._seen_s is None else now_s
        self._there_s = None if self._there_s is None else now_s

    # -- corrections ------------------------------------------------------------------------

    def _correct(self, assessment: Assessment) -> None:
        if not assessment.armed or assessment.body is None:
            return
        faults = [self._checks[name] for name in (*assessment.raised, *assessment.faulted)]
        self._faultless = self._faultless and not faults
        done = self._corrected == self._turn(assessment)
        for check in faults:
            if check.severity is Severity.ALERT or not done:
                now_s = assessment.timestamp_s
                self._offer(now_s, kind_of(check), spoken(check.cue), rank_of(check))

    def _turn(self, assessment: Assessment) -> tuple[int, int]:
        """Return which repetition this is, or which breath of a hold: one correction each."""
        if self._pacer is None:
            return assessment.count, 0
        return self._pacer.number, int(self._pacer.held_s / self._breath_s)

    def _note(self, assessment: Assessment, said: Utterance) -> None:
        self._counts_down = self._counts_down or said.kind == "countdown"
        self._few_told = self._few_told or said.text == FEW_PICTURES
        check = self._by_cue.get(said.text)
        if check is not None:
            self._corrected = self._turn(assessment)
            self._told[check] = _Fault()

    def _mend(self, assessment: Assessment, step_s: float) -> list[Utterance]:
        """Return a soft tone if a fault that was spoken of has been put right."""
        if not assessment.armed or assessment.body is None:
            return []
        mended = [
            name
            for name, fault in self._told.items()
            if self._is_mended(self._checks[name], fault, assessment, step_s)
        ]
        for name in mended:
            del self._told[name]
        return self._tone(assessment.timestamp_s, "right") if mended else []

    def _is_mended(
        self, check: AnyCheck, fault: _Fault, assessment: Assessment, step_s: float
    ) -> bool:
        if not isinstance(check, Check):  # judged when a movement is over
            return assessment.repetition is not None and check.id not in assessment.faulted
        if check.id in assessment.raised:
            fault.was_raised, fault.gone_s = True, 0.0
            return False
        assert assessment.body is not None
        if not check.applies(assessment.phase, assessment.body):
            fault.was_raised = False  # it ended with the phase: that alone mends nothing
            return False
        fault.gone_s += step_s
        return fault.was_raised or fault.gone_s >= MENDED_S

    # -- counting ---------------------------------------------------------------------------

    def _count(self, assessment: Assessment) -> list[Utterance]:
        done = assessment.repetition
        if done is None:
            return []
        now_s = assessment.timestamp_s
        side = done.side if self._exercise.sided else None
        self._counts[side] = self._counts[side] + 1 if side else assessment.count
        number, target = self._counts[side], self._target
        if number % EVERY == 0 or target - LAST < number <= target:
            text = f"{number} {side}" if side else str(number)
            if self.done and number == target:
                self._offer(now_s, "count", f"{text}. Set done", Rank.HOLD, END_STALE_S)
            else:
                self._offer(now_s, "count", text, Rank.COUNT)
        elif self._faultless:
            self._offer(now_s, "praise", PRAISES[number % len(PRAISES)], Rank.PRAISE)
        self._faultless = True
        return self._tone(now_s, "count")

    @property
    def _target(self) -> int:
        """How many repetitions are to be done, of each side where they have one."""
        goal = self._exercise.goal
        return self._exercise.per_side(goal.target) if isinstance(goal, Repetitions) else 0

    @property
    def done(self) -> bool:
        """Whether the target is met, on each side where there are two."""
        if self._pacer is not None:
            return self._pacer.done
        sides: tuple[Side | None, ...] = SIDES if self._exercise.each_side else (None,)
        return 0 < self._target <= min(self._counts[side] for side in sides)

    # -- the speaker ------------------------------------------------------------------------

    def _tone(self, now_s: float, tone: str) -> list[Utterance]:
        allowed = self._speaker.allows(tone)
        return [Utterance(now_s, tone, "", Rank.COUNT, tone=tone)] if allowed else []

    def _offer(
        self, now_s: float, kind: str, text: str, rank: Rank, stale_s: float = STALE_S
    ) -> None:
        self._speaker.offer(Utterance(now_s, kind, text, rank, stale_s))

    def _offer_all(self, utterances: list[Utterance]) -> None:
        for utterance in utterances:
            self._speaker.offer(utterance)
