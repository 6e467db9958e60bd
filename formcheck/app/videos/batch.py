"""Many videos: what is to be done for each, and what came of it.

A result is the last file that is written of a video, and it says what it was made of. So a batch
that was ended at any point and is started again goes on where it was.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from formcheck import __version__
from formcheck.app.failures import UsageError, explain, say
from formcheck.app.outputs import (
    Outputs,
    check_outputs,
    clear,
    name_of,
    namesakes,
    outputs_in,
    write_result,
)
from formcheck.app.videos.analyze import analyze, asked_for
from formcheck.app.videos.folders import check_folder
from formcheck.app.videos.landmarking import Sight, is_recording
from formcheck.app.videos.progress import StepProgress, Teller
from formcheck.app.videos.reuse import SEEING, content_of
from formcheck.history.keep import filmed_at, keep
from formcheck.io.files import check_readable, is_folder, shown
from formcheck.report.written import read_result
from formcheck.result import Json
from formcheck.texts.words import base_name
from formcheck.vision.store import locate

KEY = "made_of"
"""The field of a result that names all it was made of."""


@dataclass(frozen=True)
class Request:
    """What is to be done with each video."""

    exercise: str
    """An id, ``auto``, or the path of a user's own file."""
    profile: str
    breath_s: float
    sight: Sight
    video: bool = True
    pictures: bool = True
    history: bool = True

    def key(self, source: Path) -> str:
        """Return a name for all that the outputs of a video are made of."""
        own = Path(self.exercise)
        parts = {
            "video": content_of(source),
            "formcheck": [__version__, SEEING],
            "exercise": content_of(own) if own.is_file() else self.exercise,
            "how": [self.profile, self.breath_s, self.video, self.pictures],
            "sight": [locate(self.sight.model).sha256, self.sight.longest_side_px],
        }
        return blake2b(json.dumps(parts).encode(), digest_size=20).hexdigest()


@dataclass(frozen=True)
class Outcome:
    """What came of one video."""

    video: str
    status: int = 0
    """The exit status it would have had alone."""
    message: str = ""
    """What went wrong, or what was noted."""
    exercise: str = ""
    duration_s: float | None = None
    count: int | None = None
    good: int | None = None
    """How many of those that count had no fault."""
    faults: str = ""
    """How often each check was at fault."""
    not_seen: str = ""
    """Checks that could not be judged."""


@dataclass(frozen=True)
class VideoJob:
    """One video, and the folder its outputs go to."""

    source: Path
    name: str
    """The path from where it was looked for."""
    folder: Path
    request: Request

    def __call__(self, tell: Callable[[StepProgress | Outcome], None]) -> None:
        """Analyse it, unless its result is there; tell how far it is and what came of it."""
        tell(self.outcome(tell))

    def outcome(self, tell: Callable[[StepProgress], None]) -> Outcome:
        """Return what came of it, if only an error; tell how far it is."""
        try:
            return self._analysed(tell)
        except Exception as error:
            return self.failed(error)

    def failed(self, error: Exception) -> Outcome:
        """Return what comes of it by an error: a row with its status and line."""
        line, status = explain(error)
        return Outcome(self.name, status, line)

    @property
    def outputs(self) -> Outputs:
        """The files that it leaves."""
        return outputs_in(self.folder, self.source, self.request.video, self.request.pictures)

    def known(self) -> Outcome | None:
        """Return what came of it, if its outputs are there and made of the same."""
        if self.request.sight.again:
            return None
        outputs = self.outputs
        known = read_result(*outputs.results)
        if known is None or not all(path.exists() for path in outputs.files):
            return None
        same = known.get(KEY) == self.request.key(self.source)
        return outcome_of(self.name, known) if same else None

    def check(self) -> None:
        """Find out before the work is done whether its outputs can be put into its folder."""
        check_folder(self.source, self.folder)
        check_outputs(self.outputs, self.source)
        clear(self.outputs)

    def _analysed(self, tell: Callable[[StepProgress], None]) -> Outcome:
        request, outputs = self.request, self.outputs
        if (known := self.known()) is not None:
            return known
        self.check()
        if not is_folder(self.source):
            check_readable(self.source)
        key = request.key(self.source)  # now, for it may still be growing
        task = asked_for(request.exercise, request.profile, request.breath_s)
        rest = replace(outputs, results=())
        analysis = analyze(self.source, task, request.sight, rest, Teller(tell))
        result = {**analysis.result, KEY: key}
        if request.history:  # before the result is there, for then it is not done again
            keep(result, filmed_at(self.source), say, self.name)
        for result_file in outputs.results:
            write_result(result_file, result)
        return outcome_of(self.name, result)


def outcome_of(name: str, result: Json) -> Outcome:
    """Return what a result comes to in one row, with why not all of the video was looked at."""
    held = [hold for hold in result["holds"] if hold["breaths"] >= result["goal"]]
    faults = Counter(event["check"] for event in result["events"])
    unseen = [check["id"] for check in result["checks"] if check["verdict"] == "not_seen"]
    return Outcome(
        name,
        message=result.get("incomplete") or "",
        exercise=result["exercise"],
        duration_s=result["source"]["duration_s"],
        count=result["count"],
        good=sum(each["good"] for each in result["repetitions"])
        + sum(not hold["faults"] for hold in held),
        faults=" ".join(f"{check}:{count}" for check, count in faults.items()),
        not_seen=" ".join(unseen),
    )


def size_bytes(source: Path) -> int:
    """Return how large a file is; 0 if that can't be told."""
    try:
        return source.stat().st_size
    except OSError:
        return 0


def planned(found: Sequence[tuple[Path, Path]], output: Path, request: Request) -> list[VideoJob]:
    """Return what is to be done for videos, each given with the folder it was found in.

    Outputs get the same subfolders; two videos whose outputs would get the same names get
    folders of their own, but for one whose result is there already: it stays where it is.
    """
    names = Counter(_stem(video, root) for video, root in found)
    jobs = []
    for video, root in found:
        inner = video.relative_to(root)
        has_namesake = names[_stem(video, root)] > 1
        folder = _folder_for(video, output / inner, has_namesake)
        kept = request.history and not is_recording(video)
        jobs.append(VideoJob(video, shown(inner), folder, replace(request, history=kept)))
    _check_places(jobs)
    return jobs


def _check_places(jobs: Sequence[VideoJob]) -> None:
    """Refuse videos of several folders whose outputs would get the same names."""
    twice = namesakes(jobs, lambda job: (job.folder, name_of(job.source).lower()))
    if twice is not None:
        first, second = (shown(job.source) for job in twice)
        raise UsageError(
            f"{first} and {second} would be kept in the same place; "
            f"analyse their folders into different ones"
        )


def _folder_for(video: Path, target: Path, has_namesake: bool) -> Path:
    """Return the folder for the outputs of a video; the target is where a copy of it would lie.

    A folder of its own has another name than the annotated video of a namesake.
    """
    own, shared = Path(f"{target}_"), target.parent
    result = f"{name_of(video)}.json"
    if os.path.exists(own / result):
        return own
    return own if has_namesake and not _is_of(video, shared / result) else shared


def _is_of(video: Path, result_file: Path) -> bool:
    """Return whether a file holds the result of a video of that name."""
    known = read_result(result_file)
    return known is not None and base_name(known["source"]["path"]) == base_name(shown(video.name))


def _stem(video: Path, root: Path) -> tuple[Path, str]:
    """Return the subfolder of a video and the name of its outputs: namesakes share both."""
    return video.relative_to(root).parent, name_of(video).lower()
