"""Builds a pose landmarker bundle (``.task``) from its two bare networks.

A bundle is a stored zip of both networks, each with a note of how its picture is scaled. The same
networks give the same bytes, so the bundle is known by its hash.
"""

import io
import struct
import zipfile
from dataclasses import dataclass
from typing import Any

import flatbuffers
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_schema
from mediapipe.tasks.metadata import schema_py_generated as network_schema

ALIGNMENT_BYTES = 16
"""TensorFlow Lite's schema asks it of tensor data; the bundle is mapped into memory as it is."""

LOCAL_HEADER_BYTES = 30
"""What a zip writes before the name of each member."""

PADDING_FIELD = 0xD935
"""Id of the zip field that pads a member to an alignment (from Android's APK format)."""


def build(detector: bytes, landmarks: bytes) -> bytes:
    """Return the bundle of two TensorFlow Lite networks that hold no such note yet."""
    # the detector takes colours from -1 to 1, the landmark network from 0 to 1
    return _stored_zip(
        {
            "pose_detector.tflite": _with_note(detector, _note(mean=127.5, std=127.5)),
            "pose_landmarks_detector.tflite": _with_note(landmarks, _note(mean=0.0, std=255.0)),
        }
    )


class _Builder(flatbuffers.Builder):  # type: ignore[misc]  # has no types
    """Shares no table layouts: which ones are shared differs between flatbuffers releases."""

    def EndObject(self) -> int:  # noqa: N802  # the name is the library's
        """End a table as if it were the first."""
        self.vtables.clear()
        return int(super().EndObject())


@dataclass(frozen=True)
class _AlignedBuffer:
    """Tensor data where its schema wants it, which the generated Python code forgets."""

    data: bytes

    def Pack(self, builder: flatbuffers.Builder) -> int:  # noqa: N802  # the name is the library's
        """Write the data and the table that holds it; empty ones stay without data."""
        if not self.data:
            network_schema.BufferStart(builder)
            return int(network_schema.BufferEnd(builder))
        builder.Prep(ALIGNMENT_BYTES, len(self.data))
        vector = builder.CreateByteVector(self.data)
        network_schema.BufferStart(builder)
        network_schema.BufferAddData(builder, vector)
        return int(network_schema.BufferEnd(builder))


def _note(mean: float, std: float) -> bytes:
    """Return metadata that says: RGB, scaled as (colour - mean) / std."""
    schema = metadata_schema
    scaling = _filled(schema.NormalizationOptionsT(), mean=[mean], std=[std])
    step = _filled(
        schema.ProcessUnitT(),
        optionsType=schema.ProcessUnitOptions.NormalizationOptions,
        options=scaling,
    )
    content = _filled(
        schema.ContentT(),
        contentPropertiesType=schema.ContentProperties.ImageProperties,
        contentProperties=_filled(schema.ImagePropertiesT(), colorSpace=schema.ColorSpaceType.RGB),
    )
    tensor = _filled(schema.TensorMetadataT(), name="image", content=content, processUnits=[step])
    graph = _filled(schema.SubGraphMetadataT(), inputTensorMetadata=[tensor])
    return _finished(_filled(schema.ModelMetadataT(), name="", subgraphMetadata=[graph]), b"M001")


def _with_note(network: bytes, note: bytes) -> bytes:
    """Return the network with the note among its metadata and its tensors aligned."""
    model = network_schema.ModelT.InitFromObj(network_schema.Model.GetRootAs(network, 0))
    data = [b"" if buffer.data is None else bytes(buffer.data) for buffer in model.buffers]
    model.buffers = [_AlignedBuffer(each) for each in (*data, note)]
    entry = _filled(network_schema.MetadataT(), name="TFLITE_METADATA", buffer=len(data))
    model.metadata = [*(model.metadata or []), entry]
    return _finished(model, b"TFL3")


def _filled(table: Any, **fields: Any) -> Any:
    """Return the table with these fields set; its own constructor takes none."""
    for name, value in fields.items():
        setattr(table, name, value)
    return table


def _finished(table: Any, file_id: bytes) -> bytes:
    builder = _Builder(1024)
    builder.Finish(table.Pack(builder), file_id)
    return bytes(builder.Output())


def _stored_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)  # dated 1980 whenever it is built
            info.create_system = 3  # the same on every system
            info.extra = _padding(out.tell() + LOCAL_HEADER_BYTES + len(name))
            archive.writestr(info, content)
    return out.getvalue()


def _padding(offset: int) -> bytes:
    """Return a zip field that moves what follows it to the next multiple of the alignment."""
    head = struct.calcsize("<HHH")
    fill = -(offset + head) % ALIGNMENT_BYTES
    return struct.pack("<HHH", PADDING_FIELD, 2 + fill, ALIGNMENT_BYTES) + bytes(fill)
