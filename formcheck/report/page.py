"""Reports as pages: one file each, which asks nothing of any network."""

import os
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from formcheck import __version__
from formcheck.io.files import replacing
from formcheck.profiles import HEALTH_NOTE
from formcheck.report import overview
from formcheck.report.part import ReportPart
from formcheck.report.part_view import PartView
from formcheck.report.priorities import priorities
from formcheck.texts import words


@dataclass(frozen=True, eq=False)
class Row:
    """A line of a summary: a part, and where its report is."""

    part: ReportPart
    link: str
    """From the page: ``cobra.html`` or ``#part-2``."""
    source: str = ""
    """What its video is called; one of several of that name with its folder."""

    @property
    def name(self) -> str:
        """What the exercise is called."""
        return words.exercise_name(self.part.result["exercise"], self.part.exercise)

    @property
    def counted(self) -> str:
        """What it came to in a few words."""
        result = self.part.result
        cut = " (incomplete)" if result.get("incomplete") else ""
        if overview.by_holds(self.part):
            return f"{result['count']} of {words.count_text(len(result['holds']), 'hold')}{cut}"
        return f"{words.count_text(result['count'], 'repetition')}{cut}"

    @property
    def good(self) -> str:
        """How much of it was without a fault."""
        result = self.part.result
        if not overview.is_judged(result) or not (result["repetitions"] or result["holds"]):
            return "-"
        if overview.by_holds(self.part):
            good_s = sum(each["good_s"] for each in result["holds"])
            return f"{good_s:.1f} of {sum(each['held_s'] for each in result['holds']):.1f} s"
        return f"{sum(e['good'] for e in result['repetitions'])} of {len(result['repetitions'])}"

    @property
    def faults(self) -> tuple[str, ...]:
        """The titles of what to work on."""
        exercise = self.part.result["exercise"]
        checks = priorities(self.part.result)
        return tuple(words.check_text(exercise, check["id"]).title for check in checks)

    @property
    def faultless(self) -> str:
        """What is said where there is nothing to work on."""
        result = self.part.result
        if not result["view"]["ok"]:
            return "could not be judged"
        if not (result["repetitions"] or result["holds"]):
            return "nothing was counted"
        if not overview.is_judged(result):
            return "could not be judged"
        return f"no fault{overview.as_far_as_seen(result) or ' seen'}"


def write_report(path: Path, parts: Sequence[ReportPart], title: str | None = None) -> None:
    """Write one page with all parts in full; several are summed up first, a row for each."""
    views = [PartView(number, part) for number, part in enumerate(parts, 1)]
    several = views if len(views) > 1 else []
    rows = [Row(view.part, f"#part-{view.number}", _source(view.part)) for view in several]
    title = title or (views[0].name if len(views) == 1 else f"{len(views)} exercises")
    write_page(path, "report.html.j2", title=title, parts=views, rows=rows, failed=[])


def write_summary(
    path: Path,
    parts: Sequence[tuple[ReportPart, str]],
    title: str,
    failed: Sequence[tuple[str, str]] = (),
) -> None:
    """Write one page with a row for each part, which links to the part's own page beside it.

    Of videos that could not be analysed it tells the name and the reason.
    """
    names = [_source(part) for part, _ in parts]
    often = Counter(names)
    rows = [
        Row(part, link_to(page), name if often[name] == 1 else _beside(page, name))
        for (part, page), name in zip(parts, names, strict=True)
    ]
    write_page(path, "report.html.j2", title=title, parts=[], rows=rows, failed=failed)


def _source(part: ReportPart) -> str:
    return words.base_name(part.result["source"]["path"])


def _beside(page: str, name: str) -> str:
    """Return the path of a name that would lie beside a page.

    A video with a namesake may have a folder of its own for what it leaves: ``me.mov_``.
    """
    folder = PurePosixPath(page).parent
    return str((folder.parent if folder.name == f"{name}_" else folder) / name)


def write_page(path: Path, template: str, **values: Any) -> None:
    """Write a page, whole or not at all."""
    text = _environment().get_template(template).render(**values)
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", errors="replace")  # names may be no UTF-8


def link_to(path: str) -> str:
    """Return a relative path as a link, whatever bytes its names are made of."""
    return quote(os.fsencode(path))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("formcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "clock": words.clock_text,
        "seconds": words.seconds_text,
        "breaths": words.breaths_text,
        "reason": words.reason_text,
        "href": link_to,
        "basename": words.base_name,
    }
    environment.globals |= {
        "version": __version__,
        "health_note": HEALTH_NOTE,
        "value": words.value_text,
        "check_text": words.check_text,
        "titles": words.fault_titles,
        "script_hash": _script_hash,
    }
    return environment


def _script_hash(script: str) -> str:
    """Return the hash by which a page allows its own script and no other."""
    return "sha256-" + b64encode(sha256(script.encode()).digest()).decode()
