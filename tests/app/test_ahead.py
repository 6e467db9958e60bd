import threading

import pytest

from formcheck.app.ahead import ahead


def test_items_come_in_order():
    with ahead(range(50)) as items:
        assert list(items) == list(range(50))


def test_the_next_items_are_made_while_one_is_used():
    made = threading.Semaphore(0)

    def making():
        for item in range(5):
            made.release()
            yield item

    with ahead(making(), depth=2) as items:
        assert next(items) == 0
        for _ in range(3):  # the one taken, and two that wait
            assert made.acquire(timeout=10)


def test_what_making_raises_is_raised():
    def failing():
        yield 1
        raise OSError("no more")

    with ahead(failing()) as items:
        assert next(items) == 1
        with pytest.raises(OSError, match="no more"):
            next(items)


def test_after_the_block_nothing_more_is_made():
    made: list[None] = []

    def endless():
        while True:
            made.append(None)
            yield

    before = threading.active_count()
    with ahead(endless()) as items:
        next(items)
    count = len(made)
    assert threading.active_count() == before
    assert len(made) == count


def test_chains_end_together():
    before = threading.active_count()
    with ahead(iter(int, 1)) as first, ahead(map(str, first)) as second:
        assert next(second) == "0"
    assert threading.active_count() == before
