from types import SimpleNamespace

from formcheck.app.live import pace


def test_pictures_that_are_shown_at_once_tell_no_pace(monkeypatch):
    """The clock of some systems ticks every 16 ms."""
    now_s = [0.0]
    monkeypatch.setattr(pace, "time", SimpleNamespace(monotonic=lambda: now_s[0]))
    shown = pace.Pace()
    texts = [str(shown)]
    for now_s[0] in (1.0, 1.0, 1.1, 1.2):
        shown.note(now_s[0] - 0.05)
        texts.append(str(shown))
    assert texts == ["", "", "", "20 a second, 50 ms late", "15 a second, 50 ms late"]
