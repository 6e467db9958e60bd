from types import SimpleNamespace

import pytest


@pytest.fixture
def pass_time(monkeypatch):
    """Let time stand still but for what it is told."""
    clock = SimpleNamespace(monotonic=lambda: 0.0)
    for module in ("formcheck.app.live.live", "tests.app.live.fakes"):
        monkeypatch.setattr(f"{module}.time", clock)

    def wait(seconds, command=None):
        clock.monotonic = lambda: seconds
        return command

    return wait
