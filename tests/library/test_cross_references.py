"""References among the documents in use lead to the right place and address, also when a document changes."""

from pathlib import Path

import pytest

from faq.engine import ask
from faq.indexing.payloads import DOCUMENT
from faq.library.library import Library
from index.texts import split
from tests.support.places import opened, write

pytestmark = pytest.mark.usefixtures("empty_place")

LINKING = """\
One
===

What is it?
-----------

See :ref:`there`, :ref:`that <there>`, :doc:`sub/two`, :doc:`/sub/two`, :ref:`nowhere` and :doc:`nothing`.
"""

LINKED = """\
Second page
===========

.. _there:

A place of its own
------------------

Text.
"""


def links(library: Library) -> list[tuple[str, str, bool]]:
    found = library.snapshot.find("what-is-it")
    assert found
    return [(link.text, link.url, link.resolved) for link in found.entry.links]


def test_links_to_other_documents_are_resolved_and_stay_right(tmp_path: Path) -> None:
    write("d/one.rst", LINKING)
    two = write("d/sub/two.rst", LINKED)
    write("d/sub/two.toml", '[document]\nurl = "https://a.test/two.html"\n')
    library = opened("d")
    unknown = [("nowhere", "", False), ("nothing", "", False)]
    place, page = "https://a.test/two.html#there", "https://a.test/two.html"
    assert links(library) == [
        ("A place of its own", place, True),
        ("that", place, True),
        ("Second page", page, True),
        ("Second page", page, True),
        *unknown,
    ]
    two.write_text(LINKED.replace("A place of its own", "Another place here"), encoding="utf-8")
    library.refresh()
    assert links(library)[0] == ("Another place here", place, True)
    two.unlink()
    library.refresh()
    assert links(library) == [
        ("there", "", False),
        ("that", "", False),
        ("sub/two", "", False),
        ("/sub/two", "", False),
        *unknown,
    ]


def test_of_several_places_with_a_name_the_first_documents_counts() -> None:
    """In the order of the documents, and not in that in which they were read."""
    write("d/one.rst", LINKING.replace("sub/two", "sub/two.tables"))
    for name in ("d/sub/two.tables.rst", "d/sub/two.rst", "e/two.tables.rst"):
        write(name, LINKED.replace("A place of its own", f"A place of {name}"))
    library = opened("d/one.rst", "d", "e")
    pages = [("Second page", "", False)] * 2
    right = [("A place of d/sub/two.rst", "", False), ("that", "", False), *pages]
    assert links(library)[:4] == right
    write("d/sub/two.tables.rst", LINKED.replace("A place of its own", "A changed place"))
    library.refresh()
    assert links(library)[:4] == right


def test_the_address_of_a_directory_leads_to_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("d/sub/two.rst", LINKED)
    config = tmp_path / "config" / "bpffaq"
    config.mkdir(parents=True)
    (config / "config.toml").write_text(
        f"[[source]]\npath = '{tmp_path}/d'\nurl = 'https://a.test/docs/'\nrevision = 'v1'\n"
    )
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("BPFFAQ_SOURCES", raising=False)
    (document,) = opened().snapshot.documents
    assert (document.url, document.revision) == ("https://a.test/docs/sub/two.html", "v1")


def test_what_is_kept_of_a_document_is_not_an_entry() -> None:
    write("a.rst", LINKED)
    library = opened("a.rst")
    (number,) = library.snapshot.searcher.of_kind(DOCUMENT)
    assert number not in library.snapshot.entry_numbers
    (place,) = split(library.snapshot.searcher.part(number, 0))
    assert split(place) == ["there", "", "A place of its own"]
    assert len(ask(library.snapshot, "A place of its own", limit=9).results) == 1
