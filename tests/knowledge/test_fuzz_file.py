"""The fourth entrance, TOML: a knowledge file or a configuration is read, or refused in one line.

Here are the files themselves, too: documents, knowledge files and configurations of any bytes.
"""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faq.errors import FaqError
from faq.indexing.parse_file import Job, build
from faq.knowledge.file import Read, read
from faq.knowledge.toml import salvaged
from faq.knowledge.values import Knowledge
from faq.sources.configuration import configured
from faq.sources.selection import in_use
from faq.sources.source import Source
from tests.knowledge.test_toml_lines import ways
from tests.support.fuzzing import ANY_TEXT, ROOT, TEXT, inputs

pytestmark = pytest.mark.slow

REAL = (ROOT / "data" / "bpf_devel_QA.toml").read_text(encoding="utf-8")
CONFIGURATION = '[[source]]\npath = "/a/FAQ.rst"\nurl = "https://a.org/"\ntitle = "A"\nrevision = "1"\n'
KEY = st.sampled_from(
    ["document", "title", "revision", "url", "web_root", "entries", "questions", "details", "answer", "synonyms",
     "words", "from", "to", "out_of_scope", "source", "path", '"a b"', "a.b"]
) | TEXT.map(json.dumps)  # fmt: skip
VALUE = st.recursive(
    st.one_of(
        TEXT.map(json.dumps),
        st.sampled_from(["1", "-0", "1e9999", "nan", "true", "1979-05-27", "0x1F", "''", "'''\n'''"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.tuples(KEY, inner).map(lambda pair: f"{{{pair[0]} = {pair[1]}}}"),
    ),
    max_leaves=6,
)
LINE = st.one_of(
    st.tuples(KEY, VALUE).map(" = ".join),
    KEY.map(lambda key: f"[{key}]"),
    KEY.map(lambda key: f"[[{key}]]"),
    st.tuples(KEY, KEY).map(lambda keys: f"[{'.'.join(keys)}]"),
    TEXT,
)
MADE = st.lists(LINE, max_size=8).map("\n".join)


@st.composite
def mutated(draw: st.DrawFn, whole: str) -> str:
    """A stretch of a real file, bits of it cut out, doubled or replaced."""
    start = draw(st.integers(0, len(whole) - 1))
    text = whole[start if draw(st.booleans()) else 0 :][: draw(st.integers(1, 1500))]
    for _ in range(draw(st.integers(0, 4))):
        at, size = draw(st.integers(0, len(text))), draw(st.integers(0, 20))
        text = (
            text[:at] + draw(st.one_of(LINE, TEXT, st.sampled_from(list('[]{}"=.,#\n')))) + text[at + size :]
        )
    return text


def one_line(error: FaqError, file: str) -> None:
    """See that an error begins with its place and ends with its hint."""
    assert str(error).startswith((f"{file}:", f"{file}: "))
    assert error.problem
    assert error.hint
    assert "Traceback" not in str(error)


DEEP = (
    "x = " + "[" * 100_000,
    "x = " + "9" * 5000,
    "a." * 5000 + "b = 1",
    "[" + "a." * 5000 + "b]",
    "x = '''" + "y" * 10**6,
    "a." * 500_000 + "b = 1",
    "[x]\n'a' . " + '"b".' * 100_000 + "b = 1",
    f"[[synonyms]]\nwords = {list(map(str, range(100_000)))}",
    f"[[synonyms]]\nfrom = {list(map(str, range(50_000)))}\nto = {list(map(str, range(50_000)))}",
)


@inputs(400)
@given(MADE | mutated(REAL) | ANY_TEXT)
@example("x = " + "9" * 5000)
@example("[document]\ntitle = '\x7f'")
@example("\ud800 = 1")
@example("entries = 1979-05-27")
def test_knowledge_files(text: str) -> None:
    found = read(text, "FAQ.toml")
    assert isinstance(found, Read)
    for problem in found.problems:
        one_line(problem, "FAQ.toml")
    toml = salvaged(text, "FAQ.toml")
    assert set(ways(toml.table)) == set(toml.lines)


@inputs(300)
@given(MADE | mutated(CONFIGURATION) | ANY_TEXT)
@example("x = " + "9" * 5000)
@example("[[source]]\npath = '~nobody-at-all/x'")
@example('[[source]]\npath = "a\\u0000b"')
def test_configurations(text: str) -> None:
    try:
        assert all(isinstance(source, Source) for source in configured(text, "/c/config.toml").sources)
    except FaqError as error:
        one_line(error, "/c/config.toml")


PIECES = st.sampled_from(
    [b"\xef\xbb\xbf", b"\0", b"\r", b"\r\n", b"\n", b"\n\n", b"\xc2\x85", b"\xe2\x80\xa8", b"\xff", b"\xed\xa0\x80",
     b"\x1b[2J", b"How is it?\n----------\n\n", b"So it is.", b"* ", b"   ", b"::\n\n   ", b"[document]\n",
     b"title = 'x'", b"[[source]]\n", b"path = '/a'", b"[entries.how-is-it]\n", b"questions = ['And?']",
     b"=", b"'", b'"""']
)  # fmt: skip
BYTES = st.one_of(
    st.lists(PIECES, max_size=12).map(b"".join),
    st.binary(max_size=100),
    ANY_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes")


@inputs(200)
@given(BYTES, BYTES | st.none())
@example(b"\xef\xbb\xbfHow?\r----\r\rSo.\r", b"\xef\xbb\xbf[document]\r\ntitle = 'x'\r\n")
@example(b"How?\n----\n\nSo.\n", b"\0")
@example(b"", b"")
def test_documents_and_their_knowledge_files_of_any_bytes(
    place: Path, document: bytes, knowledge: bytes | None
) -> None:
    (place / "faq.rst").write_bytes(document)
    (place / "faq.toml").unlink(missing_ok=True)
    if knowledge is not None:
        (place / "faq.toml").write_bytes(knowledge)
    error = build(Job(str(place / "faq.rst"))).error
    if error is not None:
        assert error.location.startswith(str(place / "faq.rst"))
        assert "cannot be indexed" not in error.problem
        one_line(error, error.location)


@inputs(200)
@given(BYTES)
@example(b"\xff")
@example(b"\xef\xbb\xbf[[source]]\r\npath = '/a'\r\n")
@example(b"\r[[source]]\rpath = '/a'\r")
def test_configurations_of_any_bytes(place: Path, configuration: bytes) -> None:
    file = place / "bpffaq" / "config.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(configuration)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(place))
        patch.delenv("BPFFAQ_SOURCES", raising=False)
        try:
            assert all(isinstance(source, Source) for source in in_use(missing=True))
        except FaqError as error:
            one_line(error, str(file))


@pytest.mark.parametrize("number", range(len(DEEP)))
def test_very_deep_and_very_long(number: int) -> None:
    found = read(DEEP[number], "FAQ.toml")
    assert found.knowledge == Knowledge()
    with pytest.raises(FaqError) as caught:
        configured(DEEP[number], "c.toml")
    for problem, file in [*((problem, "FAQ.toml") for problem in found.problems), (caught.value, "c.toml")]:
        one_line(problem, file)
        assert len(str(problem)) < 20_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = " + "9" * 5000, "FAQ.toml:1: is not TOML: a number is too long; fix that line"),
        ("x = " + "[" * 100_000, "FAQ.toml:1: is not TOML: nested too deeply; fix that line"),
        (
            "x = 1\n" + "a." * 50 + "b = 1",
            "FAQ.toml:2: has a key of more than 50 parts; name the table in fewer",
        ),
        (
            "a." * 49 + "b = 1",
            "FAQ.toml:1: 'a' is not a key of a knowledge file; "
            "use one of: document, revisions, synonyms, entries, out_of_scope",
        ),
        (
            f"\n[[synonyms]]\nwords = {list(map(str, range(201)))}",
            "FAQ.toml:2: 'synonyms' has a group of more than 200 words; divide it",
        ),
        (
            f"[[synonyms]]\nfrom = {list(map(str, range(201)))}\nto = ['a']",
            "FAQ.toml:1: 'synonyms' has a group of more than 200 words; divide it",
        ),
        (
            f"[[synonyms]]\nfrom = ['a']\nto = {list(map(str, range(201)))}",
            "FAQ.toml:1: 'synonyms' has a group of more than 200 words; divide it",
        ),
    ],
)
def test_what_is_said(text: str, said: str) -> None:
    assert str(read(text, "FAQ.toml").problems[0]) == said
