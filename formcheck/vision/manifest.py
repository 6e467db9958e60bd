"""Which models there are, where each comes from, and how its bytes are known."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT_MODELS = Path(__file__).parents[2] / "models"
INSTALLED_MANIFEST = Path(__file__).with_name("manifest.json")
"""A built package holds the manifest here; a checkout holds it in ``models/``."""


@dataclass(frozen=True)
class Network:
    """One network in a wheel."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Wheel:
    """A package that holds both networks of a model."""

    requirement: str
    python_version: str
    platform: str
    size_bytes: int
    detector: Network
    landmarks: Network
    bundle_sha256: str
    """Of the bundle built from the two; the build is the same bytes every time."""


@dataclass(frozen=True)
class ModelEntry:
    """One model: its official file and, for one of them, a second source."""

    name: str
    url: str
    size_bytes: int
    sha256: str
    wheel: Wheel | None = None

    @property
    def stem(self) -> str:
        """The name by which the model is published, and by which results state it."""
        return f"pose_landmarker_{self.name}"

    @property
    def file(self) -> str:
        """The name of its file, wherever it is kept."""
        return f"{self.stem}.task"

    def source_of(self, sha256: str) -> str | None:
        """Return which source gives these bytes; None if none does."""
        if sha256 == self.sha256:
            return "official"
        if self.wheel is not None and sha256 == self.wheel.bundle_sha256:
            return f"wheel {self.wheel.requirement}"
        return None


def read_manifest() -> Mapping[str, ModelEntry]:
    """Read the entries by their names, from the installed package or else the checkout."""
    path = INSTALLED_MANIFEST if INSTALLED_MANIFEST.is_file() else _checkout_manifest()
    entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {name: _entry(name, fields) for name, fields in entries.items()}


def checkout_models() -> Path | None:
    """Return the folder ``models/`` of a checkout; None where the package is installed."""
    is_checkout = not INSTALLED_MANIFEST.is_file() and _checkout_manifest().is_file()
    return CHECKOUT_MODELS if is_checkout else None


def _checkout_manifest() -> Path:
    return CHECKOUT_MODELS / "manifest.json"


def _entry(name: str, fields: Mapping[str, Any]) -> ModelEntry:
    wheel = _wheel(fields["wheel"]) if "wheel" in fields else None
    return ModelEntry(name, fields["url"], fields["bytes"], fields["sha256"], wheel)


def _wheel(fields: Mapping[str, Any]) -> Wheel:
    return Wheel(
        requirement=fields["requirement"],
        python_version=fields["python_version"],
        platform=fields["platform"],
        size_bytes=fields["bytes"],
        detector=Network(**fields["detector"]),
        landmarks=Network(**fields["landmarks"]),
        bundle_sha256=fields["bundle_sha256"],
    )
