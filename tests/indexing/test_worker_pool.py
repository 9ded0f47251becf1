"""Many items are worked on by several processes; the results come in their order all the same."""

import gc
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


def garbage(_: int) -> int:
    return gc.get_threshold()[0]


@pytest.mark.skipif(cores() < 2, reason="with one processor there is no pool")
def test_a_process_of_a_pool_seldom_looks_for_garbage_and_this_one_as_it_did() -> None:
    before = gc.get_threshold()
    assert set(in_parallel(garbage, range(24))) == {worker_pool.OBJECTS}
    assert gc.get_threshold() == before


def test_with_one_processor_there_is_no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_pool, "cores", lambda: 1)
    assert {process for _, process in in_parallel(work, range(24))} == {os.getpid()}


def test_where_processes_cannot_be_had_this_one_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_some(work: object, items: list[int]) -> object:
        yield (0, 7)
        yield (1, 7)
        raise OSError

    monkeypatch.setattr(worker_pool, "_in_pool", by_some)
    monkeypatch.setattr(worker_pool, "cores", lambda: 2)
    done = list(in_parallel(work, range(30)))
    assert [square for square, _ in done] == [n * n for n in range(30)]
    assert [process for _, process in done] == [7, 7] + [os.getpid()] * 28


def test_where_no_processes_can_be_started_this_one_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refused)
    monkeypatch.setattr(worker_pool, "cores", lambda: 2)
    assert list(in_parallel(abs, range(-30, 0))) == list(range(30, 0, -1))


@pytest.mark.parametrize(("counted", "cores_used"), [(4, 4), (None, 1)])
def test_cores_where_the_system_tells_no_affinity(
    monkeypatch: pytest.MonkeyPatch, counted: int | None, cores_used: int
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: counted)
    assert cores() == cores_used


def test_no_more_cores_than_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3, 5}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert cores() == 3
