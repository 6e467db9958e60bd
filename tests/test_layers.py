"""The core imports neither camera, window nor model; one folder holds the landmarker."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "formcheck"
STARTS = {"__init__.py", "__main__.py"}
ALL = sorted(PACKAGE.rglob("*.py"))
FOLDERS = {path.relative_to(PACKAGE).parts[0] for path in ALL if path.parent != PACKAGE}
CORE_LAYERS = ("tracking", "counting", "measures", "judging", "coaching")
"""The folders of the core, each after those that it may import."""
SHELL_LAYERS = ("io", "vision", "texts", "overlay", "report", "history", "app")
"""Those of the shell, in the same order."""
SHELL = {*SHELL_LAYERS, "__main__"}
CORE = [path for path in ALL if path.relative_to(PACKAGE).parts[0] not in SHELL | STARTS]
OUTSIDE_VISION = [path for path in ALL if path.relative_to(PACKAGE).parts[0] != "vision"]
CLOCKS_AND_FILES = {"datetime", "io", "os", "pathlib", "shutil", "subprocess", "tempfile", "time"}


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(PACKAGE)))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def called(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


@each(CORE)
def test_core_imports_only_numpy_the_standard_library_and_core(path):
    names = set(imported(path))
    known = {"numpy", "formcheck", *sys.stdlib_module_names}
    assert {name for name in names if name.split(".")[0] not in known} == set()
    shell = tuple(f"formcheck.{part}" for part in SHELL)
    assert {name for name in names if name.startswith(shell)} == set()


@each(CORE)
def test_core_has_no_clock_and_no_file(path):
    assert set(imported(path)) & CLOCKS_AND_FILES == set()
    assert set(called(path)) & {"input", "open", "print"} == set()


def test_the_layers_are_all_there():
    assert {*CORE_LAYERS, *SHELL_LAYERS, "exercises"} == FOLDERS


@pytest.mark.parametrize(
    ("layer", "later"),
    [
        pytest.param(layer, layers[i + 1 :], id=layer)
        for layers in (CORE_LAYERS, SHELL_LAYERS)
        for i, layer in enumerate(layers)
    ],
)
def test_no_layer_imports_a_later_one(layer, later):
    files = (PACKAGE / layer).rglob("*.py")
    names = {tuple(name.split(".")) for path in files for name in imported(path)}
    parts = {name[1] for name in names if name[0] == "formcheck" and len(name) > 1}
    assert parts & set(later) == set()


@each(OUTSIDE_VISION)
def test_only_vision_imports_mediapipe(path):
    assert "mediapipe" not in {name.split(".")[0] for name in imported(path)}


def test_the_whole_core_runs_without_video_and_model_libraries():
    dotted = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in CORE]
    program = (
        f"import sys, formcheck, {', '.join(dotted)}\n"
        "print(*sorted({'av', 'cv2', 'mediapipe'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == []
