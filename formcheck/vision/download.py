"""Gets the bytes of a model: from its official address, or out of a wheel through pip."""

import hashlib
import http.client
import subprocess
import tempfile
import threading
import zipfile
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from formcheck.vision.manifest import ModelEntry, Network, Wheel

CHUNK_BYTES = 1 << 16


class DownloadError(Exception):
    """A source gave nothing usable; the message is a clause that says why."""


class DownloadProgress(Protocol):
    """Is told how far a download is."""

    def __call__(self, step: str, done_bytes: int, total_bytes: int | None) -> None:
        """Take one sentence that names the step, and how much of it is done; None is unknown."""


@dataclass(frozen=True)
class Patience:
    """How long a server may take."""

    answer_s: float = 4.0
    """Until it answers, all its addresses together; a second source is waiting."""
    stall_s: float = 10.0
    """Between two pieces of the file."""


def from_address(entry: ModelEntry, progress: DownloadProgress, patience: Patience) -> bytes:
    """Return the official file, or raise DownloadError unless every byte is right."""
    host = urlsplit(entry.url).hostname
    try:
        content = _read(entry, progress, patience)
    except HTTPError as error:
        error.close()
        raise DownloadError(f"{host} answers {error.code} ({error.reason})") from error
    except TimeoutError as error:
        raise DownloadError(f"{host} does not answer in time") from error
    except URLError as error:
        raise DownloadError(f"{host} can't be reached") from error
    except (OSError, http.client.HTTPException) as error:
        raise DownloadError(f"{host} broke off") from error
    if len(content) < entry.size_bytes:
        raise DownloadError(f"{host} sent {len(content):,} of {entry.size_bytes:,} bytes")
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        raise DownloadError(f"{host} sent something else than the recorded model")
    return content


def _read(entry: ModelEntry, progress: DownloadProgress, patience: Patience) -> bytes:
    """Return what is sent, and at most one piece more than there should be."""
    step = f"Getting the pose model ({_megabytes(entry.size_bytes)}, once)"
    progress(step, 0, entry.size_bytes)
    content = bytearray()
    with _answer(entry.url, patience) as response:
        while len(content) <= entry.size_bytes and (chunk := response.read1(CHUNK_BYTES)):
            content += chunk
            progress(step, min(len(content), entry.size_bytes), entry.size_bytes)
    return bytes(content)


def _answer(url: str, patience: Patience) -> http.client.HTTPResponse:
    """Open in a thread: the time-out of a socket covers neither names nor several addresses."""
    future: Future[http.client.HTTPResponse] = Future()

    def ask() -> None:
        try:
            future.set_result(urlopen(url, timeout=patience.stall_s))
        except Exception as error:
            future.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return future.result(timeout=patience.answer_s)
    except FutureTimeoutError as error:
        future.add_done_callback(_close_late)
        raise TimeoutError from error


def _close_late(future: "Future[Any]") -> None:
    if future.exception() is None:
        future.result().close()


def from_wheel(wheel: Wheel, progress: DownloadProgress, python: str) -> bytes:
    """Return the bundle built from a wheel that pip gets as the user has set it up."""
    size = _megabytes(wheel.size_bytes)
    progress(f"Getting the pose model out of {wheel.requirement} by pip ({size}, once)", 0, None)
    try:
        with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
            path = _pip_download(wheel, Path(folder), python)
            detector = _network(path, wheel.detector)
            landmarks = _network(path, wheel.landmarks)
    except OSError as error:
        raise DownloadError(f"there is no room to unpack it ({error.strerror})") from error
    from formcheck.vision import bundle  # brings mediapipe, which nothing else here needs

    built = bundle.build(detector, landmarks)
    if hashlib.sha256(built).hexdigest() != wheel.bundle_sha256:
        raise DownloadError(f"the model built from {wheel.requirement} is not the recorded one")
    return built


def _pip_download(wheel: Wheel, folder: Path, python: str) -> Path:
    command = [python, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-input"]
    command += ["--disable-pip-version-check", "--retries", "2", "--dest", str(folder)]
    command += ["--python-version", wheel.python_version, "--platform", wheel.platform]
    done = subprocess.run([*command, wheel.requirement], capture_output=True, text=True)
    if "No module named pip" in done.stderr:
        raise DownloadError("this Python has no pip (add it with: python -m ensurepip)")
    found = list(folder.glob("*.whl"))
    if done.returncode != 0 or not found:
        raise DownloadError(f"pip can't download {wheel.requirement}{_last_error(done.stderr)}")
    return found[0]


def _last_error(stderr: str) -> str:
    """Return pip's own last word in brackets; its earlier lines are retries and warnings."""
    errors = [line for line in stderr.splitlines() if line.startswith("ERROR: ")]
    return f" ({errors[-1].removeprefix('ERROR: ')})" if errors else ""


def _network(path: Path, network: Network) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            content = archive.read(network.path)
    except (KeyError, zipfile.BadZipFile) as error:
        raise DownloadError(f"{path.name} does not hold {network.path}") from error
    if hashlib.sha256(content).hexdigest() != network.sha256:
        raise DownloadError(f"{network.path} in {path.name} is not the recorded network")
    return content


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.0f} MB"
