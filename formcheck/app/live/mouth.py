"""What is said in a live session: aloud, on the screen, and noted."""

from collections.abc import Callable, Iterable

from formcheck.app.failures import say
from formcheck.app.live.voice import Voice
from formcheck.coaching.speaking import Speaker, Utterance
from formcheck.result import Json

CAPTION_S = 3.0
"""How long what was said stays on the screen."""


class Mouth:
    """Says, shows and notes what a session has to say; times are seconds of the source."""

    def __init__(self, speaker: Speaker, voice: Voice, tell: Callable[[str], None] = say) -> None:
        self.speaker = speaker
        self._voice, self._tell = voice, tell
        self._last: Utterance | None = None
        self._log: list[Json] = []

    def offer(self, utterances: Iterable[Utterance]) -> None:
        """Let things wait to be said."""
        for utterance in utterances:
            self.speaker.offer(utterance)

    def speak(self, now_s: float) -> str:
        """Say the first of what waits, if it is time; return its words, none if there are none."""
        self.listen()
        said = self.speaker.next(now_s)
        if said is None:
            return ""
        self.say([said])
        return said.text

    def listen(self) -> None:
        """Let what waits wait on while the voice, a slow one, is still saying something."""
        self.speaker.busy = self._voice.busy

    def say(self, utterances: Iterable[Utterance]) -> None:
        """Say things now."""
        for utterance in utterances:
            time_s, kind, text = round(utterance.time_s, 3), utterance.kind, utterance.text
            self._log.append({"time_s": time_s, "kind": kind, "text": text})
            if text:
                self._last = utterance
            self._voice.say(utterance)
        notice = self._voice.notice()
        if notice is not None:
            self._tell(notice)

    def beep(self, utterance: Utterance) -> None:
        """Let a tone be heard that is not worth a note, if such tones are wanted."""
        if self.speaker.allows(utterance.kind):
            self._voice.say(utterance)

    def caption(self, now_s: float) -> str:
        """Return what was said just now."""
        last = self._last
        return last.text if last is not None and now_s - last.time_s < CAPTION_S else ""

    def told(self) -> list[Json]:
        """Return what was said since the last time."""
        told, self._log = self._log, []
        return told
