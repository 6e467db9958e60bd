"""What the report of an analysis shows beside its own result."""

from pathlib import Path

import pytest

from formcheck.app.outputs import outputs_in
from formcheck.app.videos.analyze import reporter_for
from tests.report.making import analysed, arm_raises

OLDER = "what is drawn over it may be of an earlier analysis"


@pytest.mark.parametrize(
    ("source", "video"),
    [
        pytest.param("arm.poses.npz", True, id="of poses nothing is drawn"),
        pytest.param("arm.mp4", False, id="nothing is to be drawn"),
    ],
)
def test_a_video_of_an_earlier_analysis_is_told(tmp_path, source, video):
    page = analysed(tmp_path, tmp_path / "in" / "arm.mp4", count=1, bent=())
    assert 'src="arm.mp4"' in page.read_text()
    assert OLDER not in page.read_text()
    outputs = outputs_in(tmp_path, Path(source), video=video)
    reporter_for(arm_raises(count=2), outputs).write()
    text = page.read_text()
    assert "2 repetitions" in text
    assert 'src="arm.mp4"' in text
    assert OLDER in text
