"""What may be meant by a name that nothing has."""

from collections.abc import Iterable
from difflib import get_close_matches

LIST = "formcheck exercises"
"""What prints the ids of all exercises."""


def advice(name: str, known: Iterable[str], listed: str = LIST) -> str:
    """Return which of the known names may be meant, and what prints them all."""
    spelt = {_plain(each): each for each in known}
    words = _plain(name)
    near = [words] if words in spelt else get_close_matches(words, spelt, n=3, cutoff=0.5)
    meant = f"did you mean {' or '.join(spelt[each] for each in near)}? " if near else ""
    return f"{meant}see: {listed}"


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")
