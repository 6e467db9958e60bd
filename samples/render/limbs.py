"""Arms and legs that end in a given place."""

import numpy as np

from samples.render.body import SIGN, Body, bone_of
from samples.render.kinematics import Chain, Joints, bend
from samples.render.posture import OTHER, SIDES, Arm, Foot, Leg, Posture, Reach, Side, Vector
from samples.render.rotations import FloatArray, about, about_y, frame, partly, shortest, twist_deg

CLAVICLE_SHARE, SCAPULA_SHARE = 0.12, 0.16
"""What part of the arm's swing the shoulder girdle takes."""
UPPER_ARM_TWIST, FOREARM_TWIST = 0.6, 0.55
"""How the twist of an arm is spread, so that the skin does not wring."""


def place_legs(body: Body, posture: Posture, joints: Joints, chain: Chain) -> None:
    """Turn the legs so that placed feet are in place."""
    for side in SIDES:
        leg = posture.legs.of(side)
        if leg.placed > 0.0 and leg.foot is not None:
            _place_leg(body, side, leg, leg.foot, (joints, chain))


def _place_leg(body: Body, side: Side, leg: Leg, foot: Foot, state: tuple[Joints, Chain]) -> None:
    joints, chain = state
    limb = body.legs[side]
    goal = _world(foot.ankle_m, side) * body.scale + [0.0, 0.0, body.ankle_m]
    hip = bone_of("upperleg01", side)
    bent = bend(limb, chain.places[hip], goal, _world(foot.knee, side))
    sole = frame(_world(foot.toes, side), _world(foot.instep, side)) @ limb.end.T
    wanted = {"upperleg01": bent.upper, "lowerleg01": bent.fore, "foot": sole}
    for name, turn in wanted.items():
        bone = bone_of(name, side)
        free = chain.turns[bone]
        joints.absolute[bone] = free @ partly(free.T @ turn, leg.placed)


def place_arms(
    body: Body, posture: Posture, joints: Joints, root: FloatArray
) -> tuple[Chain, dict[Side, float]]:
    """Turn the arms so that the hands are in place; return the chain and the reaches."""
    reach: dict[Side, float] = {}
    for side in SIDES:
        arm = posture.arms.of(side)
        chain = joints.chain(body, root)
        aim = _aim(body, side, arm, chain)
        _turn_girdle(body, side, arm, (joints, chain), aim[0])
        chain = joints.chain(body, root)
        reach[side] = _turn_arm(body, side, aim, (joints, chain))
    return joints.chain(body, root), reach


def _aim(body: Body, side: Side, arm: Arm, chain: Chain) -> FloatArray:
    """Return the wrist's place and the directions of elbow, fingers and thumb. Shape (4, 3)."""
    on_mat = 1.0 - arm.on_chest - arm.on_own_knee - arm.on_other_knee
    chest = chain.turns["spine01"]
    own, other = bone_of("lowerleg01", side), bone_of("lowerleg01", OTHER[side])
    aim = np.zeros((4, 3))
    for reach, share, origin, turn in (
        (arm.mat, on_mat, np.zeros(3), np.eye(3)),
        (arm.chest, arm.on_chest, chain.places["spine01"], chest),
        (arm.own_knee, arm.on_own_knee, chain.places[own], chain.turns[own]),
        (arm.other_knee, arm.on_other_knee, chain.places[other], chain.turns[other]),
    ):
        if reach is None or share <= 0.0:
            continue
        hand = origin + turn @ (_world(reach.hand_m, side) * body.scale)
        directions = np.eye(3) if reach is arm.mat else chest
        aim += share * np.stack([hand, *(directions @ d for d in _directions(reach, side))])
    return aim


def _directions(reach: Reach, side: Side) -> tuple[FloatArray, FloatArray, FloatArray]:
    elbow, fingers, thumb = reach.elbow, reach.fingers, reach.thumb
    return _world(elbow, side), _world(fingers, side), _world(thumb, side)


def _turn_girdle(
    body: Body, side: Side, arm: Arm, state: tuple[Joints, Chain], hand: FloatArray
) -> None:
    """Let collar bone and shoulder blade follow the arm."""
    joints, chain = state
    chest, shoulder = chain.turns["spine01"], chain.places[bone_of("upperarm01", side)]
    swing = shortest(body.arms[side].upper, chest.T @ (hand - shoulder))
    shrug = about_y(-SIGN[side] * arm.shrug_deg)
    joints.relative[bone_of("clavicle", side)] = shrug @ partly(swing, CLAVICLE_SHARE)
    joints.relative[bone_of("shoulder01", side)] = partly(swing, SCAPULA_SHARE)


def _turn_arm(body: Body, side: Side, aim: FloatArray, state: tuple[Joints, Chain]) -> float:
    """Turn one arm towards its aim; return how far it had to reach."""
    joints, chain = state
    limb = body.arms[side]
    bent = bend(limb, chain.places[bone_of("upperarm01", side)], aim[0], aim[1])
    hand = frame(aim[2], aim[3]) @ limb.end.T
    blade = chain.turns[bone_of("shoulder01", side)]
    rolled = twist_deg(blade.T @ bent.upper, limb.upper)
    wrung = twist_deg(bent.fore.T @ hand, limb.fore)
    wanted = {
        "upperarm01": bent.upper @ about(limb.upper, -rolled * UPPER_ARM_TWIST),
        "upperarm02": bent.upper,
        "lowerarm01": bent.fore,
        "lowerarm02": bent.fore @ about(limb.fore, wrung * FOREARM_TWIST),
        "wrist": hand,
    }
    joints.absolute.update({bone_of(name, side): turn for name, turn in wanted.items()})
    return bent.reach


def _world(vector: Vector, side: Side) -> FloatArray:
    """Return (outward, back, up) of one side as (x, y, z)."""
    return np.array(vector, dtype=float) * [SIGN[side], 1.0, 1.0]
