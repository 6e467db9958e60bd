"""Who exercises: what people with injuries or a child to come do differently.

From the safety notes of the routines. A profile never diagnoses; it keeps the range smaller.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from formcheck.checks import Check
from formcheck.exercise import AnyCheck, Exercise
from formcheck.exercises import is_built_in

HEALTH_NOTE = "Not medical advice. Ask your physician before you start any exercise."


class ProfileError(ValueError):
    """A profile is unknown or does not allow an exercise; the message is one line."""


@dataclass(frozen=True)
class Profile:
    """What differs for some people."""

    id: str
    note: str
    """For the person, in one sentence."""
    factors: Mapping[str, float] = field(default_factory=dict)
    """By check: the share of its limit that is left."""
    cues: Mapping[str, str] = field(default_factory=dict)
    """By check, or by exercise and check as ``cobra_kicks.over_arch``: another cue."""
    only: tuple[str, ...] | None = None
    """The exercises of formcheck that it allows; None: all, and users' own."""


_PROFILES = (
    Profile("default", "Limits as they are."),
    Profile(
        "sensitive-back",
        "For back or spine injuries: keep the range short.",
        factors={"over_arch": 0.6},
        cues={
            "over_arch": "Keep your movements small",
            "cobra_kicks.over_arch": "Move your hands forward to lower the arch",
        },
    ),
    Profile(
        "sensitive-neck",
        "For neck injuries: do not look all the way up or down.",
        factors={"neck_over_extension": 0.5},
        cues={"neck_over_extension": "Keep your head in line"},
    ),
    Profile(
        "pregnant",
        "Lying on the belly and twisting can be harmful: ask your physician.",
        only=("cat_cow",),
    ),
)
PROFILES = {profile.id: profile for profile in _PROFILES}


def profiles_of(ids: str) -> tuple[Profile, ...]:
    """Return the profiles named in a list like ``sensitive-back,sensitive-neck``."""
    names = [name.strip() for name in ids.split(",") if name.strip()] or ["default"]
    unknown = [name for name in names if name not in PROFILES]
    if unknown:
        raise ProfileError(f"unknown profile {unknown[0]!r}: choose from {', '.join(PROFILES)}")
    return tuple(PROFILES[name] for name in dict.fromkeys(names))


def apply_profiles(exercise: Exercise, profiles: tuple[Profile, ...]) -> Exercise:
    """Return the exercise as these profiles change it; raise ProfileError if they forbid it."""
    name = exercise.id if is_built_in(exercise) else f"your own {exercise.id}"
    for profile in profiles:
        if profile.only is not None and name not in profile.only:
            offered = ", ".join(profile.only)
            raise ProfileError(
                f"{name} is not offered with the profile {profile.id!r} (only {offered}). "
                f"{profile.note}"
            )
        checks = tuple(_changed(check, profile, exercise.id) for check in exercise.checks)
        exercise = replace(exercise, checks=checks)
    return exercise


def _changed(check: AnyCheck, profile: Profile, exercise: str) -> AnyCheck:
    cue = profile.cues.get(f"{exercise}.{check.id}", profile.cues.get(check.id, check.cue))
    limit = check.limit.scaled(profile.factors.get(check.id, 1.0))
    if isinstance(check, Check) and profile.id in check.profiles:
        limit = check.profiles[profile.id]
    return replace(check, cue=cue, limit=limit)
