"""What the terminal does while the user waits for the documents."""

import os
from io import StringIO

import pytest

from faq.session import waiting

termios = pytest.importorskip("termios", reason="Windows keeps typed keys itself")


def test_what_is_typed_is_kept_as_it_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    keyboard, descriptor = os.openpty()
    with open(descriptor) as terminal, open(keyboard, "wb", buffering=0) as keys:
        monkeypatch.setattr("sys.stdin", terminal)
        before = termios.tcgetattr(descriptor)
        with pytest.raises(KeyboardInterrupt), waiting.typeahead_kept():
            keys.write(b"why?\r\x04")
            assert os.read(descriptor, 99) == b"why?\r\x04"
            os.set_blocking(keyboard, False)
            with pytest.raises(BlockingIOError):  # nothing is shown
                os.read(keyboard, 99)
            raise KeyboardInterrupt
        assert termios.tcgetattr(descriptor) == before


def test_without_a_terminal_there_is_nothing_to_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("why?\n"))
    with waiting.typeahead_kept():
        pass


def test_a_message_stands_there_as_long_as_the_user_waits() -> None:
    terminal = StringIO()
    with waiting.told(terminal):
        assert terminal.getvalue() == "reading the documents ..."
    assert terminal.getvalue() == "reading the documents ..." + "\r" + " " * 25 + "\r"
