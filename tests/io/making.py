"""Small videos and frames, made on the spot."""

import struct
from fractions import Fraction

import av
import numpy as np

from formcheck.io.frames import Frame

TICKS_HZ = 90_000
CORNERS = {
    "red": (250, 10, 10),
    "green": (10, 250, 10),
    "blue": (10, 10, 250),
    "white": (240, 240, 240),
}


def picture(index=0, width=96, height=64):
    """A gradient that differs from frame to frame."""
    image = np.empty((height, width, 3), np.uint8)
    image[..., 0] = np.arange(width) * 200 // width
    image[..., 1] = (np.arange(height) * 200 // height)[:, None]
    image[..., 2] = index * 9 % 200
    return image


def cornered(width=96, height=64):
    """Red, green / blue, white, like reading a page."""
    image = np.zeros((height, width, 3), np.uint8)
    half_height, half_width = height // 2, width // 2
    image[:half_height, :half_width] = CORNERS["red"]
    image[:half_height, half_width:] = CORNERS["green"]
    image[half_height:, :half_width] = CORNERS["blue"]
    image[half_height:, half_width:] = CORNERS["white"]
    return image


def corners(image):
    """The names of the colours at top left, top right, bottom left, bottom right."""
    names, colours = list(CORNERS), np.array(list(CORNERS.values()))
    at = [image[6, 6], image[6, -7], image[-7, 6], image[-7, -7]]
    return [names[np.abs(colours - pixel).sum(axis=1).argmin()] for pixel in np.array(at, int)]


def frames(times_s, width=96, height=64):
    return [Frame(t, picture(i, width, height)) for i, t in enumerate(times_s)]


def noise(count, width=96, height=64):
    """Frames that take many bytes each."""
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (count, height, width, 3), dtype=np.uint8)
    return [Frame(i / 10, image) for i, image in enumerate(images)]


STYLES = {
    "mp4": ("libx264", "yuv420p", TICKS_HZ),
    "mov": ("libx264", "yuv420p", TICKS_HZ),
    "ts": ("libx264", "yuv420p", TICKS_HZ),
    "h264": ("libx264", "yuv420p", TICKS_HZ),
    "webm": ("libvpx", "yuv420p", 1000),
    "avi": ("mpeg4", "yuv420p", 10),
    "gif": ("gif", "rgb8", 100),
}


def make_video(path, shown, aspect=None, pix_fmt=None, faststart=False, rate=10, **options):
    """Write frames as they are, without the project's own writer."""
    codec, usual_fmt, ticks_hz = STYLES[path.suffix[1:]]
    width, height = shown[0].image.shape[1::-1]
    container_options = {"movflags": "faststart"} if faststart else {}
    with av.open(str(path), "w", options=container_options) as container:
        stream = container.add_stream(codec, rate=rate, options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, pix_fmt or usual_fmt
        stream.codec_context.time_base = Fraction(1, ticks_hz)
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        for frame in shown:
            decoded = av.VideoFrame.from_ndarray(frame.image, format="rgb24")
            decoded.pts = round(frame.timestamp_s * ticks_hz)
            decoded.time_base = Fraction(1, ticks_hz)
            container.mux(stream.encode(decoded))
        container.mux(stream.encode())
    return path


def tag_matrix(path, matrix):
    """Write (a, b, c, d) into an mp4's track header as its display matrix."""
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") + 44  # past the type, version 0's times, layer and volume
    a, b, c, d = (value << 16 for value in matrix)
    data[start : start + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(data)


def blank(data):
    """What a video of noise holds, with a hole in one picture."""
    start = len(data) * 3 // 10
    return data[:start] + bytes(100) + data[start + 100 :]


def make_sound(path):
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        sound = av.AudioFrame.from_ndarray(
            np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
        )
        sound.rate, sound.pts = 44100, 0
        container.mux(stream.encode(sound))
        container.mux(stream.encode())
    return path


def add_sound(path, video, sound):
    """Put the streams of two files into one."""
    with av.open(str(path), "w") as both, av.open(str(video)) as seen, av.open(str(sound)) as heard:
        added = [(each, both.add_stream_from_template(each.streams[0])) for each in (seen, heard)]
        for given, stream in added:
            for packet in given.demux():
                if packet.dts is not None:  # the last one is empty
                    packet.stream = stream
                    both.mux(packet)
    return path
