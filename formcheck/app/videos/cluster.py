"""Videos analysed on other machines, through a Dask scheduler.

Every worker reads the videos, and an own exercise or model, by the same paths, so they lie on a
disk that all machines share. The outputs come back as they are finished; a worker that dies costs
the video it was at, which the scheduler gives to another.
"""

import json
import logging
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck import __version__
from formcheck.app.choice import is_file
from formcheck.app.failures import UsageError, say
from formcheck.app.videos.batch import Outcome, VideoJob
from formcheck.app.videos.crew import Ended, LostError, Told
from formcheck.app.videos.landmarking import Display
from formcheck.app.videos.progress import StepProgress
from formcheck.app.videos.reuse import Shelf, recordings_folder
from formcheck.history.keep import filmed_at, keep
from formcheck.io.files import replacing
from formcheck.vision.store import ModelError, obtain, standard_store

if TYPE_CHECKING:
    from dask.distributed import Client, Future, as_completed

ANSWER_S = 10.0
"""How long a scheduler may take to answer."""
LOOK_S = 10.0
"""How often it is looked, while nothing is finished, whether there are workers at all."""
_BETWEEN_S = 0.1
_LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado.application")
"""Those that Dask gives a level of their own when it is imported."""

Reports = Iterator[Told[StepProgress | Outcome] | Ended]
Workers = Callable[[Sequence[VideoJob]], Reports]
"""Have videos analysed, and tell how it goes."""


@dataclass(frozen=True)
class Parcel:
    """What a worker sends back: the files it has made, the result last."""

    outcome: Outcome
    files: dict[str, bytes]


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """Yield what has videos analysed by the workers of a scheduler."""
    try:
        from dask.distributed import Client
    except ImportError as error:
        raise UsageError("--cluster needs: pip install 'formcheck[cluster]'") from error
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # futures tell enough
    try:
        client = Client(address, timeout=ANSWER_S)
    except (OSError, ValueError) as error:
        raise UsageError(f"no scheduler answers at {address}; start one: dask scheduler") from error
    with client:
        yield lambda jobs: _work(client, jobs)


def _work(client: "Client", jobs: Sequence[VideoJob]) -> Reports:
    from dask.distributed import KilledWorker, as_completed

    sent = {}
    for index, job in enumerate(jobs):
        known = _known(job)
        if known is None:
            sent[client.submit(analysed, anywhere(job), __version__, pure=False)] = index
        else:
            yield Told(index, known)
            yield Ended(index)
    for future in _finished(client, as_completed(sent)):
        index = sent.pop(future)
        try:
            parcel = future.result()
            _unpack(parcel, jobs[index])
            yield Told(index, parcel.outcome)
            yield Ended(index)
        except KilledWorker:
            yield Ended(index, LostError("every worker that was given it died"))
        except Exception as error:
            yield Ended(index, error)
        del future  # so that the scheduler forgets the files


def _finished(client: "Client", futures: "as_completed") -> Iterator["Future"]:
    """Yield futures as they are finished; tell once if there is no worker to do so."""
    look_s = time.monotonic() + LOOK_S
    while not futures.is_empty():
        if futures.has_ready():
            yield next(futures)
        elif time.monotonic() < look_s:
            time.sleep(_BETWEEN_S)
        elif _has_workers(client):
            look_s += LOOK_S
        else:
            look_s = inf
            address = client.scheduler.address
            say(f"no worker is there; start one that has formcheck: dask worker {address}")


def _has_workers(client: "Client") -> bool:
    """Return whether there are workers; a scheduler that is gone tells so by the futures."""
    try:
        return bool(client.nthreads())
    except OSError:
        return True


def _known(job: VideoJob) -> Outcome | None:
    """Return what is known of a video without a worker: what came of it before, or prevents it.

    A worker does not see the folder of its outputs, nor what they would overwrite there.
    """
    try:
        known = job.known()
        if known is None:
            job.check()
        return known
    except Exception as error:
        return job.failed(error)


def anywhere(job: VideoJob) -> VideoJob:
    """Return a job that means the same in whatever folder a worker was started."""
    request, model = job.request, job.request.sight.model
    exercise = request.exercise
    if is_file(exercise):
        exercise = str(Path(exercise).absolute())
    if model and model not in standard_store().entries:
        model = str(Path(model).expanduser().absolute())
    request = replace(request, exercise=exercise, sight=replace(request.sight, model=model))
    return replace(job, source=job.source.absolute(), request=request)


def _unpack(parcel: Parcel, job: VideoJob) -> None:
    """Put the files where they belong; the result comes last and makes them valid."""
    outputs = job.outputs
    _put(parcel, outputs.files[len(outputs.results) :])
    if job.request.history and parcel.outcome.status == 0:
        for path in outputs.results:
            keep(json.loads(parcel.files[path.name]), filmed_at(job.source), say, job.name)
    _put(parcel, outputs.results)


def _put(parcel: Parcel, paths: Sequence[Path]) -> None:
    """Write files that came back."""
    for path in paths:
        if path.name in parcel.files:
            with replacing(path) as temporary:
                temporary.write_bytes(parcel.files[path.name])


def analysed(job: VideoJob, version: str) -> Parcel:
    """Analyse a video on a worker."""
    if version != __version__:
        raise UsageError(f"a worker has formcheck {__version__}; install {version} there")
    sight = job.request.sight
    shelf = Shelf(recordings_folder()) if sight.shelf else None
    sight = replace(sight, model=_model(sight.model), shelf=shelf)
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        request = replace(job.request, sight=sight, history=False)
        here = replace(job, folder=Path(folder), request=request)
        outcome = here.outcome(lambda progress: None)
        made = (path for path in here.outputs.files if path.exists())
        return Parcel(outcome, {path.name: path.read_bytes() for path in made})


@cache
def _model(name: str | None) -> str:
    """Return the model's file on this worker, fetched and checked once."""
    try:
        return str(obtain(name, progress=Display().download).path)
    except ModelError as error:
        raise ModelError(f"on a worker: {error}") from error
