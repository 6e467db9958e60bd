"""How cues are spoken: short, and in the order in which the body is put right."""

from collections.abc import Mapping

from formcheck.checks import Check, Severity
from formcheck.coaching.speaking import Rank
from formcheck.exercise import AnyCheck

MOST_WORDS = 6
SPOKEN: Mapping[str, str] = {
    "Ease the arch in your lower back": "Ease your lower back",
    "Lower your chest. Ease your lower back": "Lower your chest a little",
    "Look at the top of your mat": "Look down at your mat",
    "Let your foot rest flat on the mat": "Rest your foot on the mat",
    "Reach your arms out like a T": "Arms out like a T",
    "Keep the lower shoulder on the mat": "Lower shoulder onto the mat",
    "Turn from your spine, not your neck": "Turn from your spine",
    "Let your knee fall across your body": "Let your knee fall across",
    "Move your hands forward to lower the arch": "Move your hands forward",
}
"""Cues that are too long to be said while the body moves."""
FILLERS = frozenset({"the", "a", "an", "your", "both", "then"})

PARTS: Mapping[str, Rank] = {
    "over_arch": Rank.TRUNK,
    "sit_tall": Rank.TRUNK,
    "flat_back_return": Rank.TRUNK,
    "chest_open": Rank.TRUNK,
    "shoulders_level": Rank.TRUNK,
    "shoulders_sunk": Rank.TRUNK,
    "shoulders_away_from_ears": Rank.TRUNK,
    "both_shoulders_flat": Rank.TRUNK,
    "bottom_shoulder_grounded": Rank.TRUNK,
    "hips_down": Rank.PELVIS,
    "hips_pressed": Rank.PELVIS,
    "hips_grounded": Rank.PELVIS,
    "hips_over_knees": Rank.PELVIS,
    "sit_bones_grounded": Rank.PELVIS,
    "seat_to_heels": Rank.PELVIS,
    "neck_over_extension": Rank.NECK,
    "neck_leads": Rank.NECK,
    "gaze_opposite": Rank.NECK,
    "forehead_down": Rank.NECK,
    "full_kick": Rank.LIMBS,
}
"""What of the body a check is about; what is not here is about a limb or about the tempo."""
ALERTS: Mapping[str, Rank] = {
    "over_arch": Rank.OVER_ARCH,
    "neck_over_extension": Rank.NECK_ALERT,
}


def spoken(cue: str) -> str:
    """Return a cue as it is said: in at most six words."""
    if len(cue.split()) <= MOST_WORDS:
        return cue
    if cue in SPOKEN:
        return SPOKEN[cue]
    first = cue.replace(";", ".").replace(",", ".").split(".")[0]
    words = [word for word in first.split() if word.lower() not in FILLERS]
    return " ".join(words[:MOST_WORDS])


def rank_of(check: AnyCheck) -> Rank:
    """Return when the cue of a check comes."""
    if check.severity is Severity.ALERT:
        return ALERTS.get(check.id, Rank.ALERT)
    return PARTS.get(check.id, Rank.LIMBS if isinstance(check, Check) else Rank.TEMPO)


def kind_of(check: AnyCheck) -> str:
    """Return the kind of utterance that the cue of a check is."""
    rank = rank_of(check)
    if rank <= Rank.ALERT:
        return "alert"
    return "tempo" if rank == Rank.TEMPO else "form"
