"""Everything a page shows is what the JSON says."""

import os
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from formcheck.exercises import EXERCISES
from formcheck.report.page import write_report, write_summary
from formcheck.report.part import ReportPart
from formcheck.report.part_view import PartView
from formcheck.result import Json
from formcheck.texts.words import check_text, clock_text, value_text
from tests.report.making import arm_part, arm_raises


class Reader(HTMLParser):
    """Takes a page apart: the cells of its tables by class, and its texts by class."""

    VOID = ("meta", "link", "img", "br")

    def __init__(self):
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.texts: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []
        self._table = ""

    def handle_starttag(self, tag, attrs):
        if tag in self.VOID:
            return
        kind = dict(attrs).get("class") or ""
        self._open.append((tag, kind))
        if tag == "table":
            self._table = kind
            self.tables[kind] = []
        elif tag == "tr":
            self.tables[self._table].append([])
        elif tag in ("td", "th"):
            self.tables[self._table][-1].append("")
        self.texts.setdefault(kind or tag, []).append("")

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = [tag for tag, _ in self._open]
        if any(kind == "hidden" for _, kind in self._open) or "style" in tags or "script" in tags:
            return
        if "td" in tags or "th" in tags:
            self.tables[self._table][-1][-1] += data
        for tag, kind in self._open:
            self.texts[kind or tag][-1] += data


def read(path):
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def rows(reader, kind):
    return [[cell.strip() for cell in row] for row in reader.tables[kind][1:]]


@pytest.fixture
def result():
    return arm_raises(count=4, bent=(0, 2)).result


@pytest.fixture
def reader(tmp_path):
    write_report(tmp_path / "a.html", [arm_part(arm_raises(count=4, bent=(0, 2)))])
    return read(tmp_path / "a.html")


def titles(result, checks):
    return ", ".join(check_text(result["exercise"], check).title for check in checks)


def test_repetitions_are_those_of_the_result(reader, result):
    assert rows(reader, "repetitions") == [
        [
            str(each["index"]),
            each["side"] or "-",
            clock_text(each["start_s"]),
            clock_text(each["peak_s"]),
            clock_text(each["end_s"]),
            value_text(each["range"], each["range_unit"]),
            titles(result, each["faults"]) or "good",
        ]
        for each in result["repetitions"]
    ]


def test_warnings_are_those_of_the_result(reader, result):
    assert rows(reader, "events") == [
        [
            clock_text(each["start_s"]),
            clock_text(each["end_s"]),
            titles(result, [each["check"]]) + " (may hurt)",
            value_text(each["worst"], each["unit"]),
            each["cue"],
        ]
        for each in result["events"]
    ]
    assert len(result["events"]) == 2


def test_numbers_are_those_of_the_result(reader, result):
    shown = dict(zip(reader.texts["dt"], reader.texts["strong"], strict=False))
    good = sum(each["good"] for each in result["repetitions"])
    assert shown["Repetitions"] == str(result["count"]) == "4"
    assert shown["Without a fault"] == str(good) == "2"
    assert shown["Person found"] == f"{100 * result['seen']['person']:.0f} %"
    assert shown["Judged"] == f"{100 * result['seen']['judged']:.0f} %"
    assert reader.texts["headline"] == ["4 repetitions, 2 without a fault."]


def test_every_check_is_shown_with_its_verdict(reader, result):
    (check,) = result["checks"]
    (text,) = reader.texts["check fault"]
    assert check["verdict"] == "fault"
    assert "fault, may hurt" in text
    worst = check["worst"]
    assert f"At worst {value_text(worst['value'], worst['unit'])}" in " ".join(text.split())
    assert clock_text(worst["time_s"]) in text
    assert "at least 150°" in text


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_result_of_any_exercise_is_a_page_without_anything_else(exercise, tmp_path):
    known = EXERCISES[exercise]
    result = arm_raises().result
    checks = [
        {
            **result["checks"][0],
            "id": check.id,
            "verdict": verdict,
            "worst": {"time_s": 1.0, "value": 0.5, "unit": check.unit},
        }
        for check, verdict in zip(known.checks, ["fault", "good", "not_seen"] * 3, strict=False)
    ]
    made = {**result, "exercise": exercise, "checks": checks, "events": []}
    for index, part in enumerate((ReportPart(made, known), ReportPart(made))):
        write_report(tmp_path / f"{index}.html", [part])
        text = (tmp_path / f"{index}.html").read_text()
        assert all(check_text(exercise, check["id"]).title in text for check in checks)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"repetitions": [], "events": [], "count": 0}, id="nothing done"),
        pytest.param({"checks": [], "events": []}, id="no checks"),
        pytest.param(
            {"view": {"needed": ["side"], "seen": None, "ok": False}, "repetitions": []},
            id="never in the start position",
        ),
        pytest.param(
            {
                "source": {
                    "path": "camera",
                    "width": 4,
                    "height": 3,
                    "duration_s": None,
                    "fps": None,
                }
            },
            id="length unknown",
        ),
    ],
)
def test_what_is_missing_is_left_out(tmp_path, changes):
    result = {**arm_raises().result, **changes}
    write_report(tmp_path / "a.html", [ReportPart(result)])
    assert "<h1>Arm raise</h1>" in (tmp_path / "a.html").read_text()


@pytest.mark.parametrize("curves", [True, False])
def test_a_set_that_began_later_fills_its_time_line(curves):
    analyses = [arm_raises(begun_s=begun_s) for begun_s in (0.0, 95.0)]
    parts = [arm_part(each) if curves else ReportPart(each.result) for each in analyses]
    first, later = (PartView(1, part) for part in parts)
    for before, after in zip(first.lanes, later.lanes, strict=True):
        for one, other in zip(before.spans, after.spans, strict=True):
            assert other.start_s == pytest.approx(one.start_s + 95)
            assert other.left == pytest.approx(one.left, abs=2 if curves else 20)
            assert other.width == pytest.approx(one.width, abs=1)
    assert first.ticks[0] == (0, 0)
    assert 94 <= later.ticks[0][0] <= 98
    assert later.ticks[-1][1] > 75


def test_a_hold_is_part_of_a_source_of_unknown_length():
    result = {**arm_raises().result, "repetitions": [], "events": [], "partial": []}
    hold: Json = {"side": None, "start_s": 2.0, "end_s": 4.0, "held_s": 2.0, "faults": []}
    source = {**result["source"], "duration_s": None}
    view = PartView(1, ReportPart({**result, "source": source, "holds": [hold]}))
    assert [(span.left, span.width) for span in view.lanes[0].spans] == [(50, 50)]


HOLDS: list[Json] = [
    {"side": "left", "start_s": 4.0, "end_s": 6.0, "held_s": 2.0, "good_s": 2.0, "faults": []},
    {"side": "right", "start_s": 7.0, "end_s": 8.0, "held_s": 1.0, "good_s": 1.0, "faults": []},
]
TRY: Json = {"start_s": 1.0, "end_s": 2.0, "side": None, "reason": "range"}


@pytest.mark.parametrize(
    ("partial", "holds", "title", "kinds"),
    [
        pytest.param([TRY], HOLDS, "Holds", ["partial", "good", "good"], id="a try and two holds"),
        pytest.param([TRY], [], "Attempts", ["partial"], id="a try alone"),
        pytest.param([], HOLDS, "Holds", ["good", "good"], id="holds alone"),
        pytest.param([], [], "Straight elbows", [], id="a fault alone"),
    ],
)
def test_behind_the_curves_is_all_that_was_done_and_no_fault(
    tmp_path, partial, holds, title, kinds
):
    part = arm_part(arm_raises())
    holds = [{**each, "breaths": 0.4} for each in holds]
    result = {**part.result, "repetitions": [], "partial": partial, "holds": holds}
    write_report(tmp_path / "a.html", [replace(part, result=result)])
    assert PartView(1, ReportPart(result)).lanes[0].title == title
    text = (tmp_path / "a.html").read_text()
    assert re.findall(r'class="band (\w+)"', text) == kinds


def test_a_page_says_that_not_all_was_looked_at(tmp_path):
    part = arm_part(arm_raises())
    cut = replace(part, result={**part.result, "incomplete": "stopped after 4.0 s"})
    write_report(tmp_path / "whole.html", [part])
    write_report(tmp_path / "cut.html", [cut])
    assert "notice" not in read(tmp_path / "whole.html").texts
    told = "Not all of it was looked at: stopped after 4.0 s."
    assert read(tmp_path / "cut.html").texts["notice"] == [told]
    write_summary(tmp_path / "all.html", [(part, "whole.html"), (cut, "cut.html")], "All")
    table = rows(read(tmp_path / "all.html"), "summary")
    assert [row[1] for row in table] == ["3 repetitions", "3 repetitions (incomplete)"]


def test_a_summary_has_a_row_for_each_part(tmp_path):
    parts = [arm_part(arm_raises(f"{count}.mp4", count=count)) for count in (1, 2, 3)]
    links = [f"day 1/{count}#.html" for count in (1, 2, 3)]
    write_summary(tmp_path / "all.html", list(zip(parts, links, strict=True)), "All")
    table = rows(read(tmp_path / "all.html"), "summary")
    assert [row[1] for row in table] == ["1 repetition", "2 repetitions", "3 repetitions"]
    assert [row[4] for row in table] == ["1.mp4", "2.mp4", "3.mp4"]
    assert 'href="day%201/2%23.html"' in (tmp_path / "all.html").read_text()


def test_videos_of_one_name_are_shown_with_their_folders(tmp_path):
    links = {"anna/x.html": "x.mov", "b.html": "b.mp4", "ben/x.html": "x.mov", "x.html": "x.mov"}
    parts = [(arm_part(arm_raises(f"/in/{name}")), page) for page, name in links.items()]
    write_summary(tmp_path / "all.html", parts, "All")
    table = rows(read(tmp_path / "all.html"), "summary")
    assert [row[4] for row in table] == ["anna/x.mov", "b.mp4", "ben/x.mov", "x.mov"]


def test_videos_whose_files_have_folders_of_their_own_are_shown_where_they_lie(tmp_path):
    links = {"ben/x.mov_/x.html": "x.mov", "x.mov_/x.html": "x.mov", "x.html": "x.mp4"}
    parts = [(arm_part(arm_raises(f"/in/{name}")), page) for page, name in links.items()]
    write_summary(tmp_path / "all.html", parts, "All")
    table = rows(read(tmp_path / "all.html"), "summary")
    assert [row[4] for row in table] == ["ben/x.mov", "x.mov", "x.mp4"]


def test_names_may_be_any_bytes(tmp_path):
    name = os.fsdecode(b"caf\xe9")
    part = replace(arm_part(arm_raises(f"{name}.mp4")), video=f"{name}.mp4")
    write_report(tmp_path / "a.html", [part])
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert 'src="caf%E9.mp4"' in text
    assert "The video caf?.mp4 does not lie" in text
    write_summary(tmp_path / "all.html", [(part, f"{name}.html")], name)
    text = (tmp_path / "all.html").read_text(encoding="utf-8")
    assert 'href="caf%E9.html"' in text
    assert "<h1>caf?</h1>" in text


def test_a_page_asks_for_nothing(tmp_path):
    write_report(tmp_path / "a.html", [arm_part(arm_raises())])
    text = (tmp_path / "a.html").read_text()
    assert "http:" not in text
    assert "https:" not in text
    assert "default-src 'none'" in text


@pytest.mark.parametrize(
    ("severity", "verdicts", "expected"),
    [
        pytest.param("alert", ("good", "good"), "no fault seen", id="seen"),
        pytest.param("warn", ("good", "not_seen"), "no fault seen", id="what may hurt was"),
        pytest.param(
            "alert",
            ("good", "not_seen"),
            "no fault in the 1 of 2 checks that was seen",
            id="what may hurt was not",
        ),
        pytest.param("alert", ("not_seen", "not_seen"), "could not be judged", id="not seen"),
        pytest.param("alert", (), "could not be judged", id="without checks"),
    ],
)
def test_nothing_is_called_good_that_was_not_judged(tmp_path, severity, verdicts, expected):
    analysis = arm_raises(bent=())
    (check,) = analysis.result["checks"]
    checks = [{**check, "severity": severity, "verdict": verdict} for verdict in verdicts]
    part = ReportPart({**analysis.result, "checks": checks}, analysis.summary.exercise)
    write_report(tmp_path / "one.html", [part])
    write_summary(tmp_path / "all.html", [(part, "one.html")], "All")
    (row,) = rows(read(tmp_path / "all.html"), "summary")
    judged = expected != "could not be judged"
    assert row[2:4] == ["3 of 3" if judged else "-", expected]
    page, text = read(tmp_path / "one.html"), (tmp_path / "one.html").read_text()
    assert {cells[-1] for cells in rows(page, "repetitions")} == {
        "good" if judged else "not judged"
    }
    assert ("Without a fault" in page.texts["dt"]) is judged
    assert ('class="span good"' in text) is judged
    assert ("Keep it as it is" in text) is (expected == "no fault seen")
    assert ("The form could not be judged" in text) is not judged


@pytest.mark.parametrize(
    ("ok", "expected"),
    [
        pytest.param(True, "nothing was counted", id="nothing was done"),
        pytest.param(False, "could not be judged", id="nor could be seen"),
    ],
)
def test_where_nothing_was_counted_no_form_is_told(tmp_path, ok, expected):
    analysis = arm_raises(bent=())
    view = {**analysis.result["view"], "ok": ok}
    result = {**analysis.result, "view": view, "repetitions": [], "count": 0}
    write_summary(tmp_path / "all.html", [(ReportPart(result), "one.html")], "All")
    (row,) = rows(read(tmp_path / "all.html"), "summary")
    assert row[1:4] == ["0 repetitions", "-", expected]


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        pytest.param(["good"], ["2.0 s", "0.4", "good"], id="judged"),
        pytest.param(["not_seen"], ["-", "0.4", "not judged"], id="not judged"),
        pytest.param([], ["-", "0.4", "not judged"], id="nothing to judge"),
    ],
)
def test_of_holds_no_time_is_called_faultless_that_was_not_judged(tmp_path, verdicts, expected):
    result = arm_raises(bent=()).result
    checks = [{**result["checks"][0], "verdict": verdict} for verdict in verdicts]
    holds = [{**HOLDS[0], "breaths": 0.4}]
    held = {**result, "repetitions": [], "holds": holds, "checks": checks}
    write_report(tmp_path / "one.html", [ReportPart(held)])
    page = read(tmp_path / "one.html")
    (row,) = rows(page, "holds")
    assert row[-3:] == expected
    assert ("What was checked" in page.texts["h2"]) is bool(verdicts)
