"""Finding the poses of a source in pieces, several side by side if there are cores for it."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import inf
from pathlib import Path

from formcheck.app.videos.ahead import abreast
from formcheck.app.videos.lean import give_back
from formcheck.app.videos.pieces import OVERLAP_S, joined
from formcheck.io.frames import SourceInfo
from formcheck.io.open import open_source
from formcheck.io.recording import Recording, from_bytes, to_bytes
from formcheck.io.sampling import Sampling
from formcheck.pose import Pose
from formcheck.vision.landmarker import Landmarker
from formcheck.vision.store import Model

BLOCK = 32
"""Poses that are passed on together."""


@dataclass(frozen=True, eq=False)
class Block:
    """Some poses of a piece, as small as they are kept."""

    poses: int
    recording: bytes
    is_last: bool = False
    """Whether its piece ends with it."""
    damage: str | None = None
    """What was broken in the source."""


@dataclass(frozen=True)
class Look:
    """Whose poses are to be found, and with what."""

    path: Path
    model: Model
    open_landmarker: Callable[[Model], Landmarker]

    def recording(self, poses: Sequence[Pose], info: SourceInfo) -> Recording:
        """Return poses that were found."""
        return Recording.of(poses, info, self.model.name, self.model.sha256)


@dataclass(frozen=True)
class Piece:
    """The part of a source that is to be read: start_s <= time < stop_s."""

    look: Look
    start_s: float = 0.0
    stop_s: float = inf

    def __iter__(self) -> Iterator[Block]:
        """Find its poses; on Ctrl-C yield what there is first."""
        look = self.look
        with (
            open_source(look.path, self.start_s, self.stop_s, sampled=True) as source,
            look.open_landmarker(look.model) as landmarker,
        ):
            poses: list[Pose] = []
            try:
                for frame in source:
                    poses.append(landmarker.detect(frame))
                    if len(poses) == BLOCK:
                        yield Block(BLOCK, self._packed(poses, source.info))
                        poses = []
            except KeyboardInterrupt:
                yield Block(len(poses), self._packed(poses, source.info))
                raise
            yield Block(len(poses), self._packed(poses, source.info), True, source.damage)
        give_back()

    def _packed(self, poses: list[Pose], info: SourceInfo) -> bytes:
        return to_bytes(self.look.recording(poses, info))


class Reading:
    """The poses of a source, as they are found."""

    def __init__(self, look: Look, info: SourceInfo, starts: Sequence[float]) -> None:
        self._look = look
        self._empty = look.recording([], info)
        self._starts = starts
        self._blocks: list[list[Block]] = [[] for _ in starts]

    @property
    def total(self) -> int | None:
        """How many poses there will be, if that is known; where pieces overlap, twice."""
        info = self._empty.source
        if not info.frames:
            return info.frames
        twice = (len(self._starts) - 1) * OVERLAP_S * (info.fps or 0.0)
        return Sampling.enough(info.fps).count(info.frames + round(twice))

    def steps(self, jobs: int) -> Iterator[None]:
        """Find the poses of several pieces at once; yield once for each pose."""
        stops_s = [start_s + OVERLAP_S for start_s in self._starts[1:]] + [inf]
        pieces = [Piece(self._look, *span) for span in zip(self._starts, stops_s, strict=True)]
        several = jobs > 1 and len(pieces) > 1
        found = abreast(pieces, jobs) if several else _one_by_one(pieces)
        with closing(found):
            for index, block in found:
                self._blocks[index].append(block)
                yield from [None] * block.poses

    def recording(self, again: bool = True) -> Recording:
        """Return the poses: all of them, or those up to where the finding was stopped.

        What can't be joined is read again, or else ends them.
        """
        ended = [bool(blocks) and blocks[-1].is_last for blocks in self._blocks]
        whole = all(ended)
        reached = len(ended) if whole else ended.index(False) + 1
        parts = [self._assembled(blocks) for blocks in self._blocks[:reached]]
        return joined(parts, self._starts, self._again if whole and again else None)

    def damage(self) -> str | None:
        """Return what was broken in the source, which is read again where pieces know but parts."""
        found = [block.damage for blocks in self._blocks for block in blocks if block.damage]
        if not found or len(self._blocks) == 1:
            return found[0] if found else None
        with open_source(self._look.path) as source:
            for _ in source:
                pass
            return source.damage

    def _again(self, start_s: float, stop_s: float) -> Recording:
        return self._assembled(list(Piece(self._look, start_s, stop_s)))

    def _assembled(self, blocks: list[Block]) -> Recording:
        return Recording.joined([self._empty, *(from_bytes(each.recording) for each in blocks)])


def _one_by_one(pieces: Sequence[Piece]) -> Generator[tuple[int, Block], None, None]:
    """Yield the blocks of each piece, with its number; this thread finds them, so Ctrl-C too."""
    for number, piece in enumerate(pieces):
        for block in piece:
            yield number, block
