"""Ctrl-C while an index is written: the first is held back, the second is not."""

import signal
import threading

import pytest

from faq.indexing.interrupts import Held


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_the_first_is_noted_and_goes_on_at_the_end() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), Held() as held:
        assert not held.noted
        press()
        done.append(held.noted)
    assert done == [True]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_second_ends_at_once() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), Held():
        press()
        done.append("first")
        press()
        done.append("second")
    assert done == ["first"]


def test_without_any_nothing_is_raised() -> None:
    with Held() as held:
        pass
    assert not held.noted
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_error_is_not_hidden_by_what_was_noted() -> None:
    with pytest.raises(ValueError, match="of ours"), Held():
        press()
        raise ValueError("of ours")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_handler_of_somebody_else_stays() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Held():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_another_thread_is_left_alone() -> None:
    found: list[object] = []

    def work() -> None:
        with Held() as held:
            found.append((held.noted, signal.getsignal(signal.SIGINT) is signal.default_int_handler))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [(False, True)]
