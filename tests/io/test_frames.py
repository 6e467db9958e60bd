import numpy as np
import pytest

from formcheck.io.frames import Frame


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(np.zeros((4, 6, 3), np.float32), id="shares of one"),
        pytest.param(np.zeros((4, 6, 4), np.uint8), id="with alpha"),
        pytest.param(np.zeros((4, 6), np.uint8), id="gray"),
        pytest.param(np.zeros((0, 6, 3), np.uint8), id="no pixels"),
        pytest.param(None, id="nothing, as of a file that could not be read"),
        pytest.param([[[0, 0, 0]]], id="a list"),
    ],
)
def test_what_is_no_picture_is_refused(image):
    with pytest.raises(ValueError, match=r"RGB: uint8 of shape \(height, width, 3\), not"):
        Frame(0.0, image)
