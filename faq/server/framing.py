"""Splits bytes into frames: one message per line, or after a ``Content-Length`` header.

The first bytes decide which of the two a client uses. A frame that cannot be read is replaced by
a ``FramingError``, and the reader continues with the next one.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from faq.server.error_codes import ErrorCode

LINES, HEADERS = "lines", "headers"
"""The two framings: one message per line, or the Language Server Protocol's."""

LIMIT = 1 << 20
"""Maximum bytes in a message; a longer one is refused and never held in memory."""

HEADER_LIMIT = 4096
"""Maximum bytes in a header line."""

KEPT = 512
"""Bytes at either end of a refused message that are searched for its id."""

_BOM = b"\xef\xbb\xbf"
_HEADER = re.compile(rb"([A-Za-z0-9-]+):[ \t]*(.*)")
_LENGTH = re.compile(rb"[0-9]{1,10}")
_NEXT = re.compile(rb"content-length:", re.IGNORECASE)

_OTHER = rb'"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"'
_ID = rb'"id"\s*:\s*(-?[0-9]{1,20}|"[^"\\]*")'
_ID_FIRST = re.compile(rb"\s*\{\s*(?:%s\s*,\s*)*%s\s*[,}]" % (_OTHER, _ID))
_ID_LAST = re.compile(rb"[,{]\s*%s\s*(?:,\s*%s\s*)*\}\s*\Z" % (_ID, _OTHER))


@dataclass(frozen=True, slots=True)
class Frame:
    """The bytes of one message."""

    body: bytes


@dataclass(frozen=True, slots=True)
class FramingError:
    """Stands for a frame that could not be read: the error code, the reason, and the id if one was seen."""

    code: int
    reason: str
    id: str | int | None = None


class _TooLong:
    """A message discarded as it arrives, except for its ends, where clients write the id."""

    def __init__(self) -> None:
        self._head = self._tail = b""

    def add(self, data: bytes) -> None:
        """Process the next bytes of the message."""
        self._head += data[: KEPT - len(self._head)]
        self._tail = (self._tail + data)[-KEPT:]

    def error(self) -> FramingError:
        """The error to report once the message has ended."""
        found = _ID_FIRST.match(self._head) or _ID_LAST.search(self._tail)
        reason = f"a message must not be longer than {LIMIT} bytes"
        try:
            ident = json.loads(found[1]) if found else None
        except ValueError:
            ident = None
        return FramingError(ErrorCode.INVALID_REQUEST, reason, ident)


class _More:
    """Means that the bytes so far are not enough to decide."""


_MORE = _More()
_Step = Frame | FramingError | _More | None


class Reader:
    """Takes bytes, split anywhere, and returns the frames in them.

    Attributes:
        framing: ``LINES`` or ``HEADERS``; ``LINES`` until the first bytes have decided.
    """

    def __init__(self) -> None:
        self.framing = LINES
        self._state: Callable[[], _Step] = self._begin
        self._buffer = bytearray()
        self._seen = 0
        self._fields = 0
        self._length: int | None = None
        self._too_long = _TooLong()

    def feed(self, data: bytes) -> list[Frame | FramingError]:
        """Process the next bytes of the input.

        Args:
            data: any number of bytes.

        Returns:
            The frames that they complete, in order.
        """
        self._buffer += data
        found: list[Frame | FramingError] = []
        while not isinstance(step := self._state(), _More):
            if step is not None:
                found.append(step)
        return found

    def finish(self) -> list[Frame | FramingError]:
        """Process the end of the input.

        Returns:
            The last line, if it has no line end; a ``FramingError`` for an incomplete frame.
        """
        if self._state == self._begin:
            self._state = self._detect
        found = self.feed(b"\n") if self.framing == LINES else []
        open_header = self._state == self._header and bool(self._buffer.strip() or self._fields)
        if self._state == self._rest_of_body:
            found.append(self._too_long.error())
        if open_header or self._state == self._body:
            found.append(FramingError(ErrorCode.PARSE_ERROR, "the input ended inside a message"))
        return found

    def _begin(self) -> _Step:
        if len(self._buffer) < len(_BOM) and _BOM.startswith(bytes(self._buffer)):
            return _MORE
        if self._buffer.startswith(_BOM):
            self._take(len(_BOM))
        self._state = self._detect
        return None

    def _detect(self) -> _Step:
        self._take(len(self._buffer) - len(self._buffer.lstrip()))
        start = bytes(self._buffer[:8]).lower()
        if b"content-".startswith(start) and start != b"content-":
            return _MORE
        self.framing = HEADERS if start == b"content-" else LINES
        self._state = self._header if self.framing == HEADERS else self._line
        return None

    def _line(self) -> _Step:
        end = self._line_end()
        if self._length_of_line(end) > LIMIT + 1:
            self._refuse(self._rest_of_line)
            return None
        if end < 0:
            return _MORE
        line = self._take(end + 1)[:-1].removesuffix(b"\r")
        if len(line) > LIMIT:
            self._too_long = _TooLong()
            self._too_long.add(line)
            return self._too_long.error()
        return Frame(line) if line.strip() else None

    def _rest_of_line(self) -> _Step:
        end = self._line_end()
        self._too_long.add(self._take(len(self._buffer) if end < 0 else end + 1))
        if end < 0:
            return _MORE
        self._state = self._line
        return self._too_long.error()

    def _header(self) -> _Step:
        end = self._line_end()
        if self._length_of_line(end) > HEADER_LIMIT:
            return self._lose_line("a header line is too long")
        if end < 0:
            return _MORE
        line = bytes(self._buffer[:end]).strip()
        if not line:
            self._take(end + 1)
            return self._end_of_header()
        problem = self._field(line)
        if problem:
            return self._lose_line(problem)
        self._take(end + 1)
        return None

    def _field(self, line: bytes) -> str:
        match = _HEADER.fullmatch(line)
        if match is None:
            return "a header line must read Name: value"
        self._fields += 1
        if match[1].lower() != b"content-length":
            return ""
        if not _LENGTH.fullmatch(match[2]) or self._length not in (None, int(match[2])):
            return "Content-Length: must be one number of bytes"
        self._length = int(match[2])
        return ""

    def _end_of_header(self) -> _Step:
        if self._length is None:
            return self._lose("the header has no Content-Length") if self._fields else None
        if self._length > LIMIT:
            self._refuse(self._rest_of_body)
            return None
        self._state = self._body
        return None

    def _body(self) -> _Step:
        length = self._length or 0
        if len(self._buffer) < length:
            return _MORE
        self._open_header()
        return Frame(self._take(length))

    def _rest_of_body(self) -> _Step:
        left = (self._length or 0) - len(self._buffer)
        self._too_long.add(self._take(self._length or 0))
        self._length = left
        if left > 0:
            return _MORE
        self._open_header()
        return self._too_long.error()

    def _lost(self) -> _Step:
        match = _NEXT.search(self._buffer)
        self._take(match.start() if match else max(0, len(self._buffer) - len(b"content-length:") + 1))
        if match is None:
            return _MORE
        self._open_header()
        return None

    def _open_header(self) -> None:
        self._state, self._length, self._fields = self._header, None, 0

    def _refuse(self, state: Callable[[], _Step]) -> None:
        """Discard a message, and report that when it has ended."""
        self._state, self._too_long = state, _TooLong()

    def _lose_line(self, reason: str) -> FramingError:
        """Search for the next header from the line's second byte: it may be within the line."""
        self._take(1)
        return self._lose(reason)

    def _lose(self, reason: str) -> FramingError:
        self._state = self._lost
        return FramingError(ErrorCode.INVALID_REQUEST, reason)

    def _line_end(self) -> int:
        end = self._buffer.find(b"\n", self._seen)
        self._seen = len(self._buffer) if end < 0 else 0
        return end

    def _length_of_line(self, end: int) -> int:
        """The bytes of a line that ends there or, if its end has not arrived, those of it that have."""
        return len(self._buffer) if end < 0 else end

    def _take(self, count: int) -> bytes:
        self._seen = 0
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken
