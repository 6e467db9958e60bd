"""Memory that is given back: of what the landmarking library frees the C library keeps hold.

Without this a process grows by 50 MB with every new landmarker. Only glibc, the C library of most
Linux systems, needs it and knows these calls.
"""

import ctypes
from typing import Any

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
_LARGE_BYTES = 1 << 20
"""What is larger is given back as soon as it is freed."""


def keep_little() -> None:
    """Let this process, before it has threads, keep little of what is freed."""
    library = _glibc()
    if library is not None:
        library.mallopt(_M_ARENA_MAX, 1)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def give_back() -> None:
    """Give back what is free by now."""
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


def _glibc() -> Any:
    try:
        library = ctypes.CDLL(None)
        return library if library.mallopt and library.malloc_trim else None
    except (AttributeError, OSError, TypeError):  # TypeError: on Windows
        return None
