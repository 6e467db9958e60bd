"""Videos to measure with: samples, and long ones made of them."""

from pathlib import Path

import av

SAMPLES = Path(__file__).parents[2] / "samples"


def repeated(sample: str, minutes: float, target: Path) -> Path:
    """Write a sample again and again, its pictures as they were encoded."""
    offset = 0
    with av.open(str(target), "w") as out:
        stream = None
        while True:
            with av.open(str(SAMPLES / f"{sample}.mp4")) as clip:
                video = clip.streams.video[0]
                stream = stream or out.add_stream_from_template(video)
                length = video.duration or 0
                for packet in clip.demux(video):
                    if packet.dts is None or packet.pts is None:
                        continue
                    packet.pts += offset
                    packet.dts += offset
                    packet.stream = stream
                    out.mux(packet)
                offset += length
                if float(offset * (video.time_base or 0)) >= 60 * minutes:
                    return target
