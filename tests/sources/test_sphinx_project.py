"""A document of a Sphinx project: what its conf.py says goes for it, and is never run."""

from pathlib import Path

import pytest

from faq.indexing.parse_file import Built, Job, build
from faq.sources.contents import checksum
from faq.sources.listing import found
from faq.sources.source import Source
from faq.sources.sphinx_project import Project, path_of, read

CONF = '''
project = "Zork"
version = release = "2.1"
html_baseurl = "https://docs.example.org/zork/"
rst_prolog = """
.. include:: <isonum.txt>
.. |ui| replace:: web interface of |project|
"""
rst_epilog = ".. _map: https://example.org/map"
extlinks = {"issue": ("https://bugs.example.org/%s", "issue %s"), "odd": 1}
raise SystemExit("this file must be read, never run")
'''

FAQ = """FAQ
===

What is the |ui|?
-----------------

It came with |version| |copy| of |nobody|; see `the map <map_>`_, :issue:`7` and :issue:`that <8>`.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose document is a directory below its conf.py."""
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "use").mkdir()
    (tmp_path / "use" / "faq.rst").write_text(FAQ, encoding="utf-8")
    return tmp_path


def built(file: Path) -> Built:
    """The file as it is read for the index."""
    return build(Job(str(file)))


def texts(file: Path) -> str:
    """All that is kept of a file's entries."""
    return "\n".join(text for record in built(file).records for text in record.payload)


def test_substitutions_links_and_address_come_from_the_project(project: Path) -> None:
    file = project / "use" / "faq.rst"
    kept = texts(file)
    assert "What is the web interface of Zork?" in kept
    assert "It came with 2.1 \N{COPYRIGHT SIGN} of nobody; see the map, issue 7 and that." in kept
    for address in ("https://example.org/map", "https://bugs.example.org/7", "https://bugs.example.org/8"):
        assert address in kept
    assert built(file).document.url == "https://docs.example.org/zork/use/faq.html"


@pytest.mark.parametrize(
    ("own", "title"),
    [
        ("FAQ", "Zork: FAQ"),
        ("Frequently Asked Questions (FAQ)", "Zork: Frequently Asked Questions (FAQ)"),
        ("Zork FAQ", "Zork FAQ"),
        ("Questions about lamps, and answers", "Questions about lamps, and answers"),
        ("Lamps", "Lamps"),
        ("", "Zork: faq"),
    ],
)
def test_the_title_of_an_faq_names_the_project(own: str, title: str, project: Path) -> None:
    file = project / "use" / "faq.rst"
    file.write_text(f"{own}\n{'=' * len(own)}\n\nQ: Is it free?\n\nYes.\n".lstrip(), encoding="utf-8")
    assert built(file).document.title == title
    (project / "conf.py").write_text("", encoding="utf-8")
    assert built(file).document.title == (own or "faq")


@pytest.mark.parametrize(
    ("reference", "shown", "leads"),
    [
        (":ref:`python:tut-intro`", "tut-intro", True),
        (":doc:`the tutorial <python:tutorial/index>`", "the tutorial", True),
        (":py:func:`~python:os.path.join`", "join", True),
        (":external+python:py:func:`os.path.join`", "os.path.join", True),
        (":ref:`perl:tut-intro`", "perl:tut-intro", False),
        (":cpp:func:`python::join`", "python::join", False),
        (":samp:`python:3`", "python:3", False),
    ],
)
def test_a_reference_to_another_project_leads_to_its_address(
    tmp_path: Path, reference: str, shown: str, leads: bool
) -> None:
    mapping = 'intersphinx_mapping = {"python": ("https://docs.python.example/3", None)}\n'
    (tmp_path / "conf.py").write_text(mapping, encoding="utf-8")
    (tmp_path / "faq.rst").write_text(f"FAQ\n===\n\nHow?\n----\n\nSee {reference}.\n", encoding="utf-8")
    kept = texts(tmp_path / "faq.rst")
    assert f"See {shown}." in kept
    assert ("https://docs.python.example/3" in kept) == leads


def test_a_project_is_that_of_the_nearest_file(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c" / "d" / "e"
    deep.mkdir(parents=True)
    (tmp_path / "conf.py").write_text("", encoding="utf-8")
    assert path_of(str(deep.parent / "faq.rst")) == str(tmp_path / "conf.py")
    assert path_of(str(deep / "faq.rst")) == ""
    (tmp_path / "a" / "conf.py").write_text("", encoding="utf-8")
    assert path_of(str(deep / "faq.rst")) == str(tmp_path / "a" / "conf.py")


def test_a_project_ends_at_its_repository(project: Path) -> None:
    (project / "use" / ".git").mkdir()
    assert path_of(str(project / "use" / "faq.rst")) == ""


@pytest.mark.parametrize("source", [".", "use/faq.rst"])
def test_a_changed_project_is_seen(project: Path, source: str) -> None:
    file, sources = str(project / "use" / "faq.rst"), [Source(str(project / source), source)]
    looked, summed = found(sources)[file], checksum(file)
    (project / "conf.py").write_text(CONF.replace("Zork", "Zorkmid"), encoding="utf-8")
    assert found(sources)[file].knowledge != looked.knowledge
    assert checksum(file) != summed


READ = {
    "nothing": (b"", Project()),
    "what only a run would tell": (
        b"import os\nversion = os.name\nproject = open('/etc/hostname').read()\nrelease = '3'\n",
        Project(release="3"),
    ),
    "what a run would change": (
        b"release = version = '3'\nrelease = made()\n",
        Project(version="3"),
    ),
    "a name": (b"release = '3.1'\nversion = release\n", Project(version="3.1", release="3.1")),
    "a part": (
        b"release = '3.1.4'\nversion = '.'.join(release.split('.')[:2])\nproject = release.split('.')[-1]\n",
        Project(name="4", version="3.1", release="3.1.4"),
    ),
    "texts added": (
        b"project: str = 'A' + 'B'\nrst_epilog = '.. |a| replace:: b'\nrst_epilog += '\\n' + project\n",
        Project(name="AB", definitions=".. |a| replace:: b\nAB"),
    ),
    "texts filled in": (
        b"n = 7\nversion = f'{n}.{n}'\nrelease = '{}.{x}%{{'.format(n, x='8')\nproject = '%s%% %d' % ('A', 5)",
        Project(name="A% 5", version="7.7", release="7.8%{"),
    ),
    "what cannot be filled in": (
        b"version = '{} {}'.format('a')\nrelease = '%s %x' % ('a', 1)\nproject = f'{1:>9}'\nhtml_baseurl = '%s' % ()",
        Project(),
    ),
    "roles of a site": (
        b"site = 'https://a.example'\nextlinks = {'b': (f'{site}/b/%s', '#%s'), 'c': (made(), 'c')}\n",
        Project(roles=(("b", "https://a.example/b/%s", "#%s"),)),
    ),
    "a dict by its names": (
        b"extlinks = dict(b=('https://a.example/' + '%s', 'b %s'))",
        Project(roles=(("b", "https://a.example/%s", "b %s"),)),
    ),
    "texts of texts": (
        b"project = 'A'\ny = 'ab' + 'cd'\n" + b"y = y + y\n" * 90 + b"version = y",
        Project(name="A"),
    ),
    "a text over and over": (
        b"a = '" + b"ab," * 200_000 + b"'\nrelease = '9'\n" + b"b = f'{a}{a}'.split(',')\n" * 3000,
        Project(release="9"),
    ),
    "the last one": (b"release = '3'\nrelease = '4'\n", Project(release="4")),
    "other types": (b"project = 1\nversion = ['2']\nextlinks = ['x']\nhtml_baseurl = None\n", Project()),
    "roles that lead elsewhere": (
        b"extlinks = {'a': ('file:///%s', 'x'), 2: ('https://a/%s', '')}",
        Project(),
    ),
    "a role without words": (
        b"extlinks = {'A': ('https://a.example/%s', None)}",
        Project(roles=(("a", "https://a.example/%s", "%s"),)),
    ),
    "other projects": (
        b"intersphinx_mapping = {'a': ('https://a.example/', None), 'b': ('../b', 'b.inv'), 'c': made(),\n"
        b" 'd': (), 1: 2}",
        Project(projects=(("a", "https://a.example/"),)),
    ),
    "no Python": (b"project = 'A'\nif:\n", Project()),
    "no text": (b"project = 'A'\0", Project()),
    "too deep": (b"project = 'A'\nx = " + b"(" * 5000 + b")" * 5000, Project()),
    "too long": (b"project = 'A'\n" + b"#" * (1 << 20), Project()),
    "an odd escape": (rb"project = 'A\d'", Project(name="A\\d")),
}


@pytest.mark.parametrize("name", READ)
@pytest.mark.filterwarnings("error")
def test_what_is_written_is_read_and_nothing_is_run(name: str) -> None:
    text, project = READ[name]
    assert read(text) == project
