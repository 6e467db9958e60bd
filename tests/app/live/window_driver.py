"""Shows one scene in the live window until it is closed, and tells what is pressed."""

import sys

import numpy as np

from formcheck.app.live.view import Scene
from formcheck.app.live.window import LiveWindow

LEFT_HALF = np.zeros((480, 640, 3), np.uint8)
LEFT_HALF[:, :320] = (200, 0, 0)
SCENE = Scene(LEFT_HALF, caption="Turn side-on", keys=("q", "space", "n", "r", "f", "d"), pace="x")


def main():
    with LiveWindow() as window:
        while True:
            command = window.show(SCENE)
            if command is not None:
                sys.stdout.write(f"{command}\n")
                sys.stdout.flush()
            if command == "close":
                return
            if command == "q":
                break
        while window.end("Cobra", ["5 of 5, 4 of them good"]) is None:
            pass
        sys.stdout.write("ended\n")


if __name__ == "__main__":
    main()
