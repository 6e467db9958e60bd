import sys
from pathlib import Path

import numpy as np
import pytest

from formcheck.app.videos.lean import give_back


def resident_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is nothing to give back")
def test_what_is_freed_is_given_back():
    pieces = [np.ones(8000) for _ in range(2000)]  # 128 MB, too small each to be given back
    last = np.ones(8000)  # what lies above keeps them from being given back by themselves
    del pieces
    before_mb = resident_mb()
    give_back()
    assert before_mb - resident_mb() > 50
    assert last.sum() == 8000


def test_other_systems_do_without(monkeypatch):
    monkeypatch.setattr("ctypes.CDLL", lambda _: object())
    give_back()
