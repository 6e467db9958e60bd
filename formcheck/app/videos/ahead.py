"""Doing steps of work while others are still under way, each chain of them in its own thread."""

import queue
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")

DEPTH = 4
"""How many results may wait: pictures are large."""


@contextmanager
def ahead(items: Iterable[T]) -> Iterator[Iterator[T]]:
    """Yield an iterator over items that are made by a thread of their own, a few ahead.

    What making them raises is raised by the iterator. After the block nothing more is made.
    """
    line = _Line(items)
    try:
        yield iter(line)
    finally:
        line.stop()


def abreast(chains: Sequence[Iterable[T]], most: int) -> Generator[tuple[int, T], None, None]:
    """Yield the items of several chains as they are made, with the number of their chain.

    At most so many are made at once, begun in their order. What making one raises is raised
    here, and ends all. Close the generator to stop: it waits until none is being made.
    """
    news: queue.SimpleQueue[tuple[int, T] | Future[None]] = queue.SimpleQueue()
    unwanted = threading.Event()

    def make(number: int) -> None:
        for item in chains[number]:
            news.put((number, item))
            if unwanted.is_set():
                return

    with ThreadPoolExecutor(most) as threads:
        try:
            open_chains = {threads.submit(make, number) for number in range(len(chains))}
            for chain in open_chains:
                chain.add_done_callback(news.put)
            while open_chains:
                latest = news.get()
                if isinstance(latest, Future):
                    latest.result()  # raises what it ended with
                    open_chains.remove(latest)
                else:
                    yield latest
        finally:
            unwanted.set()
            threads.shutdown(cancel_futures=True)


class _Line(Generic[T]):
    """A thread that makes items, and the queue they wait in."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = items
        self._made: queue.Queue[tuple[T] | BaseException | None] = queue.Queue(DEPTH)
        self._unwanted = threading.Event()
        self._thread = threading.Thread(target=self._make, daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[T]:
        while (made := self._made.get()) is not None:
            if isinstance(made, BaseException):
                raise made
            yield made[0]

    def stop(self) -> None:
        """Stop making items, and wait until none is being made."""
        self._unwanted.set()
        while self._thread.is_alive():  # it may wait for room
            try:
                self._made.get(timeout=0.01)
            except queue.Empty:
                continue
        self._thread.join()

    def _make(self) -> None:
        try:
            for item in self._items:
                self._made.put((item,))
                if self._unwanted.is_set():
                    return
            self._made.put(None)
        except BaseException as error:
            self._made.put(error)
