import numpy as np
import pytest

from formcheck.landmarks import Landmark
from formcheck.pose import BACK_SAMPLES
from formcheck.vision.silhouette import back_edge
from tests.camera import Camera
from tests.figure import BESIDE, Supine, Tabletop
from tests.movement import ON_ALL_FOURS

SIZE = 480, 640
ALONG = np.linspace(0, 1, BACK_SAMPLES)


def shape_of(height, figure=ON_ALL_FOURS, camera=BESIDE):
    """Return a mask whose back is so high over the line of the joints, and the landmarks."""
    points = figure.pose(camera=camera).image
    hip = (points[Landmark.LEFT_HIP] + points[Landmark.RIGHT_HIP]) / 2
    shoulder = (points[Landmark.LEFT_SHOULDER] + points[Landmark.RIGHT_SHOULDER]) / 2
    nose, ear = points[Landmark.NOSE], points[Landmark.LEFT_EAR]
    chord = shoulder - hip
    dorsal = np.array([-chord[1], chord[0]])
    dorsal *= -np.sign(dorsal @ (nose - ear))
    rows, columns = np.indices(SIZE)
    from_hip = np.stack([columns, rows], axis=-1) - hip
    along, out = from_hip @ chord / (chord @ chord), from_hip @ dorsal / (chord @ chord)
    edge = np.interp(along, ALONG, np.broadcast_to(height, ALONG.shape))
    return (out <= edge) & (out > -0.3) & (np.abs(along - 0.5) < 0.8), points


CURVES = [
    pytest.param(0.12, id="flat"),
    pytest.param(0.12 + 0.08 * np.sin(np.pi * ALONG), id="rounded"),
    pytest.param(0.15 - 0.1 * np.sin(np.pi * ALONG), id="hollow"),
]
CAMERAS = [
    pytest.param(Camera("right"), id="from the right"),
    pytest.param(Camera("left"), id="from the left"),
    pytest.param(Camera(slope_deg=12), id="tilted"),
    pytest.param(Camera(torso_px=80, hips_px=(200, 300)), id="far away"),
]


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("height", CURVES)
@pytest.mark.parametrize("figure", [Tabletop(), Supine()], ids=["on all fours", "supine"])
def test_the_edge_comes_back(height, figure, camera):
    heights, quality = back_edge(*shape_of(height, figure, camera))
    np.testing.assert_allclose(heights, np.broadcast_to(height, ALONG.shape), atol=0.025)
    assert quality == 1.0


@pytest.mark.parametrize(
    ("hole", "quality"),
    [
        pytest.param(slice(0, 0), 1.0, id="all of it"),
        pytest.param(slice(320, 395), 0.5, id="half of the back is not in the mask"),
        pytest.param(slice(None), 0.0, id="an empty mask"),
    ],
)
def test_the_quality_is_the_share_that_was_found(hole, quality):
    mask, points = shape_of(0.12)
    mask[:, hole] = False
    heights, found = back_edge(mask, points)
    assert found == pytest.approx(quality, abs=0.05)
    assert np.isnan(heights).mean() == pytest.approx(1 - found)


def test_a_mask_without_an_edge_in_reach_gives_none():
    _, points = shape_of(0.12, camera=Camera(torso_px=100))
    heights, quality = back_edge(np.ones(SIZE, bool), points)
    assert np.isnan(heights).all()
    assert quality == 0.0


def test_out_of_the_picture_nobody_is():
    heights, quality = back_edge(*shape_of(0.12, camera=Camera(hips_px=(5000, 240))))
    assert np.isnan(heights).all()
    assert quality == 0.0


@pytest.mark.parametrize("missing", ["LEFT_HIP", "RIGHT_SHOULDER"])
def test_without_a_trunk_there_is_no_edge(missing):
    mask, points = shape_of(0.12)
    points = points.copy()
    points[Landmark[missing]] = np.nan
    heights, quality = back_edge(mask, points)
    assert np.isnan(heights).all()
    assert quality == 0.0
