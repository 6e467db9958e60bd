import threading
from contextlib import closing

import pytest

from formcheck.app.videos.ahead import abreast, ahead


def test_items_come_in_order():
    with ahead(range(50)) as items:
        assert list(items) == list(range(50))


def test_the_next_items_are_made_while_one_is_used():
    made = threading.Semaphore(0)

    def making():
        for item in range(5):
            made.release()
            yield item

    with ahead(making()) as items:
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


def test_chains_abreast_are_each_in_order():
    chains = [range(20), range(0), range(5)]
    found = list(abreast(chains, 2))
    for number, chain in enumerate(chains):
        assert [item for of, item in found if of == number] == list(chain)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_so_many_chains_are_made_at_once_and_no_more(most):
    together = threading.Barrier(most, timeout=10)
    under_way: list[int] = []

    def chain(number):
        under_way.append(number)
        together.wait()  # all of them have begun
        assert len(under_way) <= most
        together.wait()
        under_way.remove(number)
        yield number

    found = list(abreast([chain(number) for number in range(2 * most)], most))
    assert sorted(item for _, item in found) == list(range(2 * most))


def test_what_a_chain_abreast_raises_ends_all():
    def failing():
        yield 1
        raise OSError("no more")

    before = threading.active_count()
    with pytest.raises(OSError, match="no more"):
        list(abreast([iter(int, 1), failing()], 2))
    assert threading.active_count() == before


def test_closed_chains_abreast_make_no_more():
    before = threading.active_count()
    with closing(abreast([iter(int, 1), iter(int, 1), iter(int, 1)], 2)) as found:
        assert next(found)[1] == 0
    assert threading.active_count() == before
