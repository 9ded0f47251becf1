"""Many items are worked on by several processes; the results come in their order all the same."""

import os

import pytest

from faq.indexing import worker_pool
from faq.indexing.worker_pool import cores, in_parallel


def work(item: int) -> tuple[int, int]:
    return item * item, os.getpid()


def test_few_items_stay_in_this_process() -> None:
    assert list(in_parallel(work, range(23))) == [(n * n, os.getpid()) for n in range(23)]


@pytest.mark.skipif(cores() < 2, reason="with one processor there is no pool")
def test_many_items_do_not() -> None:
    done = list(in_parallel(work, range(24)))
    assert [square for square, _ in done] == [n * n for n in range(24)]
    assert os.getpid() not in {process for _, process in done}


def test_where_processes_cannot_be_had_this_one_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_some(work: object, items: list[int]) -> object:
        yield (0, 7)
        yield (1, 7)
        raise OSError

    monkeypatch.setattr(worker_pool, "_by_crew", by_some)
    monkeypatch.setattr(worker_pool, "cores", lambda: 2)
    done = list(in_parallel(work, range(30)))
    assert [square for square, _ in done] == [n * n for n in range(30)]
    assert [process for _, process in done] == [7, 7] + [os.getpid()] * 28
