"""The files that an analysis leaves."""

import json
import os
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from formcheck.app.failures import UsageError
from formcheck.app.videos.landmarking import is_recording
from formcheck.io.files import (
    discard,
    is_folder,
    left_behind,
    output_error,
    replacing,
    shown,
    temporary_name,
)
from formcheck.io.writer import can_be_made_again
from formcheck.report.written import ReportFiles, report_files
from formcheck.result import Json

Item = TypeVar("Item")


@dataclass(frozen=True)
class Outputs:
    """Where the parts of one analysis go; what is None or empty is not written."""

    results: tuple[Path, ...] = ()
    poses: Path | None = None
    video: Path | None = None
    report: ReportFiles | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        rest = (path for path in (self.poses, self.video) if path is not None)
        return (*self.results, *rest, *(self.report.files if self.report else ()))


def name_of(source: Path) -> str:
    """Return the name that the outputs of a source get."""
    name = source.resolve().name if is_folder(source) else source.stem
    return name.removesuffix(".poses") or "video"


def made(folder: Path) -> Path:
    """Return a folder, which is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise UsageError(f"{shown(folder)} is a file; give a folder") from error
    except OSError as error:
        raise output_error(folder, error) from error
    return folder


def outputs_in(folder: Path, source: Path, video: bool = True, pictures: bool = True) -> Outputs:
    """Return the outputs of a source in a folder, which is made if need be.

    A recording has no pictures for a video, and is not written again.
    """
    made(folder)
    name = name_of(source)
    result = folder / f"{name}.json"
    if is_recording(source):
        return Outputs((result,), report=report_files(folder, name, pictures=False))
    report = report_files(folder, name, pictures, drawn=video)
    drawn = report.video if video else None
    return Outputs((result,), folder / f"{name}.poses.npz", drawn, report)


def clear(outputs: Outputs) -> None:
    """Remove what a process that was killed has left half-written."""
    for path in outputs.files:
        for left in left_behind(path):
            discard(left)


def check_outputs(outputs: Outputs, source: Path) -> None:
    """Find out before the work is done whether its outputs could be written."""
    for path in outputs.files:
        if all(map(os.path.exists, (path, source))) and path.samefile(source):
            raise UsageError(f"{shown(path)} would be overwritten; choose another folder or name")
        temporary = temporary_name(path)
        try:
            temporary.touch()
        except OSError as error:
            raise output_error(path, error) from error
        finally:
            discard(temporary)
    _check_video(outputs.video)


def _check_video(path: Path | None) -> None:
    """Refuse to put an annotated video in the place of one that is not."""
    if path is not None and os.path.exists(path) and not can_be_made_again(path):
        raise UsageError(
            f"{shown(path)} is not a video that formcheck has drawn, and would be overwritten; "
            f"choose another folder, or rename it"
        )


def check_names(sources: Sequence[Path]) -> None:
    """Refuse sources whose outputs would get the same names."""
    twice = namesakes(sources, lambda source: name_of(source).lower())
    if twice is not None:
        first, second = twice
        raise UsageError(
            f"{shown(first)} and {shown(second)} would both become {name_of(second)}.json; "
            f"analyse them into different folders"
        )


def namesakes(items: Iterable[Item], name: Callable[[Item], Hashable]) -> tuple[Item, Item] | None:
    """Return the first two that have one name; None if all have their own."""
    first: dict[Hashable, Item] = {}
    for item in items:
        other = first.setdefault(name(item), item)
        if other is not item:
            return other, item
    return None


def write_result(path: Path, result: Json) -> None:
    """Write a result as JSON text."""
    with replacing(path) as temporary:
        temporary.write_text(json_text(result), encoding="utf-8")


def json_text(result: Json) -> str:
    """Return a result as JSON text that any terminal and file can hold: ASCII alone."""
    return json.dumps(result, indent=2, allow_nan=False) + "\n"
