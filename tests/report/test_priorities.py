import pytest

from formcheck.report.priorities import priorities


def check(name, severity="warn", verdict="fault", fault_s=1.0):
    return {"id": name, "severity": severity, "verdict": verdict, "fault_s": fault_s}


@pytest.mark.parametrize(
    ("checks", "order"),
    [
        pytest.param([], [], id="no checks"),
        pytest.param([check("a", verdict="good"), check("b", verdict="not_seen")], [], id="none"),
        pytest.param(
            [check("a", fault_s=9), check("neck", "alert"), check("over_arch", "alert", fault_s=0)],
            ["over_arch", "neck", "a"],
            id="over-arching first, then what may hurt",
        ),
        pytest.param(
            [check("a", fault_s=1), check("b", fault_s=5), check("c", fault_s=3)],
            ["b", "c", "a"],
            id="the longest first",
        ),
        pytest.param([check(name) for name in "abcde"], ["a", "b", "c"], id="at most three"),
    ],
)
def test_what_to_work_on_next(checks, order):
    found = priorities({"checks": checks})
    assert [each["id"] for each in found] == order
