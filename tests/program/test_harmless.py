"""Nothing comes through: what a document, a question or a file name holds reaches a terminal as plain text only."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from faq.engine import ask
from faq.errors import FaqError
from faq.library.library import open_library
from faq.output import harmless
from faq.output.text import Style, hyperlink
from faq.session import browser, editor, pager, view
from faq.session.background_library import BackgroundLibrary
from faq.session.conversation import Conversation, Reply
from faq.session.printer import Printer
from faq.session.runner import Runner
from faq.sources.selection import in_use
from tests.support.fuzzing import ROOT, harm
from tests.support.messages import strictly
from tests.support.places import write
from tests.support.session_stage import Told

EVIL = (
    "\x1b[2J\x1b]0;owned\x07\x9b31m\x9d8;;file:///etc/passwd\x9c\x1b]52;c;cm0=\x07\x08\x7f\u202egnp.exe\u202c"
)
LATE = "\x9b31m\x9d0;owned\x9c\u202egnp\u202c"
DOCUMENT = f"""\
=========
FAQ {LATE}
=========

Reporting {EVIL}
----------------

How do I report {EVIL} pears?
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

Q: Whom do I tell of {EVIL} pears?

A: Tell the {EVIL} pear list, `here {LATE} <javascript:alert({LATE})>`__ or
`there <https://example.org/{LATE}>`__ or at https://example.org/{LATE}.

* one {EVIL}

1. two {EVIL}

   three

term {EVIL}
   four {LATE}

:field {LATE}: five {EVIL}

.. warning:: six {EVIL}

.. code-block:: c{LATE}

   make {EVIL}

.. admonition:: seven {EVIL}

   eight

+-------+
| {LATE} |
+-------+

    quoted {EVIL}
"""
KNOWLEDGE = """\
[document]
title = "Title \\u001b[2J \\u009b31m"
revision = "12\\u001b[31m"
url = "https://example.org/\\u001b[2J\\u009b"

[[synonyms]]
from = ["fruit \\u009b31m"]
to = ["pears"]

[out_of_scope]
questions = ["How do I report \\u001b[2J plums?"]
"""
ASKED = '{"q": "how do I report pears?", "line": 8, "style": "\\u001b[2J\\u009b"}\n'
COMMANDS = (
    (0, "search", f"how do I {EVIL} report pears?"),
    (0, "search", "--explain", f"{LATE} report maling fruit pears?"),
    (0, "search", "--explain", "--json", f"how do I report {LATE} pears?"),
    (1, "search", "is there a helicopter?"),
    (0, "list"),
    (0, "list", "--json"),
    (0, "list", "--verbose"),
    (0, "show", "{id}"),
    (0, "show", "--json", "{id}"),
    (2, "show", f"nothing{EVIL}"),
    (0, "sources"),
    (0, "sources", "--json"),
    (0, "index"),
    (0, "index", "--json"),
    (0, "eval", "asked.jsonl"),
    (0, "eval", "--json", "asked.jsonl"),
    (2, "eval", f"no{EVIL}"),
    (0, "diff", "faq\x1b[2J\x9b.rst", "faq2.rst"),
    (0, "diff", "--json", "faq\x1b[2J\x9b.rst", "faq2.rst"),
    (2, "diff", "no\x1b[2J\x9b.rst", "faq2.rst"),
    (2, f"no{EVIL}"),
    (2, "list", f"--no{EVIL}"),
    (2, "list", "--width", f"{EVIL}"),
    (2, "list", "--source", f"no{EVIL}"),
    (0, "list", "--source", "bad\x1b[2J.rst"),
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("hostile")
    (directory / "faq\x1b[2J\x9b.rst").write_text(DOCUMENT, encoding="utf-8")
    (directory / "faq\x1b[2J\x9b.toml").write_text(KNOWLEDGE, encoding="utf-8")
    (directory / "faq2.rst").write_text(
        DOCUMENT.replace("three", f"drei {EVIL}").replace("Whom", f"Who {LATE}"), encoding="utf-8"
    )
    (directory / "bad\x1b[2J.rst").write_text("A\n=\n\nB\n=\n\nText.\n", encoding="utf-8")
    (directory / "bad\x1b[2J.toml").write_text(f'"x\\u001b[2J" = 1\n[entries."{LATE}"]\n', encoding="utf-8")
    (directory / "asked.jsonl").write_text(ASKED, encoding="utf-8")
    return directory


def bpffaq(place: Path, *words: str, **extra: str) -> "subprocess.CompletedProcess[bytes]":
    """The real command, its source the hostile document unless another is named."""
    source = {} if "--source" in words else {"BPFFAQ_SOURCES": str(place / "faq\x1b[2J\x9b.rst")}
    return subprocess.run(
        [sys.executable, "-m", "faq", *words],
        cwd=place,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONSAFEPATH": "1",
            "PYTHONUTF8": "1",
            **source,
            **extra,
        },
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("color", ["always", "never"])
@pytest.mark.parametrize("row", COMMANDS, ids=[ascii(" ".join(row[1:]))[1:25] for row in COMMANDS])
def test_commands(place: Path, row: tuple[Any, ...], color: str) -> None:
    status, *words = row
    if words[-1] == "{id}":
        words[-1] = json.loads(bpffaq(place, "list", "--json").stdout)["entries"][0]["id"]
    colored = ("--color", color) if words[0] not in ("index", "eval") else ()
    done = bpffaq(place, *words, *colored)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert (harm(out), harm(err)) == ([], [])
    assert "Traceback" not in err
    assert done.returncode == status
    if status == 2:
        assert (out, err.count("\n")) == ("", 1)
    if "--json" in words:
        assert json.loads(out)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with two documents of the same entries, whose names are not UTF-8."""
    directory = tmp_path_factory.mktemp("foreign")
    for name in ("gr\udcf6sse.rst", "gr\udcf7sse.rst"):
        write(directory / name, f"Pears\n=====\n\nHow do I peel a pear?\n---------------------\n\n{name!r}\n")
    (directory / "asked.jsonl").write_text(
        '{"q": "peel\\ud800?", "id": "how-do-i-peel-a-pear", "style": "\\ud800"}\n'
    )
    return directory


ALL_JSON = (
    ("search", "how do I peel a pear\udcff?"),
    ("search", "--full", "the opera\udcff?"),
    ("list",),
    ("show", r"gr\xf6sse#how-do-i-peel-a-pear"),
    ("sources", "--verbose"),
    ("index", "--verbose"),
    ("index", "--clear"),
    ("eval", "asked.jsonl"),
    ("diff", "gr\udcf6sse.rst", "gr\udcf7sse.rst"),
    ("unanswered",),
)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_string_in_json_is_a_lone_surrogate(foreign: Path, encoding: str) -> None:
    around = {
        "BPFFAQ_SOURCES": str(foreign),
        "BPFFAQ_UNANSWERED": "on",
        "PYTHONIOENCODING": encoding,
        "XDG_CACHE_HOME": str(foreign / "cache\udcff"),
        "XDG_STATE_HOME": str(foreign / "state"),
    }
    for command, *words in ALL_JSON:
        done = bpffaq(foreign, command, "--json", *words, **around)
        assert (done.returncode in (0, 1), done.stderr) == (True, b""), command
        assert strictly(done.stdout), command
    asked = strictly(bpffaq(foreign, "unanswered", "--json", **around).stdout)["questions"]
    assert [one["query"] for one in asked] == ["the opera\ufffd?"]


def test_an_entry_is_shown_by_the_id_that_the_list_printed(foreign: Path) -> None:
    around = {"BPFFAQ_SOURCES": str(foreign)}
    listed = strictly(bpffaq(foreign, "list", "--json", **around).stdout)["entries"]
    lines = bpffaq(foreign, "list", "--tsv", **around).stdout.decode().splitlines()
    assert [line.split("\t")[0] for line in lines] == [entry["id"] for entry in listed]
    shown = [strictly(bpffaq(foreign, "show", "--json", entry["id"], **around).stdout) for entry in listed]
    assert [entry["id"] for entry in shown] == [entry["id"] for entry in listed]
    assert len({entry["answer"] for entry in shown}) == 2


def test_a_session(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that a session draws of the hostile document, and what it says of wrong lines."""
    monkeypatch.chdir(place)
    library = open_library(in_use(["faq\x1b[2J\x9b.rst"]))
    style = Style(50, True, True)
    results = tuple(library.snapshot.entries())
    answer = ask(library.snapshot, f"how do I report {EVIL} pears?")
    drawn = [
        *view.answer(answer, style)[0],
        *view.sections(results, style),
        *view.remark(library.snapshot.notice + EVIL, style),
    ]
    for result in results:
        links = view.link_choices(result)
        drawn += [*view.entry(result, style), *view.numbered(links, style), *view.part(EVIL, results, style)]
    terminal, errors = io.StringIO(), io.StringIO()
    Printer(terminal, errors).show(Reply(tuple(drawn), error=f"no {EVIL}: is no command; try /help"))
    assert harm(terminal.getvalue()) == []
    assert harm(errors.getvalue()) == []
    library.close()


def test_lines_of_a_session(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    told = Told([f"how do I report {LATE} pears?"])
    background = BackgroundLibrary(lambda: open_library(in_use(["faq\x1b[2J\x9b.rst"])))
    runner = Runner(Conversation(background, told.tools(), lambda: Style(50, True, True)))
    lines = ("how do I report pears?", "/why", "/links", "/list", "1", "/why", "/copy", "/copy 2", "/sources",
             "/history", "/show q", f"/show {EVIL}", f"/list {EVIL}", f"/{EVIL}", "/edit", "/open",
             "/links", "1")  # fmt: skip
    for line in lines:
        terminal, errors = io.StringIO(), io.StringIO()
        Printer(terminal, errors).show(runner.run(line))
        assert (harm(terminal.getvalue()), harm(errors.getvalue())) == ([], [])
        assert terminal.getvalue() or errors.getvalue()
    background.close()


@pytest.mark.parametrize(
    ("cache", "words", "told"),
    [
        ("{0}", ("index",), "\ufffd[2J\ufffd"),
        ("{0}", ("index", "--clear"), "\ufffd[2J\ufffd"),
        ("/dev/null", ("list",), "/dev/null: is not a directory"),
        ("/dev/null", ("index", "--clear"), "/dev/null: is not a directory"),
    ],
)
def test_a_cache_of_a_harmful_name(
    cache: str, words: tuple[str, ...], told: str, place: Path, tmp_path: Path
) -> None:
    done = bpffaq(place, *words, XDG_CACHE_HOME=f"{cache.format(tmp_path)}/\x1b[2J\x9b")
    out, err = done.stdout.decode(), done.stderr.decode()
    assert (harm(out), harm(err)) == ([], [])
    assert told in out + err


def test_an_error_is_one_bounded_line(place: Path) -> None:
    assert harmless.error_line(f"a\n b\x1b{'x' * 5000} the hint") == (
        f"a b\ufffd{'x' * 493} ... {'x' * 488} the hint"
    )
    done = bpffaq(place, "show", "x" * 100_000)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert len(done.stderr.decode()) <= 1009
    (place / "long.rst").write_text("FAQ\n===\n\nHow?\n----\n\nSo.\n", encoding="utf-8")
    knowledge = place / "long.toml"
    knowledge.write_text(f"{'a' * 100_000} = 1\n", encoding="utf-8")
    done = bpffaq(place, "check", str(knowledge))
    assert (done.returncode, done.stdout.count(b"\n")) == (1, 1)
    assert len(done.stdout.decode()) <= 1001


def test_a_line_end_in_a_files_name_forges_no_line(tmp_path: Path) -> None:
    name = "faq\nbpffaq: all is well.rst"
    (tmp_path / name).write_text("FAQ\n===\n\nQ: How is it?\n------------\nA: It is well.\n")
    for words in (("how is it?",), ("list",), ("show", "how"), ("sources",), ("--short", "how is it?")):
        done = bpffaq(tmp_path, *words, "--source", name)
        assert not [line for line in done.stdout.decode().split("\n") if line.startswith("bpffaq")], words
        assert done.returncode in (0, 1)


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://a.org/", True), ("http://a.org/x?y#z", True), ("mailto:a@b.org", True), ("HTTPS://A.ORG/", True),
        ("file:///etc/passwd", False), ("javascript:alert(1)", False), ("data:text/html,x", False),
        ("ftp://a.org/", False),
        ("//a.org/", False), ("ssh://a", False), ("", False), ("https:", False), ("x-man-page://ls", False),
        ("https://a.org/\x1b\\", False), ("https://a.org/\x9c", False), ("https://a.org/ b", False),
        ("https://a.org/\n", False),
        ("https://\u202e", False), (" https://a.org/", False),
    ],
)  # fmt: skip
def test_links(url: str, opened: bool) -> None:
    drawn = hyperlink("text", url, Style(80, True, True))
    assert drawn == (f"\x1b]8;;{url}\x1b\\text\x1b]8;;\x1b\\" if opened else "text")
    if not opened and not url.startswith("https:"):
        with pytest.raises(FaqError):
            browser.check(url)


def test_neither_editor_nor_pager_gets_a_shell(tmp_path: Path) -> None:
    """What a shell would run is a word like any other."""
    ran = tmp_path / "ran"
    words = pager.command(
        {"PAGER": f"less; touch {ran}"}, lambda name: None if ";" in name else f"/bin/{name}"
    )
    assert words == []
    lines = editor.command(f"vim -c 'x y'; touch {ran}", "/a/$(id) `id`;x.rst", 7)
    assert lines == ["vim", "-c", "x y;", "touch", str(ran), "+7", "/a/$(id) `id`;x.rst"]
    sources = "".join(
        Path(module.__file__ or "").read_text(encoding="utf-8") for module in (pager, editor, browser)
    )
    assert "shell=True" not in sources
    assert "os.system" not in sources
    assert not ran.exists()
