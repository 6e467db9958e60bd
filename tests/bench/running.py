"""Commands that are timed, and watched for the memory they take."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

_LOOK_S = 0.1


def python(*arguments: object) -> list[str]:
    """Return a command line for this Python."""
    return [sys.executable, *map(str, arguments)]


def seconds(command: Sequence[str], cache: Path) -> float:
    """Return how long a command takes from its start to its end."""
    start_s = time.perf_counter()
    subprocess.run(command, env=_environment(cache), check=True, capture_output=True)
    return time.perf_counter() - start_s


def peak_mb(command: Sequence[str], cache: Path) -> float:
    """Return the most memory a command and its processes take together, shared parts once."""
    process = subprocess.Popen(
        command, env=_environment(cache), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = [0.0]

    def watch() -> None:
        while process.poll() is None:
            peak[0] = max(peak[0], sum(_pss_mb(pid) for pid in _family(process.pid)))
            time.sleep(_LOOK_S)

    watcher = threading.Thread(target=watch)
    watcher.start()
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return peak[0]


def _environment(cache: Path) -> dict[str, str]:
    """Return one in which nothing was analysed before, and nothing of the user's is touched."""
    return {**os.environ, "XDG_CACHE_HOME": str(cache), "XDG_DATA_HOME": str(cache / "data")}


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _family(int(child)))]


def _pss_mb(pid: int) -> float:
    """Return a process's own memory and its share of what it shares with others."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
