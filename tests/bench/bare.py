"""The bare loop that all figures are compared with: pictures in, landmarks out, one core.

It decodes with OpenCV and asks MediaPipe for landmarks and mask, as formcheck does, and does
nothing with them.
"""

import sys
from pathlib import Path

import cv2
import mediapipe


def landmark(video: str, model: str) -> int:
    """Run the loop over a video; return how many frames it has."""
    vision = mediapipe.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mediapipe.tasks.BaseOptions(model_asset_path=model),
        running_mode=vision.RunningMode.VIDEO,
        output_segmentation_masks=True,
    )
    capture, frames = cv2.VideoCapture(video), 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        while True:
            there, picture = capture.read()
            if not there:
                return frames
            image = mediapipe.Image(
                image_format=mediapipe.ImageFormat.SRGB,
                data=cv2.cvtColor(picture, cv2.COLOR_BGR2RGB),
            )
            landmarker.detect_for_video(image, frames * 1000 // 15)
            frames += 1


if __name__ == "__main__":
    for path in sys.argv[2:]:
        landmark(str(Path(path)), sys.argv[1])
