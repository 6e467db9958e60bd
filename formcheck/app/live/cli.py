"""How ``formcheck live`` is called."""

import typer

from formcheck.app import options
from formcheck.breath import BREATH_S

EXAMPLES = """Examples:

formcheck live cobra - one exercise in front of the first camera, until you press q

formcheck live spine-health -o out --record - a whole routine; keep the video too

formcheck live cat_cow:5,childs_pose:3,cobra:5 - a routine of your own

formcheck live cobra --camera http://192.168.1.20:8080/video - a phone's camera app

formcheck live cobra --camera me.mp4 --mute - a video, as if it were a camera

formcheck live cobra --calibrate - learn how far is comfortable for you"""


def live(  # noqa: PLR0913 - one for each option
    exercise: options.LiveExercise = "spine-health",
    camera: options.CameraName = "0",
    output: options.SessionFolder = None,
    profile: options.ProfileNames = "default",
    voice: options.VoiceLevel = "normal",
    mute: options.Mute = False,
    record: options.Record = False,
    no_window: options.NoWindow = False,
    calibrate: options.Calibrate = False,
    variant: options.Variant = None,
    model: options.ModelName = None,
    breath_seconds: options.BreathSeconds = BREATH_S,
    no_history: options.NoHistory = False,
) -> None:
    """Coach an exercise or a routine as you do it, through a camera."""
    import cv2  # noqa: F401 - before av: that brings a libxcb with which cv2's windows hang

    from formcheck.app.live.choice import plan_for
    from formcheck.app.live.command import LiveWishes, coach

    wishes = LiveWishes(camera, output, voice, mute, record, not no_window, not no_history)
    plan = plan_for(exercise, profile, breath_seconds, variant, calibrate)
    raise typer.Exit(coach(plan, model, wishes))
