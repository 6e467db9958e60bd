"""The list of sample clips."""

from samples.render.body import Shape
from samples.render.clips import kneeling, prone, seated, supine
from samples.render.clips.performance import Clip, Person, Viewpoint
from samples.render.wardrobe import Wardrobe

MAYA = Person(
    Shape("female", "caucasian", weight=-0.2, height=0.1),
    Wardrobe("e5b48f", "4a2f1c", "b8433f", "2b3350", "3c8c84", hairstyle="bun"),
)
OMAR = Person(
    Shape("male", "african", weight=0.1, height=0.2),
    Wardrobe("7a4a2e", "1a120d", "d8a53a", "2f3b52", "8f9aa5"),
)
LIN = Person(
    Shape("female", "asian", age=0.5, weight=0.3, height=-0.3),
    Wardrobe("f1c9ab", "2a1a10", "3f6fb8", "5b5f66", "6a4a8c", hairstyle="bun"),
)

LEVEL = Viewpoint(azimuth_deg=4, height_m=0.7)
NEAR_MAT_HEIGHT = Viewpoint(azimuth_deg=-15, height_m=0.45)
AHEAD = Viewpoint(azimuth_deg=88, height_m=0.8)
TOWARDS_FEET = Viewpoint(azimuth_deg=-18, height_m=1.5)
HEAD_END = Viewpoint(azimuth_deg=50, height_m=1.6)
"""Lower or more from the side, the pose model takes left for right in the second twist."""

CLIPS = (
    Clip("cat_cow", "cat_cow", "side", "right", MAYA, LEVEL, kneeling.cat_cow),
    Clip(
        "supine_twist",
        "supine_twist",
        "side",
        "left",
        OMAR,
        NEAR_MAT_HEIGHT,
        supine.supine_twist,
        held=True,
        sided=True,
    ),
    Clip("cobra", "cobra", "side", "right", LIN, LEVEL, prone.cobra),
    Clip(
        "cobra_kicks",
        "cobra_kicks",
        "side",
        "right",
        MAYA,
        TOWARDS_FEET,
        prone.cobra_kicks,
        fps=30,
    ),
    Clip(
        "crocodile_twist",
        "crocodile_twist",
        "oblique",
        "right",
        LIN,
        HEAD_END,
        prone.crocodile_twist,
        held=True,
        sided=True,
    ),
    Clip(
        "seated_twist",
        "seated_twist",
        "front",
        "right",
        OMAR,
        AHEAD,
        seated.seated_twist,
        held=True,
        sided=True,
    ),
    Clip(
        "butterfly_side_bend",
        "butterfly_side_bend",
        "front",
        "right",
        MAYA,
        AHEAD,
        seated.butterfly_side_bend,
        sided=True,
    ),
    Clip(
        "butterfly_articulation",
        "butterfly_articulation",
        "side",
        "right",
        OMAR,
        LEVEL,
        seated.butterfly_articulation,
    ),
    Clip("upper_back_lift", "upper_back_lift", "side", "left", MAYA, LEVEL, prone.upper_back_lift),
    Clip(
        "childs_pose_to_cobra",
        "childs_pose_to_cobra",
        "side",
        "right",
        LIN,
        LEVEL,
        prone.childs_pose_to_cobra,
    ),
    Clip(
        "childs_pose", "childs_pose", "side", "left", OMAR, LEVEL, kneeling.childs_pose, held=True
    ),
)
"""In the order of the exercises; every clip begins with the start position held."""
