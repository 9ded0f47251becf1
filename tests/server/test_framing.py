"""Bytes become frames, however they are split."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.server.framing import HEADERS, LINES, Frame, FramingError, Reader

MEBIBYTE = 1_048_576
TOO_LONG = FramingError(-32600, "a message must not be longer than 1048576 bytes")
CUT = FramingError(-32700, "the input ended inside a message")
NO_LENGTH = FramingError(-32600, "the header has no Content-Length")
BAD_LENGTH = FramingError(-32600, "Content-Length: must be one number of bytes")
NO_HEADER = FramingError(-32600, "a header line must read Name: value")
LONG_HEADER = FramingError(-32600, "a header line is too long")

Found = list[Frame | FramingError]


def frames(*bodies: bytes) -> Found:
    return [Frame(body) for body in bodies]


def read(*pieces: bytes) -> tuple[Found, str]:
    reader = Reader()
    found = [frame for piece in pieces for frame in reader.feed(piece)]
    return found + reader.finish(), reader.framing


def headed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


LINE_CASES = {
    "one line": (b"{}\n", frames(b"{}")),
    "several in one write": (b"{1}\n{2}\n{3}\n", frames(b"{1}", b"{2}", b"{3}")),
    "CRLF": (b"{1}\r\n{2}\r\n", frames(b"{1}", b"{2}")),
    "blank lines": (b"\n\r\n  \n{1}\n\n \t\r\n{2}\n\n", frames(b"{1}", b"{2}")),
    "a last line without its end": (b"{1}\n{2}", frames(b"{1}", b"{2}")),
    "a last line that ends in half a CRLF": (b"{1}\r", frames(b"{1}")),
    "a byte order mark": (b"\xef\xbb\xbf{1}\n{2}\n", frames(b"{1}", b"{2}")),
    "half a byte order mark": (b"\xef\xbb", frames(b"\xef\xbb")),
    "not JSON": (b"hello\n", frames(b"hello")),
    "nearly a header": (b"content\nContent-Length: 2\n", frames(b"content", b"Content-Length: 2")),
    "a header after a line": (b"{}\nContent-Length: 2\r\n\r\n{}", frames(b"{}", b"Content-Length: 2", b"{}")),
    "the end within the name of a header": (b"Conten", frames(b"Conten")),
    "not UTF-8": (b"\xff\xfe\n", frames(b"\xff\xfe")),
    "NUL": (b"\0\n", frames(b"\0")),
    "nothing": (b"", []),
    "nothing but white space": (b" \r\n\t\n", []),
}

HEADER_CASES = {
    "one": (headed(b"{}"), frames(b"{}")),
    "several in one write": (headed(b"{1}") + headed(b"{22}"), frames(b"{1}", b"{22}")),
    "bytes, not characters": (headed("{é€😀}".encode()) + headed(b"{}"), frames("{é€😀}".encode(), b"{}")),
    "line ends in the body": (headed(b"{\r\n\r\n}\n") + headed(b"{}"), frames(b"{\r\n\r\n}\n", b"{}")),
    "a header in the body": (headed(headed(b"{}")) + headed(b"{}"), frames(headed(b"{}"), b"{}")),
    "LF alone": (b"Content-Length: 2\n\n{}Content-Length:2\n\n[]", frames(b"{}", b"[]")),
    "any case": (b"CONTENT-length:  2 \r\n\r\n{}", frames(b"{}")),
    "Content-Type first": (
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}",
        frames(b"{}"),
    ),
    "an unknown field": (b"Content-Length: 2\r\nX-More: yes\r\n\r\n{}", frames(b"{}")),
    "a byte order mark": (b"\xef\xbb\xbf" + headed(b"{}"), frames(b"{}")),
    "blank lines before and between": (
        b"\r\n\n" + headed(b"{}") + b"\r\n \n" + headed(b"[]"),
        frames(b"{}", b"[]"),
    ),
    "an empty body": (headed(b"") + headed(b"{}"), frames(b"", b"{}")),
    "the length twice": (b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", frames(b"{}")),
    "two lengths": (
        b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" + headed(b"{1}"),
        [BAD_LENGTH, Frame(b"{1}")],
    ),
    "no number": (b"Content-Length: two\r\n\r\n{}" + headed(b"{1}"), [BAD_LENGTH, Frame(b"{1}")]),
    "an empty number": (b"Content-Length:\r\n\r\n{}" + headed(b"{1}"), [BAD_LENGTH, Frame(b"{1}")]),
    "less than nothing": (b"Content-Length: -2\r\n\r\n{}" + headed(b"{1}"), [BAD_LENGTH, Frame(b"{1}")]),
    "digits of another script": (
        "Content-Length: ٢\r\n\r\n{}".encode() + headed(b"{1}"),
        [BAD_LENGTH, Frame(b"{1}")],
    ),
    "too many digits": (
        b"Content-Length: %s\r\n\r\n{}" % (b"9" * 30) + headed(b"{1}"),
        [BAD_LENGTH, Frame(b"{1}")],
    ),
    "no length": (b"Content-Type: x\r\n\r\n{}" + headed(b"{1}"), [NO_LENGTH, Frame(b"{1}")]),
    "no length, and a header at once": (
        b"Content-Type: x\r\n\r\n" + headed(b"{1}"),
        [NO_LENGTH, Frame(b"{1}")],
    ),
    "no header": (headed(b"{}") + b"{}\r\n\r\n" + headed(b"{1}"), [Frame(b"{}"), NO_HEADER, Frame(b"{1}")]),
    "a length too small": (
        b"Content-Length: 3\r\n\r\n{123}" + headed(b"{1}"),
        [Frame(b"{12"), NO_HEADER, Frame(b"{1}")],
    ),
    "a length too great": (
        b"Content-Length: 3\r\n\r\n{}" + headed(b"{1}") + headed(b"{2}"),
        [Frame(b"{}C"), NO_LENGTH, Frame(b"{2}")],
    ),
    "a header without end": (
        b"Content-Type: %s" % (b"x" * 4096) + headed(b"{}"),
        [LONG_HEADER, Frame(b"{}")],
    ),
    "the end in the name": (b"Content-", [CUT]),
    "the end in the header": (headed(b"{}") + b"Content-Len", [Frame(b"{}"), CUT]),
    "the end after the header": (b"Content-Length: 2\r\n", [CUT]),
    "the end before the body": (b"Content-Length: 2\r\n\r\n", [CUT]),
    "the end in the body": (b"Content-Length: 9\r\n\r\n{}", [CUT]),
    "the end while lost": (b"Content-Length: x\r\n\r\n{}", [BAD_LENGTH]),
}

CASES = [
    pytest.param(data, expected, framing, id=f"{framing}: {name}")
    for framing, cases in ((LINES, LINE_CASES), (HEADERS, HEADER_CASES))
    for name, (data, expected) in cases.items()
]


@pytest.mark.parametrize(("data", "expected", "framing"), CASES)
def test_at_once(data: bytes, expected: Found, framing: str) -> None:
    assert read(data) == (expected, framing)


@pytest.mark.parametrize(("data", "expected", "framing"), CASES)
def test_split_at_every_byte(data: bytes, expected: Found, framing: str) -> None:
    splits = range(0, len(data), 1 if len(data) < 500 else 97)
    assert [read(data[:place], data[place:]) for place in splits if place] == [
        (expected, framing) for place in splits if place
    ]


@pytest.mark.parametrize(("data", "expected", "framing"), CASES)
def test_byte_by_byte(data: bytes, expected: Found, framing: str) -> None:
    assert read(*(bytes([byte]) for byte in data)) == (expected, framing)


PARTS = [b"Content-Length:", b"Content-", b"Content-Type: x", b" ", b"2", b"10", b"-", b":", b"x", b"{}"]
ENDS = [b"{", b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"\xef\xbb\xbf", b"\xef"]


@settings(deadline=None, derandomize=True, max_examples=500)
@given(st.sampled_from([b"", headed(b"{}")]), st.lists(st.sampled_from(PARTS + ENDS), max_size=16))
def test_splits_change_nothing(start: bytes, parts: list[bytes]) -> None:
    data = start + b"".join(parts)
    found = read(data)
    assert read(start, *parts) == found
    assert read(*(bytes([byte]) for byte in data)) == found


FULL = b"x" * MEBIBYTE

LIMIT_CASES = {
    "line: just short enough": (FULL + b"\n{}\n", frames(FULL, b"{}")),
    "line: just short enough with CRLF": (FULL + b"\r\n{}\n", frames(FULL, b"{}")),
    "line: one byte too long": (FULL + b"x\n{}\n", [TOO_LONG, Frame(b"{}")]),
    "line: two bytes too long": (FULL + b"xx\n{}\n", [TOO_LONG, Frame(b"{}")]),
    "line: far too long": (FULL * 3 + b"\n{}\n", [TOO_LONG, Frame(b"{}")]),
    "line: too long without end": (FULL * 3, [TOO_LONG]),
    "line: too long by a byte, without end": (FULL + b"x", [TOO_LONG]),
    "header: just short enough": (headed(FULL) + headed(b"{}"), frames(FULL, b"{}")),
    "header: one byte too long": (headed(FULL + b"x") + headed(b"{}"), [TOO_LONG, Frame(b"{}")]),
    "header: far too long": (headed(FULL * 3) + headed(b"{}"), [TOO_LONG, Frame(b"{}")]),
    "header: too long and cut off": (headed(FULL * 3)[:-1], [TOO_LONG]),
}


@pytest.mark.parametrize(("data", "expected"), LIMIT_CASES.values(), ids=LIMIT_CASES)
@pytest.mark.parametrize("size", [1 << 12, 1 << 16, 1 << 23])
def test_limit(data: bytes, expected: Found, size: int) -> None:
    pieces = [data[place : place + size] for place in range(0, len(data), size)]
    assert read(*pieces)[0] == expected


@pytest.mark.parametrize("start", [b"x", b"Content-Length: 9999999999\r\n\r\n", b"Content-Length: x\r\n"])
def test_a_refused_message_is_not_kept(start: bytes) -> None:
    reader = Reader()
    reader.feed(start)
    held = []
    for _ in range(64):
        reader.feed(b"x" * (1 << 16))
        held.append(len(reader._buffer))
    assert max(held) <= MEBIBYTE + 2
    assert held[-1] < 1 << 16


def test_a_message_without_end_is_not_kept() -> None:
    reader = Reader()
    for _ in range(64):
        assert reader.feed(b"x" * (1 << 18)) == []
        assert len(reader._buffer) <= MEBIBYTE + (1 << 18)
    assert reader.feed(b"\n{}\n") == [TOO_LONG, Frame(b"{}")]


BIG = "x" * (MEBIBYTE + 1)

IDS = {
    "first": ('{"jsonrpc": "2.0", "id": 7, "method": "x", "params": "%s"}', 7),
    "last": ('{"method": "x", "params": {"a": "%s"}, "jsonrpc": "2.0", "id": 7}', 7),
    "text": ('{"id":"a-7","method":"x","params":"%s"}', "a-7"),
    "between": ('{"jsonrpc":"2.0","params":"%s","id":7,"method":"x"}', 7),
    "within the params": ('{"params": {"id": 8, "a": "%s"}}', None),
    "at the end of the params": ('{"params": {"a": "%s", "id": 8}}', None),
    "in a text": (r'{"params": "%s \"id\": \"x"}', None),
    "none": ("%s", None),
    "broken": ('{"id": "\x01", "params": "%s"}', None),
}


@pytest.mark.parametrize(("body", "ident"), IDS.values(), ids=IDS)
@pytest.mark.parametrize("framing", [LINES, HEADERS])
@pytest.mark.parametrize("size", [1 << 16, 1 << 22])
def test_a_message_that_is_too_long_is_refused_with_its_id(
    framing: str, size: int, body: str, ident: str | int | None
) -> None:
    data = (body % BIG).encode()
    sent = headed(data) + headed(b"{}") if framing == HEADERS else data + b"\n{}\n"
    pieces = [sent[start : start + size] for start in range(0, len(sent), size)]
    refused = FramingError(-32600, TOO_LONG.reason, ident)
    assert read(*pieces)[0] == [refused, Frame(b"{}")]
