import time
from datetime import datetime, timezone

import pytest

from formcheck.history.store import History
from formcheck.history.trends import entries, week_of, weeks
from tests.history.making import days, hold, result


@pytest.fixture
def history(tmp_path):
    history = History(tmp_path / "history.db", print)
    history.add(result("a.mp4", good=(True, True), reach=0.4, events=0), days(0))
    history.add(result("b.mp4", good=(True, False), reach=0.6, events=2), days(2))
    history.add(result("c.mp4", good=(True,), reach=0.7, events=1), days(7))
    history.add(hold(events=0), days(8))
    return history


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2025-03-03", "2025-W10"),
        ("2024-12-30", "2025-W01"),
        ("2021-01-03", "2020-W53"),
    ],
)
def test_weeks_are_numbered_as_in_calendars(day, week):
    assert week_of(datetime.fromisoformat(day)) == week


def test_sets_of_a_week_are_put_together(history):
    first, second = weeks(history, "cobra")
    assert (first.week, first.sets, first.repetitions, first.good) == ("2025-W10", 2, 4, 3)
    assert (first.range, first.range_unit) == (0.5, "torso")
    assert (first.faults, first.most) == (2, "over_arch")
    assert (second.week, second.sets, second.faults) == ("2025-W11", 1, 1)


def test_what_was_at_fault_most_often_in_a_week(history):
    for number, events in enumerate((3, 1)):
        others = result(f"d{number}.mp4", events=events)
        for event in others["events"]:
            event["check"] = "hips_down"
        history.add(others, days(1))
    first, _ = weeks(history, "cobra")
    assert (first.faults, first.most) == (6, "hips_down")


def test_holds_are_told_in_seconds(history):
    (week,) = weeks(history, "childs_pose")
    assert (week.sets, week.repetitions, week.held_s, week.range) == (1, 1, 12.0, None)
    assert (week.faults, week.most) == (0, None)


def test_only_the_latest_weeks_are_shown(history):
    assert {week.week for week in weeks(history, most=1)} == {"2025-W11"}
    assert len(weeks(history)) == 3


def test_the_latest_come_first(history):
    assert [entry.source for entry in entries(history, "cobra")] == ["c.mp4", "b.mp4", "a.mp4"]
    assert [entry.source for entry in entries(history, "cobra", most=1)] == ["c.mp4"]
    assert [entry.source for entry in entries(history, before=days(2))] == ["a.mp4"]


def test_what_is_added_late_has_its_place_by_when_it_was_done(history):
    history.add(result("older.mp4"), days(-1))
    assert entries(history)[-1].source == "older.mp4"


@pytest.fixture(params=["UTC", "UTC+11", "UTC-11"])
def zone(request):
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("zone")
def test_results_lie_between_the_first_day_and_the_last(history):
    assert entries(history, before=datetime.min) == []
    assert len(entries(history, before=datetime.max)) == 4


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize("end", [datetime.min, datetime.max])
def test_a_result_of_the_first_day_or_the_last_is_shown(history, end):
    history.add(result("d.mp4"), end.replace(tzinfo=timezone.utc))
    assert "d.mp4" in [entry.source for entry in entries(history)]


@pytest.mark.usefixtures("zone")
def test_results_are_told_in_the_time_of_the_place(history):
    here = days(0).astimezone()
    done_at = entries(history)[-1].done_at
    assert (done_at, done_at.utcoffset()) == (here, here.utcoffset())


def test_an_empty_history_has_no_weeks(tmp_path):
    assert weeks(History(tmp_path / "new.db", print)) == []
