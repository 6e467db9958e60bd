"""Recordings of poses: landmarks, time and back curve of a whole source, without a picture.

A recording is a compressed `.npz` that numpy reads alone. Its `meta` is JSON text: format, source,
model, and the step of every array. `time_us` holds the microseconds between one pose and the next,
from zero. Every other array holds whole multiples of its step as bytes, shape (2, values, poses):

    low, high = archive[name].astype(np.uint16)
    zigzag = low | high << 8
    change = ((zigzag >> 1) ^ -(zigzag & 1)).view(np.int16).T.reshape(-1, *shape)
    for row in range(2, 33):  # image and world only
        change[:, row] += change[:, row - 2]
    whole = np.cumsum(change, axis=0, dtype=np.int16)  # -32768 where a value is missing

Values are exact to half a step: 1/16 px of a picture 640 px wide (image and camera), 5 mm of the
world (which the model knows to some centimetres), 0.001 of the back, 0.005 of visibility, 0.002 of
quality, 0.5 us. Of a camera that was not asked how it moves there is no array.
"""

import io
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from formcheck import __version__
from formcheck.io.files import check_readable, replacing, shown
from formcheck.io.frames import SourceError, SourceInfo
from formcheck.landmarks import Landmark
from formcheck.pose import BACK_SAMPLES, FloatArray, Pose, in_picture

FORMAT = 1

SHAPES: dict[str, tuple[int, ...]] = {
    "image": (len(Landmark), 2),
    "world": (len(Landmark), 3),
    "visibility": (len(Landmark),),
    "back": (BACK_SAMPLES,),
    "back_quality": (),
    "camera": (2, 2),
}
"""What is kept of every pose, by its name, besides the time."""
_STEPS = {"world": 0.01, "visibility": 0.01, "back": 1 / 512, "back_quality": 1 / 255}
_IMAGE_STEPS = 5120
"""Steps along the longer side of the picture; landmarks reach six sides beyond it."""

_AT_ONCE = 512
"""Poses whose numbers are widened at once: few, since an hour has 100,000."""

_POINTS = 3
"""Dimensions of an array of points: instants, landmarks, axes."""

_LIMIT = 32767
_MISSING = -32768
_TICKS_HZ = 1_000_000


Stack = npt.NDArray[np.floating[Any]]
"""Values along time: single precision is more than is kept, and half the memory."""


@dataclass(frozen=True, eq=False)
class Recording:
    """The poses of one source, stacked along time; the values are those of `Pose`."""

    timestamp_s: FloatArray
    """Strictly rising. Shape (n,)."""
    image: Stack
    """Shape (n, 33, 2)."""
    world: Stack
    """Shape (n, 33, 3)."""
    visibility: Stack
    """Shape (n, 33)."""
    back: Stack
    """Shape (n, 21)."""
    back_quality: Stack
    """Shape (n,)."""
    camera: Stack
    """Shape (n, 2, 2)."""
    source: SourceInfo
    model_name: str
    model_sha256: str
    version: str = __version__
    """Of the formcheck that saw the poses."""

    def __post_init__(self) -> None:
        n = len(self.timestamp_s)
        for name, shape in {"timestamp_s": (), **SHAPES}.items():
            array = getattr(self, name)
            if array.shape != (n, *shape):
                raise ValueError(f"{name} must have shape {(n, *shape)}, got {array.shape}")
            array.flags.writeable = False
        if not np.all(np.diff(self.timestamp_s) > 0):
            raise ValueError("time stamps must rise")

    @classmethod
    def of(
        cls, poses: Iterable[Pose], source: SourceInfo, model_name: str, model_sha256: str
    ) -> "Recording":
        """Stack the poses of a source."""
        poses = list(poses)
        arrays: dict[str, Any] = {
            name: np.array([getattr(pose, name) for pose in poses]).reshape(len(poses), *shape)
            for name, shape in {"timestamp_s": (), **SHAPES}.items()
        }
        return cls(**arrays, source=source, model_name=model_name, model_sha256=model_sha256)

    @classmethod
    def joined(cls, parts: "Sequence[Recording]") -> "Recording":
        """Return parts of one source that follow each other as one."""
        arrays: dict[str, Any] = {
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in ("timestamp_s", *SHAPES)
        }
        return replace(parts[0], **arrays)

    def part(self, start_s: float, stop_s: float) -> "Recording":
        """Return the poses with start_s <= time < stop_s."""
        first, end = np.searchsorted(self.timestamp_s, [start_s, stop_s])
        arrays = {name: getattr(self, name)[first:end] for name in ("timestamp_s", *SHAPES)}
        return replace(self, **arrays)

    def __len__(self) -> int:
        return len(self.timestamp_s)

    def __getitem__(self, row: int) -> Pose:
        values = [getattr(self, name)[row].astype(np.float64) for name in SHAPES]
        values.append(in_picture(values[0], (self.source.width, self.source.height)))
        return Pose(float(self.timestamp_s[row]), *values)

    def __iter__(self) -> Iterator[Pose]:
        size_px = self.source.width, self.source.height
        for first in range(0, len(self), _AT_ONCE):
            rows = slice(first, first + _AT_ONCE)
            # in C order, for it is pose by pose that they are looked at
            stacks = [getattr(self, name)[rows].astype(np.float64, order="C") for name in SHAPES]
            shown = in_picture(stacks[0], size_px)
            times_s = self.timestamp_s[rows].tolist()
            yield from map(Pose, times_s, *stacks, shown)


def save_recording(path: str | Path, recording: Recording) -> None:
    """Write a recording, or raise OutputError; of the source's path only the name is kept."""
    with replacing(path) as temporary, temporary.open("wb") as file:
        _write(file, recording)


def to_bytes(recording: Recording) -> bytes:
    """Return what a recording's file holds."""
    file = io.BytesIO()
    _write(file, recording)
    return file.getvalue()


def from_bytes(content: bytes) -> Recording:
    """Undo `to_bytes`."""
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        return _recording(archive)


def _write(file: IO[bytes], recording: Recording) -> None:
    source = replace(recording.source, path=Path(recording.source.path).name)
    step_px = max(source.width, source.height) / _IMAGE_STEPS
    steps = {**_STEPS, "image": step_px, "camera": step_px}
    meta = {
        "format": FORMAT,
        "version": recording.version,
        "model_name": recording.model_name,
        "model_sha256": recording.model_sha256,
        "source": asdict(source),
        "steps": steps,
    }
    ticks = np.rint(recording.timestamp_s * _TICKS_HZ).astype(np.int64)
    packed: dict[str, Any] = {
        name: _pack(getattr(recording, name), step) for name, step in steps.items()
    }
    np.savez_compressed(
        file,
        meta=np.array(json.dumps(meta)),
        time_us=np.diff(ticks, prepend=np.int64(0)),
        **packed,
    )


def load_recording(path: str | Path) -> Recording:
    """Read a recording, or raise SourceError."""
    path = Path(path)
    check_readable(path)
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            return _recording(archive)
    except _NewerError as error:
        raise SourceError(f"{shown(path)}: a newer formcheck made it; update formcheck") from error
    except Exception as error:  # there is no end to what a foreign or broken file can trip over
        raise SourceError(f"{shown(path)}: this is no pose recording, or a broken one") from error


class _NewerError(Exception):
    """The format is of a later version."""


def _recording(archive: Any) -> Recording:
    meta = json.loads(str(archive["meta"]))
    if meta["format"] > FORMAT:
        raise _NewerError
    timestamp_s = np.cumsum(archive["time_us"]) / _TICKS_HZ
    arrays: dict[str, Any] = {
        name: _unpack(archive[name], meta["steps"][name], shape)
        for name, shape in SHAPES.items()
        if name in archive
    }
    # the first formcheck did not ask how the camera moves
    arrays.setdefault("camera", np.zeros((len(timestamp_s), *SHAPES["camera"]), np.float32))
    known = {field.name for field in fields(SourceInfo)}
    return Recording(
        timestamp_s,
        **arrays,
        source=SourceInfo(**{k: v for k, v in meta["source"].items() if k in known}),
        model_name=meta["model_name"],
        model_sha256=meta["model_sha256"],
        version=meta["version"],
    )


def _pack(values: Stack, step: float) -> npt.NDArray[np.uint8]:
    """Return values of shape (n, ...) as bytes of shape (2, values, n).

    Changes along time are small, and neighbours move together: two rows up is the next landmark
    of the same side. After zigzag (0, -1, 1, -2 ...) most of what is left fits the low byte.
    """
    known = np.clip(np.rint(values / step), -_LIMIT, _LIMIT)
    whole = np.where(np.isnan(known), _MISSING, known).astype(np.int16)
    change = np.diff(whole, axis=0, prepend=np.zeros_like(whole[:1]))
    if change.ndim == _POINTS:
        change[:, 2:] -= change[:, :-2].copy()
    zigzag = ((change << 1) ^ (change >> 15)).view(np.uint16)
    columns = zigzag.reshape(len(values), math.prod(values.shape[1:])).T
    return np.stack([columns & 255, columns >> 8]).astype(np.uint8, order="C")


def _unpack(packed: npt.NDArray[np.uint8], step: float, shape: tuple[int, ...]) -> Stack:
    """Undo `_pack`, up to half a step."""
    low, high = packed.astype(np.uint16)
    zigzag = low | high << 8
    columns = ((zigzag >> 1) ^ -(zigzag & 1)).view(np.int16)
    change = columns.T.reshape(packed.shape[2], *shape)
    if change.ndim == _POINTS:
        for row in range(2, shape[0]):
            change[:, row] += change[:, row - 2]
    whole = np.cumsum(change, axis=0, dtype=np.int16)
    values: Stack = whole * np.float32(step)
    values[whole == _MISSING] = np.nan
    return values
