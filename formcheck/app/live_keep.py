"""What a live session leaves: results, poses and, if asked for, the video."""

from itertools import count
from pathlib import Path

from formcheck import __version__
from formcheck.app.live_set import Kept
from formcheck.app.outputs import Outputs, check_outputs, made, write_result
from formcheck.io.recording import save_recording
from formcheck.result import SCHEMA, Json


class Keeper:
    """Writes each set as soon as it is over; what was kept before is never overwritten."""

    def __init__(self, folder: Path, name: str, routine: bool) -> None:
        self.folder, self._name, self._routine = made(folder), name, routine
        self._stem = self._free_stem()
        self.video = folder / f"{self._stem}.mp4"
        self.files: list[Path] = []
        """What is written by now."""
        self.sets: list[Kept] = []
        check_outputs(Outputs(poses=folder / f"{self._stem}.poses.npz"), folder)

    def keep(self, kept: Kept) -> None:
        """Write one set."""
        self.sets.append(kept)
        stem = self._stem_for(kept)
        result, poses = self.folder / f"{stem}.json", self.folder / f"{stem}.poses.npz"
        write_result(result, kept.result)
        save_recording(poses, kept.recording)
        self.files += [result, poses]

    def close(self) -> None:
        """Write what the whole routine came to."""
        if self._routine and self.sets:
            path = self.folder / f"{self._stem}.json"
            write_result(path, whole(self._name, self.sets))
            self.files.insert(0, path)

    def _stem_for(self, kept: Kept) -> str:
        if self._routine:
            return f"{self._stem}.{len(self.sets)}-{kept.task.exercise.id}"
        if len(self.sets) > 1:
            self._stem = self._free_stem()
        return self._stem

    def _free_stem(self) -> str:
        """Return the first name that nothing is called by yet."""
        stems = (self._name if n == 1 else f"{self._name}-{n}" for n in count(1))
        return next(stem for stem in stems if not any(self.folder.glob(f"{stem}.*")))


def whole(routine: str, sets: list[Kept]) -> Json:
    """Return what a routine came to: the results of its sets, in order."""
    return {
        "schema": SCHEMA,
        "formcheck": __version__,
        "routine": routine,
        "sets": [kept.result for kept in sets],
    }
