import pytest

from formcheck.vision.libraries import missing_library

CANT_OPEN = "cannot open shared object file: No such file or directory"


@pytest.mark.parametrize(
    ("error", "package"),
    [
        (ImportError(f"libGL.so.1: {CANT_OPEN}"), "libgl1"),
        (OSError(f"libEGL.so.1: {CANT_OPEN}"), "libegl1"),
        (OSError(f"libGLESv2.so.2: {CANT_OPEN}"), "libgles2"),
        (ImportError(f"libgthread-2.0.so.0: {CANT_OPEN}"), "libglib2.0-0"),
    ],
)
def test_a_missing_library_is_named_with_its_package(error, package):
    message = missing_library(error)
    library = str(error).split(":")[0]
    remedy = f"install it (Debian, Ubuntu: apt install {package})"
    assert message == f"the system library {library} is missing; {remedy}"


def test_an_unknown_library_is_named_alone():
    message = missing_library(OSError(f"libodd.so.7: {CANT_OPEN}"))
    assert message == "the system library libodd.so.7 is missing; install it"


def test_other_errors_are_not_taken_for_it():
    assert missing_library(ImportError("No module named 'mediapipe'")) is None
