"""One set of one exercise, pose by pose."""

from collections import Counter
from math import inf, isnan

from formcheck.arming import LONGEST_STEP_S, Arming
from formcheck.assessment import Assessment, Summary
from formcheck.body import Body, View
from formcheck.counting.logbook import Completed
from formcheck.counting.movement import Movement
from formcheck.counting.reps import Repetition
from formcheck.exercise import Exercise
from formcheck.geometry import distance
from formcheck.hindsight import Hindsight, PastStep
from formcheck.judging.checks import Checks
from formcheck.pose import Pose
from formcheck.posture import in_posture
from formcheck.tracking.camera_motion import CameraMotion
from formcheck.tracking.tracker import BodyTracker
from formcheck.tracking.view import view_of

LOST_S = 2.0
"""After this long out of sight the unfinished repetition is dropped."""
GONE_S = 10.0
"""After this long out of sight the start position must be held again."""
PLACE = 1.0
"""Who was out of sight for less goes on if found in the same place: no end of the trunk is further
from where it was seen last."""
LEFT_S = 1.0
"""After this long outside of the exercise's own positions the set is over."""


class Session:
    """Follows one set. Holds no clock, camera or file: time comes with each pose.

    Nothing counts until the start position was held; then the set is armed, and what the body does
    is counted and judged. Who was out of sight for a while goes on if found in the same place. Who
    was so for long, is found elsewhere or leaves the exercise's positions must take the start
    position again.

    It looks back at what was done before the start position was recognized, unless that can be no
    part of the set: then set ``looks_back`` to False.
    """

    def __init__(self, exercise: Exercise, looks_back: bool = True) -> None:
        self._exercise = exercise
        self._camera = CameraMotion()
        self._tracker = BodyTracker(exercise.profiled, legs_apart=not exercise.held)
        self._arming = Arming(exercise.start)
        self._armings = [self._arming, *([Arming(exercise.begun)] if exercise.begun else [])]
        """For the start, and for who has begun already."""
        self._hindsight = Hindsight(exercise) if looks_back else None
        self._movement = Movement(exercise)
        self._checks = Checks(exercise)
        self._armed = False
        self._view: View | None = None
        """From where the start position was seen last that could be judged."""
        self._views: Counter[View] = Counter()
        """From where it was seen, judged or not, by how often."""
        self._told: Counter[View] = Counter()
        """From where the positions were seen that tell it, by how often."""
        self._last_s: float | None = None
        """When the last pose was."""
        self._seen_s: float | None = None
        self._body: Body | None = None
        """The body as it was seen last, and when."""
        self._followed_s = -inf
        """When the movement was followed last."""
        self._is_lost = False
        """Whether it has been out of sight for so long that what was begun is dropped."""
        self._stray_s = 0.0
        """For how long it has been seen outside of the exercise's own positions."""
        self._poses = self._person = self._whole = self._judged = 0

    def update(self, pose: Pose) -> Assessment:
        """Take in the next pose; one that is not later than the last changes nothing."""
        now_s, last_s = pose.timestamp_s, self._last_s
        if isnan(now_s) or (last_s is not None and now_s <= last_s):
            return self._assess(now_s, None)
        step_s = 0.0 if last_s is None else min(now_s - last_s, LONGEST_STEP_S)
        self._last_s = now_s
        self._poses += 1
        pose = self._camera.undone(pose)
        if self._hindsight is not None:
            self._hindsight.keep(pose)
        over = self._miss(now_s)
        body = self._tracker.update(pose, self._movement.side) if pose.seen else None
        if body is not None and self._is_lost and not self._is_found(body):
            self._disarm()
            body = None
        if body is None:
            return self._assess(now_s, None, over)
        self._seen_s, self._body, self._is_lost = now_s, body, False
        self._person += 1
        self._whole += pose.whole
        if over is not None:  # that is told first; what they do now is looked at from the next pose
            return self._assess(now_s, body, over)
        if not self._armed:
            return self._assess(now_s, body, self._arm(now_s, body))
        self._judged += 1
        return self._follow(now_s, step_s, body)

    def finish(self) -> Summary:
        """End the set, once; return what it came to."""
        log = self._movement.log
        self._judge(self._movement.finish())
        findings, events = self._checks.finish(log)
        view = self._view or (self._views.most_common(1)[0][0] if self._views else None)
        return Summary(
            exercise=self._exercise,
            view=view,
            view_ok=view in self._exercise.views,
            person_share=self._person / max(self._poses, 1),
            whole_share=self._whole / max(self._poses, 1),
            judged_share=self._judged / max(self._poses, 1),
            repetitions=tuple(log.repetitions),
            partials=tuple(log.partials),
            holds=tuple(log.holds),
            findings=tuple(findings),
            events=tuple(events),
            tally=log.tally,
        )

    # -- out of sight -----------------------------------------------------------------------

    def _miss(self, now_s: float) -> Repetition | None:
        """Drop what was begun if nobody was seen for a while; end the set if it was for long.

        Whether there were pictures meanwhile does not matter. Return the repetition that was over
        by then, if one was.
        """
        if self._seen_s is None or now_s - self._seen_s <= LOST_S:
            return None
        completed = Completed()
        if self._armed and not self._is_lost:
            completed = self._movement.drop(self._seen_s)
            self._judge(completed)
            self._checks.drop()
            self._is_lost = True
        if not self._armed or now_s - self._seen_s > GONE_S:
            self._disarm()
        return completed.repetition

    def _is_found(self, body: Body) -> bool:
        """Return whether somebody is where they were seen last."""
        ends = ("hip", "shoulder")
        return self._body is not None and all(
            float(distance(body.middle(end), self._body.middle(end))) <= PLACE for end in ends
        )

    # -- before the set ---------------------------------------------------------------------

    def _arm(self, now_s: float, body: Body) -> Repetition | None:
        """Wait for the start position, seen from where the exercise can be judged; then arm.

        Return the last repetition of those done before it was recognized, if there are any.
        """
        if self._exercise.views_told and in_posture(body, self._exercise.views_told):
            self._told[view_of(body.world)] += 1
        arming = next((one for one in self._armings if one.update(now_s, body)), None)
        if arming is None:
            return None
        view = self._view_of(arming)
        self._views[view] += 1
        if view not in self._exercise.views:
            return None
        self._view, self._armed, self._stray_s = view, True, 0.0
        level = self._exercise.level
        tilt_deg = arming.level(level) if level else 0.0
        self._tracker.freeze(arming.body, tilt_deg)
        self._checks.begin_anew()
        if arming is self._arming:
            self._learn()
        return self._look_back()

    def _view_of(self, arming: Arming) -> View:
        """Return from where somebody is seen who holds the start position."""
        view = arming.view
        if view in self._exercise.views or not self._told:
            return view
        return self._told.most_common(1)[0][0]

    def _learn(self) -> None:
        """Take what the measures are in the start position for what they are at rest."""
        self._movement.rest_at(
            self._arming.median({way.phase: way.measure for way in self._exercise.ways})
        )
        self._checks.learn(self._arming)

    def _look_back(self) -> Repetition | None:
        """Count and judge what was done before; return the last repetition, if there is one."""
        if self._hindsight is None:
            return None
        log = self._movement.log
        before, moved = len(log.repetitions), log.tally
        steps = self._hindsight.follow(self._movement, self._tracker)
        if log.tally != moved:
            self._hindsight.drop()
            self._judge_past(steps)
        done = log.repetitions[before:]
        return done[-1] if done else None

    def _judge_past(self, steps: list[PastStep]) -> None:
        """Judge what was not followed at the time."""
        for past in steps:
            if past.timestamp_s <= self._followed_s:
                continue
            self._judge(past.completed)
            step_s = min(past.step_s, LONGEST_STEP_S)
            self._checks.update(past.timestamp_s, step_s, past.body, past.phase)

    def _disarm(self) -> None:
        """Wait for the start position anew."""
        if self._armed:
            self._checks.drop()
        for arming in self._armings:
            arming.drop()
        self._tracker.thaw()
        self._told.clear()  # the camera may have been moved meanwhile
        self._armed = self._is_lost = False

    # -- the set ----------------------------------------------------------------------------

    def _follow(self, now_s: float, step_s: float, body: Body) -> Assessment:
        """Count and judge what a body does, as long as it is where the exercise has it."""
        if not in_posture(body, self._exercise.within):
            self._stray_s += step_s
            return self._stray(now_s, body)
        self._stray_s = 0.0
        self._followed_s = now_s
        completed = self._movement.update(now_s, body)
        faulted = self._judge(completed)
        self._checks.update(now_s, step_s, body, self._movement.phase)
        self._settle(now_s, body)
        return self._assess(now_s, body, completed.repetition, faulted)

    def _stray(self, now_s: float, body: Body) -> Assessment:
        """Judge nothing while the body is elsewhere; if that lasts the set is over."""
        if self._stray_s <= LEFT_S:
            self._checks.rest(now_s)
            return self._assess(now_s, body)
        completed = self._movement.leave()
        faulted = self._judge(completed)
        self._checks.leave(self._movement.log)
        self._disarm()
        return self._assess(now_s, body, completed.repetition, faulted)

    def _settle(self, now_s: float, body: Body) -> None:
        """Learn the start position anew when it is held again between two repetitions.

        Between repetitions only: between holds the body need not be as it was at the start. Who was
        lost may have come to rest elsewhere, and is waited for.
        """
        resting = self._movement.calm or self._movement.waiting
        if self._exercise.held or not resting:
            self._arming.drop()
        elif self._arming.update(now_s, body):
            self._learn()

    def _judge(self, completed: Completed) -> tuple[str, ...]:
        """Judge what was completed; return the checks that found a fault."""
        if self._movement.had_begun:
            self._checks.forget_start()
        if (completed.move is not None or completed.repetitions) and self._hindsight is not None:
            self._hindsight.drop()
        return self._checks.judge(completed, self._movement.log.moves, self._tracker.near)

    def _assess(
        self,
        now_s: float,
        body: Body | None,
        done: Repetition | None = None,
        faulted: tuple[str, ...] = (),
    ) -> Assessment:
        """Return what is known by now, with what was just completed and found."""
        movement = self._movement
        return Assessment(
            timestamp_s=now_s,
            body=body,
            view=self._view,
            armed=self._armed,
            phase=movement.phase if self._armed else None,
            side=movement.side,
            share=movement.share,
            count=len(movement.log.repetitions),
            repetition=done,
            hold_s=movement.hold_s,
            raised=self._checks.raised,
            faulted=faulted,
            values=self._checks.values if self._armed and body is not None else {},
        )
