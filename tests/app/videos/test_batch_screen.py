import io

import pytest
from rich.console import Console

from formcheck.app.videos.batch import Outcome
from formcheck.app.videos.batch_screen import table_of


@pytest.mark.parametrize("status", [0, 3])
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Cobra lesson [dQw4w9WgXcQ].mp4", id="what looks like a colour"),
        pytest.param("a[/b].mp4", id="what looks like the end of one"),
        pytest.param("a\\[b].mp4", id="with a backslash before it"),
    ],
)
def test_names_are_shown_as_they_are(name, status):
    shown = io.StringIO()
    table = table_of([Outcome(name, status, exercise="[/own]")])
    Console(file=shown, width=120, highlight=False).print(table)
    row = shown.getvalue().splitlines()[1]
    assert row.startswith(name)
    assert ("failed" if status else "[/own]") in row
