"""The third entrance, the protocol: each bad message gets an error and the next good one its answer."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faq.errors import FaqError
from faq.evaluation.dataset import Asked, read
from tests.server.test_stdio import Stub, run
from tests.support.fuzzing import ANY_TEXT, inputs
from tests.support.messages import strictly

pytestmark = pytest.mark.slow

METHOD = st.sampled_from(
    ["faq/search", "faq/show", "faq/list", "faq/complete", "$/cancelRequest", "initialized", "x"]
)
FIELD = st.sampled_from(["query", "limit", "id", "context", "prefix", "jsonrpc", "method", "params"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELD | ANY_TEXT, inner, max_size=4),
    max_leaves=8,
)
REQUEST = st.fixed_dictionaries(
    {"jsonrpc": st.just("2.0"), "method": METHOD},
    optional={
        "id": st.integers() | ANY_TEXT | st.none() | st.floats(),
        "params": st.dictionaries(FIELD, JSON) | JSON,
    },
)
BODY = st.one_of(
    REQUEST.map(lambda value: json.dumps(value).encode()),
    JSON.map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=80),
    st.tuples(REQUEST, st.integers(0, 200)).map(lambda cut: json.dumps(cut[0]).encode()[: cut[1]]),
)
GOOD = b'{"jsonrpc": "2.0", "id": "the last", "method": "faq/show", "params": {"id": "q-x"}}'
ANSWER = {"jsonrpc": "2.0", "id": "the last", "result": {"id": "q-x"}}


def framed(body: bytes) -> bytes:
    """A message with its length before it."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def served(data: bytes) -> list[Any]:
    """What the server answers to some input, read by the framing it was sent in."""
    out = io.BytesIO()
    assert run(Stub(), io.BytesIO(data), out) == 0
    answers, rest = [], out.getvalue()
    while rest:
        if rest.startswith(b"Content-Length: "):
            head, _, rest = rest.partition(b"\r\n\r\n")
            size = int(head.split()[1])
            body, rest = rest[:size], rest[size:]
        else:
            body, _, rest = rest.partition(b"\n")
        answers.append(strictly(body))
    return answers


def check(answers: list[Any]) -> None:
    """See that each answer is one, and that the last message was answered."""
    assert answers[-1] == ANSWER
    for answer in answers:
        assert answer["jsonrpc"] == "2.0"
        assert ("result" in answer) != ("error" in answer)
        if "error" in answer:
            assert answer["error"]["code"] in (-32700, -32600, -32601, -32602, -32603)
            assert "\n" not in answer["error"]["message"]


@inputs(400)
@given(st.lists(BODY.map(lambda body: body.replace(b"\n", b" ").replace(b"\r", b" ")), max_size=5))
@example([b"\xff", b"", b"[]", b"[[", b'{"id": 1e999}', b'{"id": ' + b"9" * 5000 + b"}", b"[" * 100_000])
def test_lines(bodies: list[bytes]) -> None:
    first = b'{"jsonrpc": "2.0", "method": "initialized"}'
    check(served(b"\n".join([first, *bodies, GOOD, b""])))


@inputs(400)
@given(st.lists(BODY, max_size=5))
@example([b"\xff", b"", b"[" * 100_000, b"\r\n\r\n", b"Content-Length: 3\r\n\r\n"])
def test_frames(bodies: list[bytes]) -> None:
    check(served(b"".join(map(framed, [*bodies, GOOD]))))


@inputs(200)
@given(st.binary(max_size=300), st.booleans())
@example(b"Content-Length: 99999999999999999999\r\n\r\n{", True)
@example(b"Content-Length: -1\r\n\r\n{", True)
@example(b"Content-Length: \xb2\r\n\r\n{", True)
def test_bytes_end_with_an_answer_or_none(data: bytes, headers: bool) -> None:
    out = io.BytesIO()
    assert run(Stub(), io.BytesIO((b"Content-Length: " if headers else b"") + data), out) == 0
    out.getvalue().decode()


def test_a_message_too_large_is_refused_and_the_next_answered() -> None:
    body = json.dumps(
        {"jsonrpc": "2.0", "id": 1, "method": "faq/show", "params": {"id": "x" * (1 << 20)}}
    ).encode()
    answers = served(framed(body) + framed(GOOD))
    check(answers)
    assert [answer.get("error", {}).get("code") for answer in answers] == [-32600, None]


ROW = st.dictionaries(
    st.sampled_from(
        ["q", "line", "id", "also", "kind", "style", "file", "answer_lines", "answer_text", "turns"]
    ),
    JSON | st.sampled_from(["near", 20, [20, 21], [{"q": "a", "line": 1}]]),
    max_size=4,
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("asked") / "asked.jsonl"


@inputs(200)
@given(st.lists(ROW.map(lambda row: json.dumps(row).encode()) | BODY | st.binary(max_size=60), max_size=3))
@example([b'{"q": "a", "line": ' + b"9" * 5000 + b"}"])
@example([b"[" * 100_000])
@example([b'{"q": "\\ud800", "line": 1}'])
def test_files_of_questions(asked: Path, lines: list[bytes]) -> None:
    asked.write_bytes(b"\n".join(lines))
    try:
        assert all(isinstance(turn, Asked) for turns in read([str(asked)]) for turn in turns)
    except FaqError as error:
        assert error.location.startswith(str(asked))
        assert error.problem
