"""Memory that is given back: of what the landmarking library frees the C library keeps hold.

Without this a process grows with every new landmarker. Only glibc, the C library of most Linux
systems, needs it and knows these calls.
"""

import ctypes
import gc
from typing import Any

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_LARGE_BYTES = 8 << 20
"""What is larger, such as a network, is given back as soon as it is freed. Pictures and masks are
smaller: to ask for them anew with every frame takes a twentieth more time. So does giving back at
once what lies free at the end of the heap, unless it is as much."""


def keep_little() -> None:
    """Let this process keep little of what is freed."""
    library = _glibc()
    if library is not None:
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
        library.mallopt(_M_TRIM_THRESHOLD, _LARGE_BYTES)


def give_back() -> None:
    """Give back what is free by now, and what only its own cycles hold.

    Every file that zipfile writes is held so, with 700 kB of its compressor; Python counts objects
    and not their size, and would wait for an hour's worth.
    """
    gc.collect()
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


def _glibc() -> Any:
    try:
        library = ctypes.CDLL(None)
        return library if library.mallopt and library.malloc_trim else None
    except (AttributeError, OSError, TypeError):  # TypeError: on Windows
        return None
