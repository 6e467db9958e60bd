import csv
import os

from formcheck.report.csv_files import write_events, write_repetitions, write_table
from tests.report.making import arm_raises


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_repetitions_holds_and_what_was_not_counted(tmp_path):
    result = arm_raises().result
    hold = {"side": "left", "start_s": 0.5, "end_s": 3.0, "held_s": 2.5, "good_s": 2.5}
    result["holds"] = [{**hold, "breaths": 0.5, "faults": []}]
    result["partial"] = [{"start_s": 99.0, "end_s": 100.0, "side": None, "reason": "range"}]
    write_repetitions(tmp_path / "a.csv", result)
    rows = table(tmp_path / "a.csv")
    assert [row["kind"] for row in rows] == ["hold", *["repetition"] * 3, "partial"]
    assert [row["good"] for row in rows] == ["yes", "yes", "no", "yes", ""]
    for row, each in zip(rows[1:4], result["repetitions"], strict=True):
        assert float(row["range"]) == each["range"]
        assert float(row["peak_s"]) == each["peak_s"]
        assert row["faults"].split() == each["faults"]
    assert rows[4]["reason"] == "range"


def test_events(tmp_path):
    result = arm_raises().result
    write_events(tmp_path / "a.csv", result)
    assert table(tmp_path / "a.csv") == [
        {name: str(value) for name, value in each.items()} for each in result["events"]
    ]


def test_no_text_is_a_formula(tmp_path):
    write_table(tmp_path / "a.csv", ["cue", "value"], [{"cue": "=1+1", "value": -0.5}])
    assert table(tmp_path / "a.csv") == [{"cue": "'=1+1", "value": "-0.5"}]


def test_names_may_be_any_bytes(tmp_path):
    write_table(tmp_path / "a.csv", ["video"], [{"video": os.fsdecode(b"caf\xe9.mp4")}])
    assert table(tmp_path / "a.csv") == [{"video": "caf?.mp4"}]
