"""Ctrl-C held back while an index is written, so that finished work is kept."""

import signal
from types import FrameType, TracebackType
from typing import Any


class Held:
    """Holds back the first Ctrl-C until the block ends; a second one is not held back.

    Only the main thread receives signals: in any other this does nothing.
    """

    def __init__(self) -> None:
        self.noted = False
        self._before: Any = None

    def __enter__(self) -> "Held":
        try:
            if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
                self._before = signal.signal(signal.SIGINT, self._note)
        except ValueError:  # not the main thread
            self._before = None
        return self

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self.noted:
            raise KeyboardInterrupt
        self.noted = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
        if self.noted and kind is None:
            raise KeyboardInterrupt
