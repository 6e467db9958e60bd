"""The live coach: the newest picture, what it comes to, what is shown and said of it, again."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from math import ceil, inf
from typing import Protocol

import numpy as np

from formcheck.app.live.keep import Keeper
from formcheck.app.live.live_set import LiveSet, Moment
from formcheck.app.live.mouth import Mouth
from formcheck.app.live.pace import Pace, stoppable, unbroken
from formcheck.app.live.plan import Plan
from formcheck.app.live.stage import Command, Stage
from formcheck.app.live.tape import Tape
from formcheck.app.live.view import Scene, keys_for
from formcheck.breath import Breath, breath_tone
from formcheck.coaching.speaking import Rank, Utterance
from formcheck.io.camera import CameraState, Shot
from formcheck.io.frames import Frame, SourceInfo
from formcheck.vision.landmarker import Landmarker
from formcheck.vision.store import Model

WAIT_S = 0.05
"""For so long a picture is waited for before keys are looked at."""
_BRIGHTEST = 255
TROUBLE: dict[CameraState, str] = {
    "stalled": "The camera sends no picture",
    "frozen": "The picture stands still. I wait",
    "black": "The picture is black",
    "lost": "The camera is gone. I wait",
}
BACK = "The picture is back"
FAILURE = "Something failed. The session is over"


class Eye(Protocol):
    """What a session needs of a camera."""

    @property
    def info(self) -> SourceInfo:
        """What is known of it."""

    @property
    def state(self) -> CameraState:
        """How it is."""

    def newest(self, timeout_s: float) -> Shot | None:
        """Return the newest picture, if there is one in time."""


@dataclass(frozen=True)
class Tools:
    """What a live session works with; all of it is open already."""

    camera: Eye
    landmarker: Landmarker
    model: Model
    stage: Stage
    mouth: Mouth


class Live:
    """One live session; for another one, make another."""

    def __init__(self, tools: Tools, plan: Plan, keeper: Keeper, recorded: bool = False) -> None:
        self._tools, self._plan, self._keeper = tools, plan, keeper
        self._tape = Tape(keeper, recorded)
        self._set: LiveSet | None = None
        """The set under way; None until its first picture, and at rest."""
        self._set_number = plan.set_number
        self._scene = Scene(
            np.zeros((tools.camera.info.height, tools.camera.info.width, 3), np.uint8),
            keys=keys_for(plan.is_routine),
            recorded=recorded,
        )
        """What was shown last."""
        self._breath: Breath | None = None
        self._trouble = self._news = ""
        """What is wrong with the camera, and what is told for once."""
        self._is_told = False
        """Whether trouble with the camera was told, and not yet that it is over."""
        self._paused = self._over = False
        self._now_s, self._arrived_s = 0.0, time.monotonic()
        """When the last picture was taken by the source's time, and when it came by the clock."""
        self.stopped = False
        """Whether it was ended from outside, as with Ctrl-C."""
        self.seen = False
        """Whether anybody was seen, in a set or before one began."""
        self.pace = Pace()

    def run(self) -> Command | None:
        """Go on until it is over; return how it was ended. What was done until then is kept."""
        command: Command | None = None
        with stoppable(self.stop), self._tape:
            try:
                while not (self._over or self._plan.over):
                    command = self._step()
                    self._obey(command)
            except Exception:
                self._tools.mouth.say([Utterance(self._clock_s(), "failure", FAILURE, stale_s=inf)])
                raise
            finally:
                with unbroken(), closing(self._keeper):  # what went before is kept, too
                    self._end_set()
        if self._tape.error is not None:
            raise self._tape.error
        return command

    def stop(self) -> None:
        """End it after the picture under way, at once and without a word."""
        self._over = self.stopped = True

    # -- one picture ------------------------------------------------------------------------

    def _step(self) -> Command | None:
        """Take in the newest picture, or wait for it; return what was asked for meanwhile."""
        camera = self._tools.camera
        shot = camera.newest(WAIT_S)
        self._look_after(camera.state)
        if shot is None:
            self._over = self._over or camera.state == "ended"
            return self._show_plainly()
        self._now_s, self._arrived_s = shot.frame.timestamp_s, shot.arrived_s
        if self._paused or self._plan.resting:
            return self._watch(shot)
        return self._follow(shot)

    def _watch(self, shot: Shot) -> Command | None:
        """Show the picture while nothing counts."""
        self._scene = replace(self._scene, image=shot.frame.image, overlay=None, breath=None)
        if not self._paused:
            self._end_set()
            self._tools.mouth.offer(self._plan.update(self._now_s, None))
            self._tools.mouth.speak(self._now_s)
        command = self._show_plainly()
        self.pace.note(shot.arrived_s)
        self._record(shot.frame)
        return command

    def _follow(self, shot: Shot) -> Command | None:
        """See, judge, say, show and keep."""
        pose = self._tools.landmarker.detect(shot.frame)
        current = self._current_set()
        self._tools.mouth.listen()
        moment = current.update(pose, shot.light / _BRIGHTEST)
        self._tools.mouth.say(moment.utterances)
        self._pace_breath(moment.breath)
        self._scene = replace(self._scene_of(shot.frame, moment), overlay=current.overlay)
        command = self._tools.stage.show(self._scene)
        self.pace.note(shot.arrived_s)
        self._record(shot.frame)
        self._tools.mouth.offer(self._plan.update(self._now_s, moment))
        return command

    # -- what is shown ----------------------------------------------------------------------

    def _scene_of(self, frame: Frame, moment: Moment) -> Scene:
        advice = moment.advice
        counting_s = advice.countdown_s if advice is not None else None
        return replace(
            self._scene,
            image=frame.image,
            time_s=frame.timestamp_s,
            pose=moment.pose,
            assessment=moment.assessment,
            breath=moment.breath,
            caption=self._tools.mouth.caption(self._clock_s())
            or (advice.text if advice is not None else ""),
            headline=self._headline() or (str(ceil(counting_s)) if counting_s else ""),
            left_s=self._left_s(),
            progress=self._plan.progress,
            pace=str(self.pace),
        )

    def _show_plainly(self) -> Command | None:
        """Show the last picture again, with what is wrong or to be waited for."""
        return self._tools.stage.show(
            replace(
                self._scene,
                time_s=self._clock_s(),
                headline=self._headline(),
                left_s=self._left_s(),
                caption=self._tools.mouth.caption(self._clock_s()),
                progress=self._plan.progress,
            )
        )

    def _headline(self) -> str:
        return "Paused" if self._paused else self._trouble or self._plan.headline

    def _left_s(self) -> float:
        return 0.0 if self._paused or self._trouble else self._plan.left_s

    def _clock_s(self) -> float:
        """Return the time of the source, also while no picture comes."""
        return self._now_s + time.monotonic() - self._arrived_s

    def _record(self, frame: Frame) -> None:
        self._tape.record(frame, self._tools.camera.info)
        self._scene = replace(self._scene, recorded=self._tape.runs)

    # -- what is said -----------------------------------------------------------------------

    def _look_after(self, state: CameraState) -> None:
        """Tell what is wrong with the camera, and when it is over, once nothing else is said."""
        trouble = TROUBLE.get(state, "")
        if trouble != self._trouble:
            self._trouble, self._news = trouble, trouble or (BACK if self._is_told else "")
        if self._news:
            now_s, mouth = self._clock_s(), self._tools.mouth
            mouth.offer([Utterance(now_s, "camera", self._news, Rank.VIEW)])
            if mouth.speak(now_s) == self._news:
                self._is_told, self._news = self._news == trouble, ""

    def _pace_breath(self, breath: Breath | None) -> None:
        """Let the two tones of a breath be heard."""
        before, self._breath = self._breath, breath
        tone = breath_tone(before, breath) if breath is not None else None
        if tone is not None:
            self._tools.mouth.beep(Utterance(self._now_s, "breath", "", Rank.COUNT, tone=tone))

    # -- sets -------------------------------------------------------------------------------

    def _current_set(self) -> LiveSet:
        """Return the set under way, which begins if need be."""
        if self._plan.set_number != self._set_number:
            self._end_set()
            self._set_number = self._plan.set_number
        if self._set is None:
            info = self._tools.camera.info
            size_px = info.width, info.height
            self._set = LiveSet(self._plan.task, size_px, self._tools.mouth.speaker)
        return self._set

    def _end_set(self) -> None:
        """Keep the set under way, unless nobody was there or, in a routine, it was passed over."""
        ended, self._set = self._set, None
        if ended is None:
            return
        self.seen = self.seen or ended.seen
        with closing(ended):
            if ended.armed or (ended.seen and not self._plan.is_routine):
                tools = self._tools
                kept = ended.finish(tools.camera.info, tools.model, tools.mouth.told())
                self._keeper.keep(kept)

    def _obey(self, command: Command | None) -> None:
        """Do what was asked for."""
        if command in ("q", "close"):
            self._over = True
        elif command == "space":
            self._pause(not self._paused)
        elif command == "n" and self._plan.is_routine:
            self._go_to(self._plan.skip)
        elif command == "r":
            self._go_to(self._plan.repeat)

    def _go_to(self, another: Callable[[], None]) -> None:
        """Begin another set; what was still to be said of this one is no longer true."""
        self._pause(False)
        self._tools.mouth.speaker.drop()
        another()

    def _pause(self, paused: bool) -> None:
        if paused == self._paused:
            return
        self._paused = paused
        self._scene = replace(self._scene, pressed=("space",) if paused else ())
        (self._plan.pause if paused else self._plan.resume)(self._clock_s())
