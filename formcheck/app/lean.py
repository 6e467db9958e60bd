"""Memory that is given back: of what the landmarking library frees the C library keeps hold.

Without this a process grows with every new landmarker. Only glibc, the C library of most Linux
systems, needs it and knows this call. To have it keep less from the start would cost the landmarks
a twentieth of their speed.
"""

import ctypes
from typing import Any


def give_back() -> None:
    """Give back what is free by now."""
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


def _glibc() -> Any:
    try:
        library = ctypes.CDLL(None)
        return library if library.malloc_trim else None
    except (AttributeError, OSError, TypeError):  # TypeError: on Windows
        return None
