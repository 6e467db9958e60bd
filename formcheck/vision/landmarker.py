"""From frames to poses: following one person."""

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from formcheck.io.frames import Frame, Picture
from formcheck.pose import Pose, in_picture, unseen
from formcheck.vision.background import Background
from formcheck.vision.pose_network import LandmarkerError, PoseNetwork
from formcheck.vision.scaling import Framing
from formcheck.vision.searching import Found, Search
from formcheck.vision.sighting import MARGIN, Sighting
from formcheck.vision.watch import Doubt, Watch

LONGEST_SIDE_PX = 640


class Landmarker(AbstractContextManager["Landmarker"], Protocol):
    """Finds one person's landmarks in the frames of one source, in order."""

    def detect(self, frame: Frame) -> Pose:
        """Return the pose in a frame; ``unseen`` where nobody is."""


class MediaPipeLandmarker(Landmarker):
    """Follows one person, at first the one closest by, with MediaPipe's PoseLandmarker.

    A track that is lost, jumps or stops being plausible is left for a new search after a moment.
    Where nobody is found upright, the picture is tried lying on its sides, and then part by part;
    whoever is found is followed so. For a new source, make a new landmarker; use one from one
    thread at a time.
    """

    def __init__(self, model: Path, longest_side_px: int = LONGEST_SIDE_PX) -> None:
        self._model = model
        self._watch = Watch()
        self._background = Background()
        self._search = Search(model, longest_side_px)
        self._track: PoseNetwork | None = None
        self._framing = Framing(longest_side_px)
        """How the track looks at the pictures."""
        self._doubt = Doubt()
        self._closed = False

    def detect(self, frame: Frame) -> Pose:
        """Return the pose in a frame; ``unseen`` where nobody is."""
        if self._closed:
            raise LandmarkerError("the landmarker is closed; make a new one")
        seen = self._person(frame.timestamp_s, frame.image)
        pose = unseen(frame.timestamp_s) if seen is None else seen.pose(frame.timestamp_s)
        height, width = frame.image.shape[:2]
        return replace(
            pose,
            camera=self._background.update(frame.image, seen),
            shown=in_picture(pose.image, (width, height)),
        )

    def close(self) -> None:
        """Free the library's memory and threads; the library must not be left to do so itself."""
        self._closed = True
        self._search.close()
        if self._track is not None:
            self._track.close()

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def _person(self, now_s: float, image: Picture) -> Sighting | None:
        tracked = self._tracked(image)
        if tracked is not None and self._watch.believes(now_s, tracked):
            righted = self._righted(now_s, image, tracked)
            kept = self._kept(now_s, image, righted)  # by another watch if it is somebody else
            return self._watch.saw(now_s, kept)
        if self._watch.search_due(now_s):
            last, places = self._watch.person(now_s), self._watch.places(now_s)
            found = self._search.find(image, tracked, last, places)
            if found is None and self._watch.glance_due(now_s):
                found = self._search.far(image, last, places)
            followed = None if found is None else self._follow(found, tracked)
            if followed is not None:
                return self._watch.saw(now_s, followed)
        if self._track is None:  # then who is there is not whole, and shown all the same
            self._track = PoseNetwork(self._model, people=1, tracks=True)
            tracked = self._tracked(image)
        if tracked is None or self._watch.elsewhere(now_s, tracked):
            return None
        return tracked

    def _tracked(self, image: Picture) -> Sighting | None:
        """Return whom the track follows; None while there is no track, or nobody on it."""
        if self._track is None:
            return None
        if self._framing.part is not None and not self._framing.part.is_in(image):
            self._framing = replace(self._framing, part=None)  # pictures of a folder differ in size
        return next(iter(self._track.look(image, self._framing)), None)

    def _righted(self, now_s: float, image: Picture, tracked: Sighting) -> Sighting:
        """Return who is followed; the right way round if they were drawn head to tail."""
        if not self._doubt.is_due(now_s, tracked):
            return tracked
        framing = replace(self._framing, turn_deg=0)
        track = PoseNetwork(self._model, people=1, tracks=True)
        seen = next(iter(track.look(image, framing)), None)
        if seen is None or not seen.rights(tracked):
            track.close()
            return tracked
        self._put_on(track, framing)
        return seen

    def _kept(self, now_s: float, image: Picture, tracked: Sighting) -> Sighting:
        """Return who is followed; or whoever has come much nearer than somebody far away.

        Then the track goes over to them, what is known of the other is forgotten, and the search
        is closed. The part of the picture that is looked at goes along with somebody far away.
        """
        if self._framing.part is None or not self._watch.glance_due(now_s):
            return tracked
        nearer = self._search.nearer(image, tracked)
        stays = self._watch.stays(None if nearer is None else nearer.person)
        if nearer is not None and stays:  # who only walks by does not
            followed = self._follow(nearer, tracked)
            if followed is not None:
                self._watch = Watch()
                self._search.close()
                return followed
        if not self._framing.part.holds(tracked.with_room(MARGIN), image):
            return self._follow(self._search.close_by(tracked, image), None) or tracked
        return tracked

    def _follow(self, found: Found, tracked: Sighting | None) -> Sighting | None:
        """Put the track onto a person, unless it is there already.

        Return them; None if they are small and not to be seen again.
        """
        if tracked is not None and tracked.plausible and tracked.same_as(found.person):
            return tracked
        track = PoseNetwork(self._model, people=1, tracks=True)
        seen = next(iter(track.look(found.picture, found.framing)), None)
        if seen is None or not seen.same_as(found.person):
            track.close()
            return found.person if found.framing.part is None else None
        self._put_on(track, found.framing)
        return seen

    def _put_on(self, track: PoseNetwork, framing: Framing) -> None:
        """Follow with another track from now on."""
        if self._track is not None:
            self._track.close()
        self._track, self._framing, self._doubt = track, framing, Doubt()
