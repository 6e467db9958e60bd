"""A phone's camera app: pictures as MJPEG over HTTP on loopback."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2

BOUNDARY = "frame"


def jpeg(image):
    done, data = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    assert done
    return data.tobytes()


class MjpegServer(ThreadingHTTPServer):
    """Sends JPEG pictures to whoever asks, one each step; None cuts the connection.

    ``/video`` sends, ``/page`` is a web page, ``/silent`` never answers, all else is not found.
    """

    daemon_threads = False  # joined when closed

    def __init__(self, pictures, step_s=0.02):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pictures, self.step_s = iter(pictures), step_s
        self.lock = threading.Lock()
        self.released = threading.Event()
        self.asked = 0
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.released.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def address(self, path="video"):
        return f"http://127.0.0.1:{self.server_address[1]}/{path}"

    def next(self):
        with self.lock:
            return next(self.pictures, None)


class _Handler(BaseHTTPRequestHandler):
    server: MjpegServer

    def do_GET(self):
        kind = self.path.partition("?")[0].strip("/")
        getattr(self, f"_{kind}", self._missing)()

    def log_message(self, *_):
        pass

    def _missing(self):
        self.send_error(404)

    def _private(self):
        self.send_error(401)

    def _page(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<p>Welcome to your camera</p>" * 100)

    def _silent(self):
        self.server.released.wait(20)

    def _video(self):
        self.server.asked += 1
        self.send_response(200)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
        self.end_headers()
        try:
            self._pictures()
        except OSError:  # the other side has hung up
            return

    def _pictures(self):
        while not self.server.released.is_set():
            data = self.server.next()
            if data is None:
                return
            head = (
                f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
            )
            self.wfile.write(head.encode() + data + b"\r\n")
            time.sleep(self.server.step_s)
