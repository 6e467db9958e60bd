"""A body put into a posture: bones turned, let down to the floor, hands and feet in place."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from samples.render.assets import IntArray
from samples.render.body import Body, bone_of
from samples.render.kinematics import Chain, Joints, skinned, turn_to_floor
from samples.render.limbs import place_arms, place_legs
from samples.render.posture import SIDES, Bend, Leg, Posture, Side
from samples.render.rotations import FloatArray, X, about_x, about_y, about_z
from samples.render.surface import Surface, surface_of

LUMBAR = {"spine05": (0.25, 0.0), "spine04": (0.35, 1.0), "spine03": (0.4, 0.0)}
"""What part of the lumbar bend each joint takes: spread out, and hinged."""
MOST_HINGED = 0.8

JOINTS = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}
"""Which bone begins at each joint that has a name."""


@dataclass(frozen=True, eq=False)
class Figure:
    """A body in a posture."""

    body: Body
    chain: Chain
    reach: dict[Side, float]
    """Distance of each hand's place over the arm's length; over 1 it could not be met."""
    points: dict[str, FloatArray]
    """"nose", "shoulder left", "ankle right" and so on. Shapes (3,)."""
    lowest_m: dict[str, float]
    """Height of the lowest point of each region of the surface."""
    spine: FloatArray
    """Points along the middle of the back, from the seat to the neck. Shape (N, 3)."""

    @cached_property
    def matrices(self) -> FloatArray:
        """What moves points at rest to where they are. Shape (B, 3, 4)."""
        return self.chain.matrices(self.body)

    def middle(self, joint: str) -> FloatArray:
        """Return the point between a joint on the left and on the right."""
        return (self.points[f"{joint} left"] + self.points[f"{joint} right"]) / 2


@dataclass
class Poser:
    """Puts one body into postures."""

    body: Body
    surface: Surface = field(init=False)

    def __post_init__(self) -> None:
        self.surface = surface_of(self.body)

    def pose(self, posture: Posture) -> Figure:
        """Return the body in a posture."""
        stance = Stance(self.body, self.surface, posture)
        stance.let_down_legs()
        stance.rest_head()
        stance.anchor()
        place_legs(self.body, posture, stance.joints, stance.chain)
        chain, reach = place_arms(self.body, posture, stance.joints, stance.root)
        return self._figure(chain, reach)

    def _figure(self, chain: Chain, reach: dict[Side, float]) -> Figure:
        matrices = chain.matrices(self.body)
        points = {
            name: skinned(self.body, np.array([vertex]), matrices)[0]
            for name, vertex in self.surface.points.items()
        }
        for side in SIDES:
            for joint, bone in JOINTS.items():
                points[f"{joint} {side}"] = chain.places[bone_of(bone, side)]
            points[f"toe {side}"] = _tip(self.body, chain, bone_of("toe1-1", side))
        lowest = {
            name: float(skinned(self.body, vertices, matrices)[:, 2].min())
            for name, vertices in self.surface.regions.items()
        }
        spine = skinned(self.body, self.surface.spine, matrices)
        return Figure(self.body, chain, reach, points, lowest, spine)


def _tip(body: Body, chain: Chain, bone: str) -> FloatArray:
    return chain.places[bone] + chain.turns[bone] @ (body.tails[bone] - body.heads[bone])


class Stance:
    """A body on its way into a posture: all but placed hands and feet."""

    def __init__(self, body: Body, surface: Surface, posture: Posture) -> None:
        self._body, self._surface, self._posture = body, surface, posture
        self.joints = Joints(_spine_turns(posture), {})
        self._legs = {side: posture.legs.of(side) for side in SIDES}
        self._hip_deg = {side: leg.hip_deg for side, leg in self._legs.items()}
        self._knee_deg = {side: leg.knee_deg for side, leg in self._legs.items()}
        self._neck_deg = posture.neck.flexion_deg
        self.root = np.zeros(3)
        for side in SIDES:
            self._turn_leg(side)
        self._move()
        self._sink()

    def let_down_legs(self) -> None:
        """Turn knees and hips until what should rest on the floor does."""
        for partly in (False, True):  # what rests fully carries the body, so it goes first
            for side in SIDES:
                if self._legs[side].placed < 1.0:
                    self._let_down(side, partly)
            self._sink()

    def rest_head(self) -> None:
        """Bend the neck until the head rests on the floor, as far as the posture asks for."""
        if self._posture.head_rests <= 0.0:
            return
        for _ in range(2):
            points = self._points(self._surface.regions["head"])
            axis = self.chain.turns["spine01"] @ X
            turn = turn_to_floor(points, self.chain.places["neck02"], axis)
            self._neck_deg += self._posture.head_rests * float(np.clip(turn, -60.0, 60.0))
            neck = self._posture.neck
            bend = Bend(self._neck_deg, neck.lateral_deg, neck.twist_deg)
            self.joints.relative.update(_neck_turns(bend))
            self._move()

    def anchor(self) -> None:
        """Move the body along the floor to its anchor."""
        places, share = self.chain.places, self._posture.hips_anchored
        hips = places["upperleg01.L"] + places["upperleg01.R"]
        knees = places["lowerleg01.L"] + places["lowerleg01.R"]
        held = (share * hips + (1.0 - share) * knees) / 2
        wanted = np.array(self._posture.anchor_m) * self._body.scale
        self.root[:2] += wanted - held[:2]
        self._move()

    def _let_down(self, side: Side, partly: bool) -> None:
        leg = self._legs[side]
        hip, knee = bone_of("upperleg01", side), bone_of("lowerleg01", side)
        for share, region, bone, parent in (
            (leg.knee_rests, "knee", hip, "root"),
            (leg.shank_rests, "foot", knee, hip),
        ):
            if share <= 0.0 or (share < 1.0 and not partly):
                continue
            points = self._points(self._surface.regions[f"{region} {side}"])
            axis = self.chain.turns[parent] @ X
            turn = share * turn_to_floor(points, self.chain.places[bone], axis)
            if bone == hip:
                self._hip_deg[side] -= turn
            else:
                self._knee_deg[side] += turn
            self._turn_leg(side)
            self._move()

    def _turn_leg(self, side: Side) -> None:
        leg: Leg = self._legs[side]
        outward = leg.abduction_deg if side == "right" else -leg.abduction_deg
        hip = about_x(-self._hip_deg[side]) @ about_y(outward)
        self.joints.relative[bone_of("upperleg01", side)] = hip
        self.joints.relative[bone_of("lowerleg01", side)] = about_x(self._knee_deg[side])
        self.joints.relative[bone_of("foot", side)] = about_x(leg.ankle_deg)

    def _move(self) -> None:
        self.chain: Chain = self.joints.chain(self._body, self.root)

    def _points(self, vertices: IntArray) -> FloatArray:
        return skinned(self._body, vertices, self.chain.matrices(self._body))

    def _sink(self) -> None:
        """Let the body down (or up) to the floor."""
        low = {
            name: float(self._points(vertices)[:, 2].min())
            for name, vertices in self._surface.regions.items()
        }
        knees = min(low["knee left"], low["knee right"])
        lowest = min(low["trunk"], knees, low["foot left"], low["foot right"])
        trunk, knee = self._posture.on_trunk, self._posture.on_knees
        height = trunk * low["trunk"] + knee * knees + (1.0 - trunk - knee) * lowest
        height -= self._posture.lift_m * self._body.scale
        self.root[2] -= height
        self._move()


def _bend(bend: Bend, share: float) -> FloatArray:
    turn = about_x(bend.flexion_deg * share) @ about_y(bend.lateral_deg * share)
    return np.asarray(turn @ about_z(bend.twist_deg * share))


def _neck_turns(neck: Bend) -> dict[str, FloatArray]:
    return {bone: _bend(neck, 1 / 3) for bone in ("neck01", "neck02", "neck03")}


def _spine_turns(posture: Posture) -> dict[str, FloatArray]:
    """Return the turns of the pelvis, the spine and the head."""
    pelvis = about_x(posture.pitch_deg) @ about_z(posture.turn_deg)
    turns = {"root": pelvis @ about_y(posture.roll_deg)}
    hinge = min(posture.hinge, MOST_HINGED)
    lumbar = posture.lumbar
    for bone, (spread, hinged) in LUMBAR.items():
        flexion_deg = lumbar.flexion_deg * (spread + (hinged - spread) * hinge) / spread
        bend = Bend(flexion_deg, lumbar.lateral_deg, lumbar.twist_deg)
        turns[bone] = _bend(bend, spread)
    turns |= {bone: _bend(posture.thoracic, 1 / 2) for bone in ("spine02", "spine01")}
    turns |= _neck_turns(posture.neck)
    turns["head"] = _bend(posture.head, 1.0)
    return turns
