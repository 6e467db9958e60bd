"""What really happens in a clip, told from the body itself."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from samples.render import measures as m
from samples.render.checks import ALWAYS, CHECKS, Check, Instant, Neutral
from samples.render.clips.performance import ELSEWHERE, Clip, Performance
from samples.render.keyposes.fitting import on_mat
from samples.render.motion import Moment, Span
from samples.render.posing import Figure, Poser
from samples.render.posture import SIDES, Posture
from samples.render.rotations import FloatArray

FAULT_S, ALERT_S = 0.6, 0.3
"""A fault is one that lasts so long."""
SETTLED = 0.8
"""A check of one phase applies when the body is so far in it."""
NEAR_LIMIT = 0.8
HOLD_TARGET_S = 15.0
"""Three breaths of five seconds."""

UPRIGHT = Posture(
    arms=on_mat((0.3, 0.0, 0.8), (0, 1, 0), fingers=(0, 0, -1), thumb=(0, -1, 0)),
    hips_anchored=1.0,
)

Json = dict[str, Any]


def neutral(poser: Poser, performance: Performance, clip: Clip) -> Neutral:
    """Return what the body of a clip measures when nothing is wrong."""
    rest, peak = poser.pose(performance.rest), poser.pose(performance.peak)
    lying = poser.pose(performance.lying) if performance.lying else rest
    return Neutral(
        neck_deg=m.neck_extension_deg(poser.pose(UPRIGHT)),
        hip_height=m.hip_height(lying),
        ankle_height=m.ankle_height(rest),
        shoulder_height=max(m.height(rest, f"shoulder {side}") for side in SIDES),
        ear_to_shoulder=m.ear_to_shoulder(peak, clip.near),
        spine_curve=m.spine_curve(rest),
        trunk_length=m.trunk_length(rest),
        shoulder_width=m.shoulder_width(rest),
    )


def ratios(
    clip: Clip, base: Neutral, moments: Sequence[Moment], figures: Sequence[Figure]
) -> dict[str, FloatArray]:
    """Return each check's measure over its limit, frame by frame; NaN where it does not apply."""
    result = {}
    for name, check in CHECKS[clip.exercise].items():
        result[name] = np.array(
            [
                check.ratio(Instant(figure, clip.near, moment.side or "right", base))
                if _applies(check, moment)
                else np.nan
                for moment, figure in zip(moments, figures, strict=True)
            ]
        )
    return result


def _applies(check: Check, moment: Moment) -> bool:
    if moment.phase == ELSEWHERE:
        return False
    settled = moment.phase == check.phase and moment.settled >= SETTLED
    return check.phase == ALWAYS or settled


def intervals(wrong: npt.NDArray[np.bool_], fps: float, least_s: float) -> list[tuple[int, int]]:
    """Return the runs of wrong frames that last long enough: first frame, one past the last."""
    padded = np.concatenate([[False], wrong, [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    runs = [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [(start, end) for start, end in runs if (end - start) / fps >= least_s - 1e-9]


def faults(clip: Clip, measured: dict[str, FloatArray]) -> list[Json]:
    """Return when which check is beyond its limit, in order of time."""
    found = []
    for name, values in measured.items():
        least_s = ALERT_S if CHECKS[clip.exercise][name].alert else FAULT_S
        wrong = np.nan_to_num(values, nan=-np.inf) >= 1.0
        for start, end in intervals(wrong, clip.fps, least_s):
            worst = float(np.nanmax(values[start:end]))
            fault = {"check": name, "start_s": start / clip.fps, "end_s": end / clip.fps}
            found.append(fault | {"worst_ratio": round(worst, 2)})
    return sorted(found, key=lambda fault: float(fault["start_s"]))


def near_limits(measured: dict[str, FloatArray], found: list[Json]) -> list[str]:
    """Return the checks that come near their limit without being wrong."""
    wrong = {fault["check"] for fault in found}
    seen = {name: values for name, values in measured.items() if np.isfinite(values).any()}
    near = {name for name, values in seen.items() if np.nanmax(values) >= NEAR_LIMIT}
    return sorted(near - wrong)


def truth(
    clip: Clip, performance: Performance, frames: int, measured: dict[str, FloatArray]
) -> Json:
    """Return the truth about a clip, ready to be written as JSON."""
    motion, found = performance.motion, faults(clip, measured)
    repetitions = [_told(span, found) for span in motion.repetitions]
    holds = [_told(span, found) for span in motion.holds]
    met = [hold for hold in holds if hold["held_s"] >= HOLD_TARGET_S]
    kicks = Counter(motion.kicks)
    return _headline(clip, frames) | {
        "count": len(met) if clip.held else len(repetitions),
        "count_by_side": _by_side(clip, holds or repetitions),
        "kicks_left": kicks["left"] if kicks else None,
        "kicks_right": kicks["right"] if kicks else None,
        "repetitions": repetitions,
        "holds": holds,
        "faults": [_rounded(fault) for fault in found],
        "near_limit": near_limits(measured, found),
        "checks": list(CHECKS[clip.exercise]),
    }


def _headline(clip: Clip, frames: int) -> Json:
    return {
        "schema": 1,
        "name": clip.name,
        "exercise": clip.exercise,
        "view": clip.view,
        "near": clip.near,
        "fps": clip.fps,
        "frames": frames,
        "duration_s": round(frames / clip.fps, 3),
        "is_hold": clip.held,
        "hold_target_s": HOLD_TARGET_S if clip.held else None,
    }


def _told(span: Span, found: list[Json]) -> Json:
    inside = {
        fault["check"]
        for fault in found
        if fault["start_s"] < span.end_s and fault["end_s"] > span.start_s
    }
    told: Json = {"side": span.side, "start_s": span.start_s, "end_s": span.end_s}
    if span.peak_s is None:
        told["held_s"] = span.end_s - span.start_s
    else:
        told |= {"peak_s": span.peak_s, "good": not inside}
    return _rounded(told | {"faults": sorted(inside)})


def _by_side(clip: Clip, spans: list[Json]) -> Json:
    sides = Counter(span["side"] for span in spans)
    return {side: sides[side] if clip.sided else None for side in SIDES}


def _rounded(told: Json) -> Json:
    """Return the same with times to the millisecond."""
    return {
        key: round(value, 3) if isinstance(value, float) else value for key, value in told.items()
    }
