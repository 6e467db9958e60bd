"""A model server on this machine that answers well or badly, and a wheel for pip to find."""

import hashlib
import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import flatbuffers
import numpy as np
from mediapipe.tasks.metadata import schema_py_generated as schema

from formcheck.vision import bundle
from formcheck.vision.download import Patience
from formcheck.vision.manifest import ModelEntry, Network, Wheel
from formcheck.vision.store import Store

UNREACHABLE = "http://127.0.0.1:9/full"
"""Nothing listens on the discard port."""

PATIENT = Patience(answer_s=10.0, stall_s=10.0)
IMPATIENT = Patience(answer_s=0.2, stall_s=0.3)

DETECTOR_PATH = "posenets/detector.tflite"
LANDMARKS_PATH = "posenets/landmarks.tflite"


def tiny_network(*tensors):
    """Return a TensorFlow Lite file that holds these tensors and no graph."""
    model = schema.ModelT()
    model.version = 3
    model.description = "tiny"
    model.buffers = [schema.BufferT() for _ in range(len(tensors) + 1)]  # the first is empty
    for buffer, tensor in zip(model.buffers[1:], tensors, strict=True):
        buffer.data = list(tensor)
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def sha256(content):
    return hashlib.sha256(content).hexdigest()


DETECTOR = tiny_network(b"detector")
LANDMARKS = tiny_network(b"landmarks", b"of a body")
BUILT = bundle.build(DETECTOR, LANDMARKS)
OFFICIAL = zipped({"network": np.random.default_rng(0).bytes(200_000)})

WHEEL = Wheel(
    requirement="posenets==1.0",
    python_version="3.11",
    platform="manylinux_2_28_x86_64",
    size_bytes=1_000,
    detector=Network(DETECTOR_PATH, sha256(DETECTOR)),
    landmarks=Network(LANDMARKS_PATH, sha256(LANDMARKS)),
    bundle_sha256=sha256(BUILT),
)


def entry(url, name="full", wheel=WHEEL):
    return ModelEntry(name, url, len(OFFICIAL), sha256(OFFICIAL), wheel)


def make_store(folder, url=UNREACHABLE, patience=PATIENT, wheel=WHEEL):
    """Return a store of ``full`` (with a wheel) and ``lite`` (without) in two empty folders."""
    entries = {"lite": entry(url, "lite", None), "full": entry(url, "full", wheel)}
    return Store(entries, (folder / "models", folder / "cache"), patience)


def write_wheel(folder, members=None):
    """Write what ``pip download posenets`` finds when told to look in this folder."""
    info = "posenets-1.0.dist-info"
    networks = {DETECTOR_PATH: DETECTOR, LANDMARKS_PATH: LANDMARKS}
    content = {
        **(networks if members is None else members),
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: posenets\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    (folder / "posenets-1.0-py3-none-any.whl").write_bytes(zipped(content))


class Steps:
    """Remembers what it was told of a download."""

    def __init__(self):
        self.told = []

    def __call__(self, step, done_bytes, total_bytes):
        self.told.append((step, done_bytes, total_bytes))


def put(path, content=OFFICIAL):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def left_in(folder):
    return [path.name for path in folder.rglob("*") if path.is_file()]


class ModelServer(ThreadingHTTPServer):
    """Answers each path in its own way; ends the answers it holds back when it is closed."""

    daemon_threads = False  # joined when closed

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked = []
        self.released = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.released.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def url(self, path):
        return f"http://127.0.0.1:{self.server_address[1]}/{path}"


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_GET(self):
        kind = self.path.strip("/")
        self.server.asked.append(kind)
        getattr(self, f"_{kind}")()

    def log_message(self, *_):
        pass

    def _send(self, content, announced=None):
        announced = len(OFFICIAL) if announced is None else announced
        self.send_response(200)
        self.send_header("Content-Length", str(announced))
        self.end_headers()
        self.wfile.write(content)

    def _right(self):
        self._send(OFFICIAL)

    def _other(self):
        self._send(OFFICIAL[::-1])

    def _longer(self):
        self._send(OFFICIAL + b"more", len(OFFICIAL) + 4)

    def _page(self):
        self._send(b"<p>Please sign in", 17)

    def _cut(self):
        self._send(OFFICIAL[:100_000])

    def _stalled(self):
        self._send(OFFICIAL[:100_000])
        self.server.released.wait(20)

    def _silent(self):
        self.server.released.wait(20)
        self._send(b"", 0)

    def _missing(self):
        self.send_error(404)

    def _garbled(self):
        self.wfile.write(b"no such protocol\r\n\r\n")
