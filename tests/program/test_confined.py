"""A document is text: it opens no file, runs no code, reads no setting, and nothing goes to the network."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from docutils import nodes

from faq.parsing.markup import dialect
from tests.support.fuzzing import ROOT

pytestmark = pytest.mark.slow

SECRET = "the secret of the file beside it"
DOCUMENT = """\
=====
Pears
=====

How do I peel a pear?
---------------------

With a knife.

{piece}
"""
REACHING = {
    "include": ".. include:: secret.txt",
    "include, literal": ".. include:: secret.txt\n   :literal:",
    "include, code": ".. include:: secret.txt\n   :code: python",
    "include, absolute": ".. include:: {place}/secret.txt",
    "include, standard": ".. include:: <isonum.txt>",
    "include, parser": ".. include:: secret.txt\n   :parser: rst",
    "literalinclude": ".. literalinclude:: secret.txt",
    "raw": ".. raw:: html\n   :file: secret.txt",
    "raw, url": ".. raw:: html\n   :url: file://{place}/secret.txt",
    "raw, content": ".. raw:: html\n\n   <script>alert(1)</script>",
    "csv-table": ".. csv-table::\n   :file: secret.txt",
    "csv-table, url": ".. csv-table::\n   :url: file://{place}/secret.txt",
    "code": ".. code:: python\n   :file: secret.txt\n\n   pass",
    "math": ".. math::\n   :file: secret.txt\n\n   \\input{{secret.txt}}",
    "parsed-literal": ".. parsed-literal::\n\n   |secret| :raw:`x`",
    "role raw": ".. role:: raw-html(raw)\n   :format: html\n\n:raw-html:`<script>alert(1)</script>`",
    "role": ":file:`secret.txt` :download:`secret.txt` :raw:`secret.txt`",
    "image": ".. image:: secret.txt\n   :target: file://{place}/secret.txt",
    "figure": ".. figure:: secret.txt\n   :figwidth: image",
    "substitution": ".. |secret| include:: secret.txt\n\n|secret|",
    "substitution, raw": ".. |secret| raw:: html\n   :file: secret.txt\n\n|secret|",
    "command-output": ".. command-output:: cat secret.txt\n   :shell:",
    "program-output": ".. program-output:: touch ran",
    "exec": ".. exec::\n\n   open('ran', 'w')",
    "jupyter-execute": ".. jupyter-execute::\n\n   open('ran', 'w')",
    "plot": ".. plot:: secret.py",
    "automodule": ".. automodule:: secret",
    "kernel-doc": ".. kernel-doc:: secret.txt",
    "restructuredtext-test-directive": ".. restructuredtext-test-directive:: x",
    "settings": ":file_insertion_enabled: yes\n:raw_enabled: yes",
    "date": ".. |date| date:: %Y\n\n|date|",
    "default-role": ".. default-role:: raw\n\n`x`",
    "class": ".. _x: file://{place}/secret.txt\n\nx_ `y <secret.txt>`_",
}  # fmt: skip
SETTINGS = "[general]\nfile_insertion_enabled: yes\nraw_enabled: yes\nrecord_dependencies: ran\nwarning_stream: ran\n"
SETTINGS += "[restructuredtext parser]\nfile_insertion_enabled: yes\nraw_enabled: yes\nhalt_level: 1\n"
SHADOWS = (
    "faq",
    "index",
    "json",
    "re",
    "docutils",
    "whoosh",
    "platformdirs",
    "sitecustomize",
    "secret",
    "prompt_toolkit",
)
WATCH = """
import os, sys
place = {place!r}
allowed = {allowed!r}
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if path.startswith(place + os.sep) and not path.startswith(allowed):
            os.write(2, ("opened " + path + "\\n").encode())
    elif event.startswith(("subprocess", "os.system", "os.exec", "os.posix_spawn", "socket.", "urllib", "pty.spawn")):
        os.write(2, ("did " + event + "\\n").encode())
        raise RuntimeError(event)
sys.addaudithook(watch)
import faq.cli.main
sys.exit(faq.cli.main.main(sys.argv[1:]))
"""


def run(place: Path, *words: str, **extra: str) -> "subprocess.CompletedProcess[str]":
    """The program with every file that it opens in a place watched, and processes and sockets forbidden."""
    allowed = tuple(str(place / name) for name in ("pears.rst", "pears.toml", "cache"))
    code = WATCH.format(place=str(place), allowed=allowed)
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    own = {
        "HOME": f"{place}-home",
        "XDG_CACHE_HOME": str(place / "cache"),
        "XDG_CONFIG_HOME": str(place / "config"),
    }
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *words],
        cwd=place,
        env={
            **kept,
            **own,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
            **extra,
        },
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=60,
        check=False,
    )


def hostile(place: Path) -> None:
    """A working directory that tries everything."""
    (place / "secret.txt").write_text(SECRET, encoding="utf-8")
    (place / "secret.py").write_text("open('ran', 'w')", encoding="utf-8")
    for name in ("docutils.conf", ".docutils", "dot.conf"):
        (place / name).write_text(SETTINGS, encoding="utf-8")
    for name in ("config.toml", "bpffaq.toml", "pyproject.toml", ".bpffaq.toml"):
        (place / name).write_text(f'[[source]]\npath = "{place}/secret.txt"\n', encoding="utf-8")
    for name in SHADOWS:
        (place / f"{name}.py").write_text(
            f"import os; os.write(2, b'imported {name}'); open('ran', 'w')", encoding="utf-8"
        )


@pytest.mark.parametrize("name", REACHING)
def test_directives_and_roles_reach_nothing(name: str, tmp_path: Path) -> None:
    hostile(tmp_path)
    piece = REACHING[name].format(place=tmp_path)
    (tmp_path / "pears.rst").write_text(DOCUMENT.format(piece=piece), encoding="utf-8")
    done = run(
        tmp_path, "show", "--json", "how-do-i-peel-a-pear", "--source", "pears.rst", DOCUTILSCONFIG="dot.conf"
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert SECRET not in done.stdout
    assert not (tmp_path / "ran").exists()
    found = json.loads(done.stdout)
    assert found["blocks"][0] == {"kind": "paragraph", "text": "With a knife.", "lines": [8, 8]}
    assert all(link["url"] is None or link["url"].startswith(("https:", "http:")) for link in found["links"])


@pytest.mark.parametrize(
    "name", [name for name, piece in REACHING.items() if re.match(r"\.\. (include|raw|csv-table)::", piece)]
)
def test_with_the_directives_of_docutils_they_reach_nothing_either(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its settings refuse what would read a file or pass something through."""
    hostile(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dialect, "_MARK", "of nobody")
    piece = REACHING[name].format(place=tmp_path)
    document, problems = dialect.read(DOCUMENT.format(piece=piece).split("\n"), "pears.rst")
    assert SECRET not in "".join(str(text) for text in document.findall(nodes.Text))
    assert [node.tagname for node in document.findall() if node.tagname in ("raw", "table")] == []
    assert [problem for problem in problems if "disabled" in problem or "deactivated" in problem]


def test_no_configuration_of_the_working_directory_is_read(tmp_path: Path) -> None:
    hostile(tmp_path)
    done = run(tmp_path, "sources", "--json", XDG_CONFIG_HOME="", DOCUTILSCONFIG=str(tmp_path / "dot.conf"))
    assert (done.stderr, done.returncode) == ("", 0)
    assert [source["origin"] for source in json.loads(done.stdout)["sources"]] == ["bundled"]


@pytest.mark.parametrize("value", [".", "config", "./x/../config"])
def test_a_relative_configuration_directory_is_not_followed(value: str, tmp_path: Path) -> None:
    (tmp_path / "config" / "bpffaq").mkdir(parents=True)
    (tmp_path / "config" / "bpffaq" / "config.toml").write_text("wrong", encoding="utf-8")
    (tmp_path / "bpffaq").mkdir()
    (tmp_path / "bpffaq" / "config.toml").write_text("wrong", encoding="utf-8")
    done = run(tmp_path, "sources", "--json", XDG_CONFIG_HOME=value)
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize(
    "words", [("search", "how do I report bugs?"), ("list",), ("index",), ("--version",)]
)
def test_no_program_of_the_working_directory_is_imported(words: tuple[str, ...], tmp_path: Path) -> None:
    """As the installed command starts: the directory of the script comes first on the path, not the working one."""
    hostile(tmp_path)
    script = tmp_path / "bin" / "bpffaq"
    script.parent.mkdir()
    script.write_text("import sys\nfrom faq.cli.main import main\nsys.exit(main())\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), *words],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert not (tmp_path / "ran").exists()


NETLESS = """
import os, socket, sys
def net(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.")):
        os.write(2, event.encode())
        os._exit(99)
sys.addaudithook(net)
import faq.cli.main
sys.exit(faq.cli.main.main(sys.argv[1:]))
"""
REQUESTS = "".join(
    json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}) + "\n"
    for number, (method, params) in enumerate(
        [
            ("faq/search", {"query": "report bugs"}),
            ("faq/list", {}),
            ("faq/show", {"id": "pear"}),
            ("faq/complete", {"prefix": "how"}),
        ]
    )
)


MCP = "".join(
    json.dumps({"jsonrpc": "2.0", **message}) + "\n"
    for message in (
        {
            "id": 0,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "x", "version": "1"},
            },
        },
        {"method": "notifications/initialized"},
        {
            "id": 1,
            "method": "tools/call",
            "params": {"name": "search", "arguments": {"query": "report bugs"}},
        },
        {"id": 2, "method": "resources/list"},
    )
)


def test_the_guard_notices() -> None:
    """What the next test relies on."""
    for code in (
        "socket.socket()",
        "socket.getaddrinfo('localhost', 80)",
        "socket.create_connection(('::1', 9))",
    ):
        guarded = NETLESS.replace("import faq.cli.main\n", f"{code}\n")
        done = subprocess.run([sys.executable, "-c", guarded, "list"], capture_output=True, check=False)
        assert done.returncode == 99


@pytest.mark.parametrize(
    ("words", "sent", "status"),
    [
        (("search", "how do I report bugs?"), "", 0),
        (("search", "--json", "is there a helicopter?"), "", 1),
        (("list",), "", 0),
        (("show", "q-how-do-i-report-bugs-for-bpf-kernel-code"), "", 0),
        (("sources",), "", 0),
        (("index",), "", 0),
        (("index", "--clear"), "", 0),
        (("diff", "data/bpf_devel_QA.rst", "data/bpf_devel_QA.rst"), "", 0),
        (("eval", "asked.jsonl"), "", 0),
        (("search", "--explain", "--verbose", "-"), "how do I report bugs?", 0),
        (("serve",), REQUESTS, 0),
        (("mcp",), MCP, 0),
        ((), "how do I report bugs?\n/links\n/list\n/why\n/quit\n", 0),
        (("--help",), "", 0),
    ],
)
def test_no_network(words: tuple[str, ...], sent: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "asked.jsonl").write_text('{"q": "how do I report bugs?", "line": 20}\n', encoding="utf-8")
    (tmp_path / "data").symlink_to(ROOT / "data")
    done = subprocess.run(
        [sys.executable, "-P", "-c", NETLESS, *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        input=sent,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", status)
    assert done.stdout
