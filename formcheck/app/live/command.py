"""``formcheck live``: a camera, a coach, and what is kept of it."""

import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from formcheck.app.failures import NOBODY, say
from formcheck.app.live.keep import Keeper, sessions_folder
from formcheck.app.live.live import Live, Tools
from formcheck.app.live.mouth import Mouth
from formcheck.app.live.plan import KNOWN, CalibrationPlan, Plan
from formcheck.app.live.stage import Command, Stage, Terminal
from formcheck.app.live.summary import summary
from formcheck.app.live.voice import open_voice
from formcheck.app.live.window import LiveWindow, check_display
from formcheck.app.result_text import show_results
from formcheck.app.tables import console
from formcheck.app.videos.landmarking import open_landmarker
from formcheck.app.videos.screen import Screen
from formcheck.coaching.speaking import Level, Speaker
from formcheck.io.camera import Camera
from formcheck.io.files import OutputError, shown
from formcheck.vision.store import Model, obtain

SUMMARY_S = 12.0
"""How long the summary stays in the window if nobody closes it."""


@dataclass(frozen=True)
class LiveWishes:
    """How a session is to be."""

    camera: str = "0"
    folder: Path | None = None
    """None: the user's data folder."""
    level: Level = "normal"
    mute: bool = False
    recorded: bool = False
    window: bool = True
    history: bool = True
    """Whether results are kept in the history."""


def coach(plan: Plan, name: str | None, wishes: LiveWishes) -> int:
    """Run a live session with the model of a name or a file; return the exit status."""
    if wishes.window:
        check_display()
    folder = wishes.folder or sessions_folder()
    keeper = Keeper(folder, plan.name, plan.is_routine, wishes.history)
    with Screen() as screen:
        model = obtain(name, progress=screen.download)
        screen.start()
    with ExitStack() as tools:
        stage = tools.enter_context(LiveWindow()) if wishes.window else Terminal()
        live = Live(_tools(tools, stage, model, wishes), plan, keeper, wishes.recorded)
        try:
            ended_by = live.run()
        except Exception as error:
            if keeper.sets or isinstance(error, OutputError):
                _report(keeper, live.seen)
            raise
        if keeper.sets and not live.stopped:
            _farewell(stage, keeper, ended_by)
    status = _report(keeper, live.seen)
    if isinstance(plan, CalibrationPlan) and not plan.found:
        say(f"no range was found, what was known before stays; go on until it says: {KNOWN}")
    return status


def _tools(opened: ExitStack, stage: Stage, model: Model, wishes: LiveWishes) -> Tools:
    """Open what a session needs."""
    camera = opened.enter_context(Camera(wishes.camera))
    landmarker = opened.enter_context(open_landmarker(model))
    voice = opened.enter_context(open_voice(wishes.mute))
    return Tools(camera, landmarker, model, stage, Mouth(Speaker(wishes.level), voice))


def _farewell(stage: Stage, keeper: Keeper, ended_by: Command | None) -> None:
    """Show the summary until a key is pressed, for a while."""
    if ended_by == "close":
        return
    title, lines = summary(keeper.sets)
    lines.append(f"Kept in {shown(keeper.folder)}")
    until_s = time.monotonic() + SUMMARY_S
    with suppress(KeyboardInterrupt):
        while time.monotonic() < until_s and stage.end(title, lines) is None:
            pass


def _report(keeper: Keeper, seen: bool) -> int:
    """Print what it came to, whether it could be kept or not; return the exit status."""
    show_results(console(), ((kept.result, kept.task.exercise) for kept in keeper.sets))
    files = [*keeper.files, *([keeper.video] if keeper.video.exists() else [])]
    names = ", ".join(path.name for path in files)
    kept_text = f"kept in {shown(keeper.folder)}: {names}" if files else "nothing kept"
    if keeper.sets:
        if files:
            say(kept_text)
    elif seen:
        say(f"no start position was held, {kept_text}; stay still in it for a second next time")
    else:
        say(f"nobody was seen, {kept_text}; put the whole body in the picture, in good light")
    return 0 if seen else NOBODY
