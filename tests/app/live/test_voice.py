import os
import signal
import sys
import threading
import time
from dataclasses import replace

import pytest

from formcheck.app.live.tones import SoundMissingError, TonePlayer
from formcheck.app.live.voice import (
    MOST_STARTS,
    VOICE_FAILS,
    Captions,
    RecordedVoice,
    SpokenVoice,
    open_voice,
)
from formcheck.coaching.speaking import Utterance

PARROT = """
import sys
log = open(sys.argv[1], "a")
log.write("started\\n"); log.flush()
print("ready", flush=True)
for line in sys.stdin:
    log.write(line); log.flush()
    {act}
    print("said", flush=True)
"""
WELL = PARROT.format(act="pass")
CRASHES = PARROT.format(act="sys.exit(3) if 'crash' in line else None")
ONCE = "if len(open(sys.argv[1]).readlines()) < 2: sys.exit()\n"
QUITS = WELL.replace("for line", f"{ONCE}for line")
HANGS = PARROT.format(act="import time; time.sleep(60 if 'hang' in line else 0)")
FAILS = "print('ready', flush=True); input(); print('failed no voice', flush=True)"
SLOW = PARROT.format(act="import time; time.sleep(0.5)")
LATE = f"import time; time.sleep(2)\n{WELL}"
AWAY = """
import os, sys
if os.path.exists({gone!r}):
    print({failure!r}, flush=True)
    sys.exit()
""" + CRASHES.replace("{", "{{").replace("}", "}}")
MISSING = "print('missing install espeak-ng', flush=True)"


class Heard:
    """What an engine wrote down."""

    def __init__(self, path):
        self.path = path

    def until(self, *lines):
        """Wait until these lines are there."""
        end_s = time.monotonic() + 10
        while self.lines != list(lines) and time.monotonic() < end_s:
            time.sleep(0.01)
        return self.lines == list(lines)

    @property
    def lines(self):
        return self.path.read_text().splitlines() if self.path.exists() else []


@pytest.fixture
def heard(tmp_path):
    return Heard(tmp_path / "heard.txt")


def voice(script, heard, tones=None, **settings):
    command = (sys.executable, "-c", script, str(heard.path))
    return SpokenVoice(command, tones or TonePlayer(lambda: lambda samples: None), **settings)


def text(words, stale_s=1.5):
    return Utterance(0.0, "form", words, stale_s=stale_s)


def news(spoken):
    """Wait for what the user is told."""
    end_s = time.monotonic() + 10
    while (told := spoken.notice()) is None and time.monotonic() < end_s:
        time.sleep(0.01)
    return told


def test_speaks_what_it_is_given(heard):
    with voice(WELL, heard) as spoken:
        assert heard.until("started")
        spoken.say(text("Sit up tall"))
        assert heard.until("started", "Sit up tall")
        spoken.say(text("Level\nyour shoulders"))
        assert heard.until("started", "Sit up tall", "Level your shoulders")
        assert spoken.notice() is None


def test_the_first_words_are_spoken_however_late_the_engine_starts(heard):
    with voice(LATE, heard) as spoken:
        spoken.say(text("First: Cobra", stale_s=0.5))
        assert heard.until("started", "First: Cobra")


@pytest.mark.parametrize(
    ("script", "start_s"),
    [
        pytest.param("import time; time.sleep(60)", 0.2, id="an engine that never starts"),
        pytest.param("raise SystemExit", 30, id="one that ends at once"),
        pytest.param(MISSING, 30, id="one that is missing"),
    ],
)
def test_what_does_not_start_is_not_waited_for(script, start_s, heard):
    began_s = time.monotonic()
    with voice(script, heard, start_s=start_s):
        assert time.monotonic() - began_s < 10


def test_an_engine_that_starts_is_ended_by_ctrl_c(heard):
    spoken = voice("import time; time.sleep(60)", heard, start_s=30)
    threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGINT]).start()
    with pytest.raises(KeyboardInterrupt), spoken:
        pass
    assert spoken._process is not None
    assert spoken._process.returncode is not None


def test_an_engine_with_nothing_to_say_for_long_is_left_alone(heard):
    with voice(WELL, heard, patience_s=2.0) as spoken:
        spoken.say(text("Sit up tall"))
        assert heard.until("started", "Sit up tall")
        time.sleep(2.2)
        spoken.say(text("Level your shoulders"))
        assert heard.until("started", "Sit up tall", "Level your shoulders")


def test_never_keeps_the_caller_waiting(heard):
    with voice(HANGS, heard) as spoken:
        heard.until("started")
        spoken.say(text("hang"))
        heard.until("started", "hang")
        began_s = time.perf_counter()
        for _ in range(100):
            spoken.say(text("Sit up tall"))
        assert time.perf_counter() - began_s < 0.1


def test_of_what_came_while_it_spoke_it_says_the_latest_unless_stale(heard):
    with voice(SLOW, heard) as spoken:
        heard.until("started")
        spoken.say(text("one"))
        heard.until("started", "one")
        spoken.say(text("two"))
        spoken.say(text("three"))
        assert heard.until("started", "one", "three")
        spoken.say(text("four", stale_s=0.1))
        time.sleep(1.2)
        spoken.say(text("five"))
        assert heard.until("started", "one", "three", "five")


@pytest.mark.parametrize(
    ("script", "bad"),
    [pytest.param(CRASHES, "crash", id="crash"), pytest.param(HANGS, "hang", id="hang")],
)
def test_an_engine_that_ends_or_hangs_is_started_anew(script, bad, heard):
    with voice(script, heard, patience_s=1.0) as spoken:
        assert heard.until("started")
        spoken.say(text(bad))
        assert heard.until("started", bad, "started")
        spoken.say(text("Sit up tall"))
        assert heard.until("started", bad, "started", "Sit up tall")
        assert spoken.notice() is None


def test_an_engine_that_ends_between_two_words_is_started_anew(heard):
    with voice(QUITS, heard) as spoken:
        assert heard.until("started")
        time.sleep(0.3)  # until it is gone
        spoken.say(text("lost"))
        assert heard.until("started", "started")
        spoken.say(text("Sit up tall"))
        assert heard.until("started", "started", "Sit up tall")
        assert spoken.notice() is None


def test_an_engine_that_fails_again_and_again_is_given_up(heard):
    with voice(FAILS, heard) as spoken:
        told = None
        for _ in range(500):
            spoken.say(text("Sit up tall"))
            told = told or spoken.notice()
            if told:
                break
            time.sleep(0.01)
        assert told == VOICE_FAILS
        spoken.say(text("Sit up tall"))
        assert spoken.notice() is None


def test_an_engine_that_fails_now_and_then_is_started_anew_each_time(heard):
    with voice(CRASHES, heard) as spoken:
        assert heard.until("started")
        lines = ["started"]
        for _ in range(2 * MOST_STARTS):
            for words, answered in (("Sit up tall", []), ("crash", ["started"])):
                spoken.say(text(words))
                lines += [words, *answered]
                assert heard.until(*lines)
        assert spoken.notice() is None


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        pytest.param("failed no device", VOICE_FAILS, id="failing"),
        pytest.param("missing check its voices", "no speech: check its voices", id="missing"),
    ],
)
def test_headphones_that_went_off_and_come_back_are_spoken_to_again(heard, tmp_path, failure, told):
    gone = tmp_path / "gone"
    script = AWAY.format(gone=str(gone), failure=failure)
    with voice(script, heard, retry_s=0.05) as spoken:
        assert heard.until("started")
        gone.touch()
        spoken.say(text("crash"))
        assert news(spoken) == told
        gone.unlink()
        begun = ["started", "crash", "started"]
        assert heard.until(*begun)
        spoken.say(text("Sit up tall"))
        assert heard.until(*begun, "Sit up tall")


def test_that_nothing_can_be_spoken_is_told_once(heard):
    with voice(MISSING, heard) as spoken:
        assert news(spoken) == "no speech: install espeak-ng"
        spoken.say(text("Sit up tall"))
        assert spoken.notice() is None


def test_that_no_tone_can_be_played_is_told_once(heard):
    def deaf():
        raise SoundMissingError("connect a loudspeaker")

    with voice(WELL, heard, TonePlayer(deaf)) as spoken:
        assert news(spoken) == "no tones: connect a loudspeaker"
        assert spoken.notice() is None


def test_a_missing_interpreter_is_survived():
    with SpokenVoice(["/there/is/no/such"], TonePlayer(lambda: lambda samples: None)) as spoken:
        assert news(spoken) == "no speech: No such file or directory; see the captions"


def test_tones_are_played(heard):
    played: list[int] = []
    tone = replace(text(""), tone="count")
    with voice(WELL, heard, TonePlayer(lambda: lambda samples: played.append(1))) as spoken:
        spoken.say(tone)
        end_s = time.monotonic() + 5
        while not played and time.monotonic() < end_s:
            time.sleep(0.01)
    assert played == [1]
    assert heard.lines in ([], ["started"])


def test_it_is_busy_while_it_speaks(heard):
    with voice(HANGS, heard) as spoken:
        assert heard.until("started")
        assert not spoken.busy
        spoken.say(text("one"))
        assert heard.until("started", "one")
        end_s = time.monotonic() + 5
        while spoken.busy and time.monotonic() < end_s:
            time.sleep(0.01)
        assert not spoken.busy
        spoken.say(text("hang"))
        assert heard.until("started", "one", "hang")
        assert spoken.busy


def test_captions_go_on_while_it_hangs(heard, monkeypatch):
    monkeypatch.setattr("formcheck.app.live.voice.LONGEST_S", 0.05)
    with voice(HANGS, heard) as spoken:
        heard.until("started")
        spoken.say(text("hang"))
        assert heard.until("started", "hang")
        time.sleep(0.1)
        assert not spoken.busy


def test_closing_breaks_off(heard):
    with voice(HANGS, heard) as spoken:
        heard.until("started")
        spoken.say(text("hang"))
        heard.until("started", "hang")
        began_s = time.monotonic()
    assert time.monotonic() - began_s < 2
    assert not spoken._thread.is_alive()
    assert spoken._process.returncode is not None


def fails_after(script, heard, *words):
    with voice(script, heard) as spoken:
        heard.until("started")
        for each in words:
            spoken.say(text(each))
            time.sleep(0.2)
        raise MemoryError


def test_after_a_failure_it_closes_once_that_is_said(heard):
    script = PARROT.format(act="import time; time.sleep(0.5); log.write('done\\n'); log.flush()")
    with pytest.raises(MemoryError):
        fails_after(script, heard, "Sit up tall", "It is over")
    assert heard.lines == ["started", "Sit up tall", "done", "It is over", "done"]


def test_after_a_failure_it_does_not_wait_for_what_can_not_be_said(heard, monkeypatch):
    monkeypatch.setattr("formcheck.app.live.voice.LONGEST_S", 0.2)
    began_s = time.monotonic()
    with pytest.raises(MemoryError):
        fails_after(HANGS, heard, "hang")
    assert time.monotonic() - began_s < 5


def test_a_recorded_voice_keeps_what_it_said():
    recorded = RecordedVoice()
    with recorded:
        recorded.say(text("Sit up tall"))
    assert [one.text for one in recorded.said] == ["Sit up tall"]
    assert recorded.notice() is None


def test_muted_it_is_captions():
    with open_voice(mute=True) as muted:
        muted.say(text("Sit up tall"))
        assert isinstance(muted, Captions)
        assert muted.notice() is None
