"""Results as a history gets them."""

from datetime import datetime, timedelta, timezone

MONDAY = datetime(2025, 3, 3, 12, tzinfo=timezone.utc)


def result(
    name="clip.mp4", exercise="cobra", good=(True, False), reach=0.5, events=1, duration_s=20.0
):
    """A result with as many repetitions as there are words on whether they were good."""
    return {
        "schema": 1,
        "formcheck": "0.1.0",
        "source": {
            "path": f"/home/me/{name}",
            "width": 640,
            "height": 480,
            "duration_s": duration_s,
        },
        "exercise": exercise,
        "count": len(good),
        "repetitions": [
            {"good": each, "range": reach, "range_unit": "torso", "start_s": i, "end_s": i + 1.0}
            for i, each in enumerate(good)
        ],
        "holds": [],
        "checks": [],
        "events": [
            {"check": "over_arch", "severity": "alert", "start_s": i, "end_s": i + 0.5}
            for i in range(events)
        ],
    }


def hold(held_s=12.0, good_s=10.0, **options):
    held = {"held_s": held_s, "good_s": good_s, "start_s": 0.0, "end_s": held_s}
    return {**result(good=(), exercise="childs_pose", **options), "count": 1, "holds": [held]}


def days(count):
    return MONDAY + timedelta(days=count)
