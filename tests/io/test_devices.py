import pytest

from formcheck.io.devices import devices


@pytest.fixture
def machine(tmp_path):
    """Plug cameras in: /dev and /sys as folders."""

    def plug(*cameras):
        (tmp_path / "dev").mkdir()
        for node, name, index in cameras:
            (tmp_path / "dev" / node).touch()
            about = tmp_path / "sys" / node
            about.mkdir(parents=True)
            (about / "name").write_text(f"{name}\n")
            (about / "index").write_text(f"{index}\n")
        return tmp_path / "dev", tmp_path / "sys"

    return plug


@pytest.mark.parametrize(
    ("cameras", "found"),
    [
        pytest.param([], [], id="none"),
        pytest.param(
            [("video0", "Built-in", 0), ("video1", "Built-in", 1)],
            ["0 (Built-in)"],
            id="the second node of a camera has no pictures",
        ),
        pytest.param(
            [("video10", "Far", 0), ("video2", "Near", 0), ("videocard", "?", 0)],
            ["2 (Near)", "10 (Far)"],
            id="by number, and nothing else",
        ),
    ],
)
def test_cameras_are_listed(machine, cameras, found):
    assert [str(device) for device in devices(*machine(*cameras))] == found


def test_a_camera_without_details_has_a_number(tmp_path):
    (tmp_path / "video4").touch()
    (device,) = devices(tmp_path, tmp_path / "none")
    assert (str(device), device.path, device.usable) == ("4", tmp_path / "video4", True)
