import os
import signal
import sys
from dataclasses import dataclass
from itertools import islice

import pytest

from formcheck.app.videos.crew import Crew, Ended, LostError, Told, cores


@dataclass(frozen=True)
class Count:
    """Tells numbers; then does what else is asked."""

    upto: int
    fail: type[Exception] | None = None
    die: bool = False

    def __call__(self, tell):
        for number in range(self.upto):
            tell(number)
        if self.fail is not None:
            raise self.fail("a", "b")
        if self.die:
            os.kill(os.getpid(), signal.SIGKILL)


class StubbornError(Exception):
    """Can't be sent to another process: it asks for two values and passes on one."""

    def __init__(self, what, why):
        super().__init__(f"{what}: {why}")


def told(reports, job):
    return [report.value for report in reports if isinstance(report, Told) and report.job == job]


def endings(reports):
    return {report.job: report.error for report in reports if isinstance(report, Ended)}


@pytest.fixture(scope="module")
def crew():
    with Crew(2) as crew:
        yield crew


def test_every_job_tells_all_it_has_to(crew):
    reports = list(crew.work([Count(3), Count(0), Count(5)]))
    assert [told(reports, job) for job in range(3)] == [[0, 1, 2], [], [0, 1, 2, 3, 4]]
    assert endings(reports) == {0: None, 1: None, 2: None}


@pytest.mark.parametrize(
    ("fail", "expected"),
    [
        pytest.param(ValueError, ValueError("a", "b"), id="a usual one comes as it is"),
        pytest.param(StubbornError, RuntimeError("StubbornError: a: b"), id="another as its text"),
    ],
)
def test_an_error_ends_its_own_job_alone(crew, fail, expected):
    reports = list(crew.work([Count(1, fail), Count(2), Count(1)]))
    found = endings(reports)
    assert repr(found.pop(0)) == repr(expected)
    assert found == {1: None, 2: None}
    assert told(reports, 0) == [0]


def test_a_process_that_dies_is_replaced(crew):
    reports = list(crew.work([Count(1, die=True), Count(1), Count(1), Count(1, die=True)]))
    found = endings(reports)
    assert [type(found[job]) for job in range(4)] == [LostError, type(None), type(None), LostError]
    assert endings(list(crew.work([Count(1)]))) == {0: None}


@dataclass(frozen=True)
class Endless:
    """Leaves a file where it works, and takes it away when it is sent home."""

    path: str

    def __call__(self, tell):
        try:
            with open(self.path, "w"):
                while True:
                    tell(os.getpid())
        finally:
            os.remove(self.path)


def test_leaving_stops_what_is_under_way(tmp_path):
    with Crew(1) as crew:
        (first,) = islice(crew.work([Endless(str(tmp_path / "begun"))]), 1)
        pid = told([first], 0)[0]
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell it otherwise")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("max 100000", 8, id="as much as there is"),
        pytest.param("250000 100000", 3, id="part of it"),
        pytest.param("5000 100000", 1, id="hardly any"),
        pytest.param("6400000 100000", 8, id="more than there is"),
        pytest.param(None, 8, id="no container"),
    ],
)
def test_cores_are_those_that_a_container_is_given(tmp_path, monkeypatch, given, expected):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: range(8))
    monkeypatch.setattr("formcheck.app.videos.crew._TIME_GIVEN", tmp_path / "cpu.max")
    if given is not None:
        (tmp_path / "cpu.max").write_text(f"{given}\n")
    assert cores() == expected
