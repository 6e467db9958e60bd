"""The system libraries that the Python packages expect to find."""

import re

DEBIAN_PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libGLESv2.so.2": "libgles2",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
}


def missing_library(error: Exception) -> str | None:
    """Return what to install when an import failed for want of a system library, else None."""
    found = re.search(r"(\S+\.so[.\d]*): cannot open shared object file", str(error))
    if found is None:
        return None
    library = found[1]
    package = DEBIAN_PACKAGES.get(library)
    remedy = f"install it (Debian, Ubuntu: apt install {package})" if package else "install it"
    return f"the system library {library} is missing; {remedy}"
