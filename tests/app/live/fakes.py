"""A camera, an eye and a screen for live sessions without any of them."""

import time
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np

from formcheck.app.live.keep import Keeper
from formcheck.app.live.live import Live, Tools
from formcheck.app.live.mouth import Mouth
from formcheck.app.live.plan import RoutinePlan, SinglePlan
from formcheck.app.live.stage import Terminal
from formcheck.app.live.voice import RecordedVoice
from formcheck.app.own import load_exercise
from formcheck.app.videos.analyze import Task
from formcheck.coaching.speaking import Speaker
from formcheck.io.camera import CameraState, Shot
from formcheck.io.frames import Frame, SourceInfo
from formcheck.pose import unseen
from formcheck.routines import Routine, Step
from formcheck.vision.store import Model
from tests.app.conftest import ARM_RAISE
from tests.app.figure import raises

FPS = 15.0
PICTURE = np.full((120, 160, 3), 120, np.uint8)
MODEL = Model("figure", Path("none"), "0" * 64, "test")
TASK = Task(load_exercise(ARM_RAISE))
ARM = TASK.exercise
BOTH = {"count": 3, "bent": (1,)}
REPORTS = (".html", ".csv")
ROUTINE = Routine("two", "Two times arms", (Step("arm_raise", 2), Step("arm_raise", 1)))


class FastCamera:
    """Gives one picture after the other, as fast as they are taken.

    What is given instead of a picture's time is the state the camera gets into.
    """

    def __init__(self, steps):
        self._steps = iter(steps)
        self.state: CameraState = "ok"
        self.info = SourceInfo("camera 0", 640, 480)

    def newest(self, timeout_s):
        step = next(self._steps, "ended")
        if isinstance(step, str):
            self.state = cast(CameraState, step)
            return None
        self.state = "ok"
        return Shot(Frame(step, PICTURE), time.monotonic(), 120.0)


class TimedLandmarker:
    """Knows which pose there is at which time; nobody where there is none."""

    def __init__(self, poses):
        self.poses = {round(pose.timestamp_s * 1000): pose for pose in poses}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Nothing to close."""

    def detect(self, frame):
        pose = self.poses.get(round(frame.timestamp_s * 1000), unseen(frame.timestamp_s))
        if isinstance(pose, Exception):
            raise pose
        return pose


class ScriptedStage:
    """Keeps every scene; presses a key when the scene of a number is shown."""

    def __init__(self, commands=None):
        self.commands = commands or {}
        self.scenes = []

    def show(self, scene):
        self.scenes.append(scene)
        command = self.commands.get(len(self.scenes))
        return command() if callable(command) else command

    def end(self, title, lines):
        return "close"


class ForgetfulStage(ScriptedStage):
    """Keeps no scene, only their number."""

    def show(self, scene):
        self.scenes.append(None)
        command = self.commands.get(len(self.scenes))
        return command() if callable(command) else command


class Session:
    """A live session of the figure, and what can be looked at afterwards."""

    def __init__(self, folder, poses, plan=None, commands=None, steps=None, **kept):
        poses = list(poses)
        is_stage = isinstance(commands, ScriptedStage | Terminal)
        self.stage = commands if is_stage else ScriptedStage(commands)
        self.voice = RecordedVoice()
        self.notices: list[str] = []
        steps = [pose.timestamp_s for pose in poses] if steps is None else steps
        mouth = Mouth(Speaker(kept.get("level", "chatty")), self.voice, self.notices.append)
        self.landmarker = TimedLandmarker(poses)
        tools = Tools(FastCamera(steps), self.landmarker, MODEL, self.stage, mouth)
        plan = plan or SinglePlan(TASK)
        self.keeper = Keeper(folder, plan.name, plan.is_routine, kept.get("history", True))
        self.live = Live(tools, plan, self.keeper, kept.get("recorded", False))

    def run(self):
        return self.live.run()

    @property
    def results(self):
        return [kept.result for kept in self.keeper.sets]

    @property
    def headlines(self):
        shown = dict.fromkeys(scene.headline for scene in self.stage.scenes)
        return [headline for headline in shown if headline]


def sequence():
    return RoutinePlan(ROUTINE, {"arm_raise": TASK})


def left_in(folder):
    names = sorted(path.name for path in folder.iterdir())
    return [name for name in names if not name.endswith(REPORTS)]


def later(poses, by_s):
    return [replace(pose, timestamp_s=pose.timestamp_s + by_s) for pose in poses]


def long_set(count):
    """Raises for as long as is needed; between exercises there is a rest."""
    return list(raises(count=count))
