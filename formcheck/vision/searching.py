"""Looking for the person to follow, in the whole picture and then in parts of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.io.frames import Picture
from formcheck.vision.parts import Part, around, parts
from formcheck.vision.pose_network import PoseNetwork
from formcheck.vision.scaling import TURNS, Framing
from formcheck.vision.sighting import Sighting, alone, at_home, person_to_follow, without

MOST_PEOPLE = 3
"""How many people a search tells apart."""
NEARER = 1.5
"""Who is so many times as large is looked at instead of somebody far away."""


@dataclass(frozen=True, eq=False)
class Found:
    """Somebody to follow."""

    person: Sighting
    framing: Framing
    """How to look at them."""
    picture: Picture
    """The source's picture with nobody else in it."""


class Search:
    """Finds people. Close it in the end."""

    def __init__(self, model: Path, longest_side_px: int) -> None:
        self._model = model
        self._longest_side_px = longest_side_px
        self._network: PoseNetwork | None = self._opened()  # what is no model is told at once

    def find(
        self,
        image: Picture,
        tracked: Sighting | None,
        last: Sighting | None,
        places: Sequence[Sighting],
    ) -> Found | None:
        """Return whom to follow of those who are seen in the whole picture.

        Last is the person of a moment ago, places are where they were of late. None if nobody is
        to be believed.
        """
        for framing in self._framings():
            found = self._found(image, framing, tracked, last, places)
            if found is not None:
                self.close()  # it takes 70 MB, and is seldom needed again
                return found
        return None

    def far(
        self, image: Picture, last: Sighting | None, places: Sequence[Sighting]
    ) -> Found | None:
        """Return whom to follow of those who are too small to be seen in the whole picture."""
        least_px = places[-1].metre_px / NEARER if places else 0.0
        people: list[Sighting] = []
        for part in parts(image):
            for one in self._look(image, Framing(self._longest_side_px, part=part)):
                again = any(one.shares_place(each) for each in people)
                if part.holds(one.box, image) and one.metre_px >= least_px and not again:
                    people.append(one)
        person = person_to_follow(people, last, places)
        if person is None:
            return None
        return self.close_by(person, alone(person, image, people))

    def nearer(self, image: Picture, tracked: Sighting) -> Found | None:
        """Return somebody who is much nearer than the one who is followed."""
        for framing in self._framings():
            people = self._look(image, framing)
            person = person_to_follow(people, None)
            if person is not None and person.metre_px > NEARER * tracked.metre_px:
                return Found(person, framing, alone(person, image, people))
        return None

    def close_by(self, person: Sighting, image: Picture) -> Found:
        """Return somebody, to be looked at in the part of a picture around them."""
        part = around(person.box, image)
        framing = Framing(self._longest_side_px, part=None if part == Part.whole(image) else part)
        return Found(person, framing, image)

    def close(self) -> None:
        """Free the library's memory until the next search."""
        if self._network is not None:
            self._network.close()
            self._network = None

    def _framings(self) -> Iterator[Framing]:
        """Yield the ways to look at the whole picture."""
        return (Framing(self._longest_side_px, turn_deg) for turn_deg in TURNS)

    def _look(self, image: Picture, framing: Framing) -> list[Sighting]:
        self._network = self._network or self._opened()
        return self._network.look(image, framing)

    def _opened(self) -> PoseNetwork:
        return PoseNetwork(self._model, MOST_PEOPLE, tracks=False)

    def _found(
        self,
        image: Picture,
        framing: Framing,
        tracked: Sighting | None,
        last: Sighting | None,
        places: Sequence[Sighting],
    ) -> Found | None:
        """Return whom to follow of those who are seen by looking once."""
        people = self._look(image, framing)
        person = person_to_follow(people if tracked is None else [*people, tracked], last, places)
        settled = person is not None and at_home(person, places)
        if people and places and not settled:
            rest = without(people, image)  # of two who overlap the one in front is found
            others = self._look(rest, framing)  # it may see one in a black shape, too
            hidden = [one for one in others if not any(one.shares_place(seen) for seen in people)]
            behind = person_to_follow(hidden, None, places)
            if behind is not None and at_home(behind, places):
                return Found(behind, framing, rest)
        return None if person is None else Found(person, framing, alone(person, image, people))
