import io
import zipfile
from dataclasses import replace

import pytest
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_schema
from mediapipe.tasks.metadata import schema_py_generated as network_schema

from formcheck.vision import bundle
from formcheck.vision.manifest import read_manifest
from formcheck.vision.store import fetch, standard_store
from tests.vision.loopback import DETECTOR, LANDMARKS, UNREACHABLE, sha256, tiny_network

MEMBERS = ["pose_detector.tflite", "pose_landmarks_detector.tflite"]


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: (info, archive.read(info)) for info in archive.infolist()}


def parsed(network):
    return network_schema.ModelT.InitFromObj(network_schema.Model.GetRootAs(network, 0))


def note_of(network):
    model = parsed(network)
    (entry,) = [each for each in model.metadata if each.name == b"TFLITE_METADATA"]
    note = bytes(model.buffers[entry.buffer].data)
    assert note[4:8] == b"M001"
    root = metadata_schema.ModelMetadata.GetRootAs(note, 0)
    return metadata_schema.ModelMetadataT.InitFromObj(root)


def tensor_offsets(content):
    """Return where the tensor data of all members lies in the whole bundle."""
    for _, network in unzipped(content).values():
        start = content.index(network)
        model = network_schema.Model.GetRootAs(network, 0)
        for index in range(model.BuffersLength()):
            table = model.Buffers(index)._tab
            if field := table.Offset(4):
                yield start + table.Vector(field)


@pytest.fixture
def built():
    return bundle.build(DETECTOR, LANDMARKS)


def test_both_networks_are_stored_as_they_are(built):
    members = unzipped(built)
    assert list(members) == MEMBERS
    assert {info.compress_type for info, _ in members.values()} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize(
    ("member", "mean", "std"),
    [
        pytest.param(MEMBERS[0], 127.5, 127.5, id="the detector takes -1 to 1"),
        pytest.param(MEMBERS[1], 0.0, 255.0, id="the landmark network takes 0 to 1"),
    ],
)
def test_each_says_how_its_picture_is_scaled(built, member, mean, std):
    (graph,) = note_of(unzipped(built)[member][1]).subgraphMetadata
    (tensor,) = graph.inputTensorMetadata
    (step,) = tensor.processUnits
    assert (list(step.options.mean), list(step.options.std)) == ([mean], [std])
    rgb = metadata_schema.ColorSpaceType.RGB
    assert tensor.content.contentProperties.colorSpace == rgb


def test_what_a_network_held_stays(built):
    before, after = parsed(LANDMARKS), parsed(unzipped(built)[MEMBERS[1]][1])
    kept = after.buffers[: len(before.buffers)]
    data = [None if buffer.data is None else bytes(buffer.data) for buffer in kept]
    assert data == [None, b"landmarks", b"of a body"]
    assert (after.version, after.description) == (before.version, before.description)


@pytest.mark.parametrize("size", range(1, 18))
def test_tensors_are_aligned_whatever_their_size(size):
    network = tiny_network(b"a" * size, b"b" * 5)
    offsets = list(tensor_offsets(bundle.build(network, network)))
    assert len(offsets) == 6
    assert {offset % bundle.ALIGNMENT_BYTES for offset in offsets} == {0}


def test_same_networks_give_the_same_bytes(built):
    assert bundle.build(DETECTOR, LANDMARKS) == built


@pytest.mark.model
def test_bundle_of_the_real_wheel_is_the_recorded_one_and_runs(tmp_path):
    from mediapipe.tasks.python import BaseOptions, vision

    entries = read_manifest()
    # never the official address: this is about the other source
    full = replace(entries["full"], url=UNREACHABLE)
    store = replace(standard_store(), entries={"full": full})
    model = fetch("full", progress=lambda *_: None, into=tmp_path, store=store)
    assert model.source == "wheel mediapipe==0.10.21"

    content = model.path.read_bytes()
    assert full.wheel is not None
    assert sha256(content) == full.wheel.bundle_sha256
    offsets = list(tensor_offsets(content))
    assert len(offsets) > 300
    assert {offset % bundle.ALIGNMENT_BYTES for offset in offsets} == {0}

    options = vision.PoseLandmarkerOptions(BaseOptions(model_asset_path=str(model.path)))
    vision.PoseLandmarker.create_from_options(options).close()
