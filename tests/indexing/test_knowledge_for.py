"""What goes for a document of the knowledge at hand: its own files, or the bundled one where it is a revision."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from faq.errors import FaqError
from faq.indexing import knowledge_for
from faq.indexing.knowledge_for import Known, answers, bundled_ids, bundled_knowledge, known
from faq.knowledge.values import CarriedOver, DetailChange
from faq.model import Age, Document
from faq.parsing.parse import parse
from faq.sources.contents import Beside, beside
from faq.sources.shipped import bundled, revision

TEXT = """\
Fruit FAQ
=========

Q: How do I peel a pear?
------------------------
Take a knife. Pull it down.

Q: Who sells pears?
-------------------
The market.
"""
PEEL, SELL = "q-how-do-i-peel-a-pear", "q-who-sells-pears"
DOCUMENT = parse(TEXT, "fruit.rst", "/orchard/fruit.rst")
DIGEST = sha256(TEXT.encode()).hexdigest()


def known_of(*files: bytes | FaqError, text: str = TEXT) -> Known:
    """What goes for the document with these knowledge files next to it."""
    beside = [Beside(f"/orchard/fruit{n}.toml", content) for n, content in enumerate(files)]
    return known(DOCUMENT, text.encode(), beside, text.split("\n"))


def test_a_document_without_knowledge() -> None:
    assert known_of() == Known()


def test_the_passages_of_each_entry() -> None:
    assert answers(DOCUMENT, TEXT.split("\n")) == {
        PEEL: ["Take a knife.", "Pull it down."],
        SELL: ["The market."],
    }


@pytest.mark.parametrize(
    ("digest", "later"), [("0" * 64, (PEEL,)), (DIGEST, ())], ids=["another-revision", "its-own"]
)
def test_an_entry_that_the_revision_of_the_knowledge_does_not_have_is_later(
    digest: str, later: tuple[str, ...]
) -> None:
    written = (
        f'[document]\nsha256 = "{digest}"\n[entries.{PEEL}]\nsince = "pears-2"\nquestions = ["peeling?"]\n'
    )
    assert known_of(written.encode()).knowledge.later == later


def test_entries_that_a_file_next_to_the_document_leaves_out_are_not_later() -> None:
    assert known_of(f'[entries.{PEEL}]\nquestions = ["peeling?"]\n'.encode()).knowledge.later == ()


def test_the_entries_that_are_later_than_the_bundled_revision() -> None:
    text = (
        Path(revision("linux-6.12").path).read_text("utf-8")
        + "\nQ: Who paints it?\n-----------------\nAnn.\n"
    )
    found = known(parse(text, "copy_QA.rst", "/tree/copy_QA.rst"), text.encode(), [], text.split("\n"))
    ci, internal, paints = found.knowledge.later
    assert (ci[:17], internal, paints) == (
        "q-how-do-i-run-bp",
        "q-what-bpf-internal-symbol-namespace-is-for",
        "q-who-paints-it",
    )


def test_two_files_are_one_knowledge() -> None:
    found = known_of(
        b'[out_of_scope]\nquestions = ["Who bakes?"]\n',
        f'[entries.{PEEL}]\nquestions = ["peeling?"]\n'.encode(),
    )
    assert found.notes == ()
    assert found.knowledge.outside == ("Who bakes?",)
    assert [(entry.id, entry.questions) for entry in found.knowledge.entries] == [(PEEL, ("peeling?",))]


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (FaqError("/orchard/fruit0.toml", "cannot be read", "look at it"), " cannot be read; look at it"),
        (b"\n\xff\n", "2: is not UTF-8 text; save it as UTF-8"),
        (
            f'[entries.{PEEL}s]\nquestions = ["peeling?"]\n'.encode(),
            f" no such entry: '{PEEL}s'; did you mean {PEEL}?",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_noted_with_its_name(content: bytes | FaqError, note: str) -> None:
    assert known_of(content).notes == (f"/orchard/fruit0.toml:{note}",)


STATE = b'[document]\nrevision = "0123456789abcdef"\nrelease = "Fruit 2"\nas_of = "2024-05"\n'
LOST = f'[entries.{PEEL}]\ndetails = [{{answer = "Use soap.", questions = ["soap?"]}}]\n'.encode()


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (STATE + f'sha256 = "{DIGEST}"\n'.encode() + LOST, ()),  # it was written for this very text
        (LOST, ("fruit.rst",)),
        (STATE + LOST, ("fruit.rst",)),
        (STATE + b'[entries.q-gone]\nquestions = ["gone?"]\n', ("fruit.rst",)),
        (STATE + f'[entries.{SELL}]\nquestions = ["market?"]\n'.encode(), ()),  # nothing is lost
    ],
)
def test_what_was_written_for_another_text_is_noted_where_some_is_lost(
    content: bytes, notes: tuple[str, ...]
) -> None:
    found = known_of(content)
    assert tuple(note.partition("/orchard/")[2].partition(":")[0] for note in found.notes) == notes


def test_the_note_names_the_revision_and_what_is_gone() -> None:
    assert known_of(STATE + LOST).notes == (
        "/orchard/fruit.rst: knowledge of 0123456789ab: 1 entry, 1 new without, 1 detail gone",
    )
    assert known_of(LOST).notes == ("/orchard/fruit.rst: knowledge: 1 entry, 1 new without, 1 detail gone",)


def test_what_was_carried_over_has_the_lines_of_the_document() -> None:
    content = f"""
[document]
revision = "0123456789abcdef"
[entries.q-gone]
questions = ["gone?"]
[entries.{PEEL}]
details = [
  {{answer = "Pull it downwards.", questions = ["up?"]}},
  {{answer = "Use soap.", questions = ["soap?"]}},
]
"""
    found = known_of(content.encode())
    assert found.carried == CarriedOver(
        files=("fruit0.toml",),
        from_bundled=False,
        revision="0123456789ab",
        entries=1,
        new=((SELL, 8),),
        gone=("q-gone",),
        followed=(DetailChange(PEEL, "Pull it downwards.", "Pull it down.", 6),),
        lost=(DetailChange(PEEL, "Use soap.", "", 4),),
    )
    assert found.notes == (f"/orchard/fruit.rst: {found.carried}",)
    assert str(found.carried) == (
        "knowledge of 0123456789ab: 1 entry, 1 new without, 1 not in this text, 1 detail followed, 1 detail gone"
    )


@pytest.mark.parametrize(
    ("digest", "age"),
    [
        ("", Age("Fruit 2", "2024-05")),  # without a digest it is what its file says
        (DIGEST, Age("Fruit 2", "2024-05")),
        ("0" * 64, Age()),  # it is another text
    ],
)
def test_how_old_a_text_is(digest: str, age: Age) -> None:
    assert known_of(STATE + f'sha256 = "{digest}"\n'.encode()).age == age


def test_a_heading_that_another_revision_words_differently_is_no_mistake_of_the_bundled_file() -> None:
    text = (
        Path(bundled().path)
        .read_text("utf-8")
        .replace("How to run BPF selftests", "How to run the BPF selftests")
    )
    document = parse(text, "copy.rst", "/src/copy.rst")
    found = known(document, text.encode(), [], text.split("\n"))
    assert found.notes[0] == (
        "/src/copy.rst: nothing is known of 'q-how-to-run-the-bpf-selftests'; "
        "what is known of 'q-how-to-run-bpf-selftests' is left out"
    )


def test_a_revision_of_the_bundled_document_takes_its_knowledge() -> None:
    assert bundled_ids() == {entry.id for entry in bundled_knowledge().entries}
    text = Path(bundled().path).read_text("utf-8")
    document = parse(text, "copy.rst", "/src/copy.rst")
    found = known(document, text.encode(), [], text.split("\n"))
    assert found.notes == ()
    files = ("bpf_devel_QA.toml", "bpf_devel_QA.generated.toml")
    assert (found.carried.files, found.carried.from_bundled) == (files, True)
    assert found.age.newer == "linux-6.12"
    changed_there = dict(found.age.changed)
    assert changed_there["q-clang-flag-for-target-bpf"] == "q-clang"
    assert "q-to-which-mailing-list-do-i-need-to-submit-my-bpf-patches" not in changed_there
    changed = text.replace("patchwork", "the list", 1).encode()
    (note,) = known(document, changed, [], text.split("\n")).notes
    assert note.startswith(f"/src/copy.rst: knowledge of {bundled_knowledge().revision.revision[:12]}: ")


def test_the_newest_revision_has_none_that_is_newer() -> None:
    source = revision("linux-6.12")
    text = Path(source.path).read_text("utf-8")
    document = parse(text, "new.rst", source.path)
    found = known(document, text.encode(), [], text.split("\n"))
    assert (found.age.newer, found.age.changed) == ("", ())
    assert found.age.as_of == "2026-11"


BREAD = """\
Bread FAQ
=========

Q: How long does a loaf bake?
-----------------------------
An hour.

Q: Can bread be frozen?
-----------------------
Yes. Slice it before.
"""
BAKE, FROZEN = "q-how-long-does-a-loaf-bake", "q-can-bread-be-frozen"


@pytest.fixture
def bread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Document]:
    """The bundled document, with both its knowledge files; a copy of it is in another directory."""
    shipped = tmp_path / "bread.rst"
    shipped.write_text(BREAD, encoding="utf-8")
    digest = sha256(BREAD.encode()).hexdigest()
    shipped.with_suffix(".toml").write_text(
        f"[document]\nrevision = '1'\nsha256 = '{digest}'\nurl = 'https://a.org/bread.html'\n"
        f"[entries.{BAKE}]\nquestions = ['oven time?']\n",
        encoding="utf-8",
    )
    shipped.with_suffix(".generated.toml").write_text(
        f"[out_of_scope]\nquestions = ['rye?', 'icebox?']\n"
        f"[entries.{BAKE}]\nquestions = ['when is it done?', 'thaw?']\n"
        f"[entries.{FROZEN}]\nquestions = ['icebox bread?']\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(knowledge_for, "bundled", lambda: bundled()._replace(path=str(shipped)))
    bundled_ids.cache_clear()
    bundled_knowledge.cache_clear()
    yield parse(BREAD, "copy/bread.rst", str(tmp_path / "copy" / "bread.rst"))
    bundled_ids.cache_clear()
    bundled_knowledge.cache_clear()


def known_of_copy(document: Document, files: dict[str, str]) -> Known:
    """What goes for the copy with knowledge files next to it, by their suffixes."""
    stem = document.path.removesuffix(".rst")
    own = [Beside(f"{stem}{suffix}", text.encode()) for suffix, text in files.items()]
    return known(document, BREAD.encode(), own, BREAD.split("\n"))


OWN = f"[entries.{FROZEN}]\nquestions = ['icebox?', 'thaw?']\n"


def test_a_copy_with_a_file_of_its_own_keeps_the_bundled_generated_one(bread: Document) -> None:
    found = known_of_copy(bread, {".toml": OWN})
    phrasings = {entry.id: entry.phrasings for entry in found.knowledge.entries}
    assert phrasings == {FROZEN: ("icebox?", "thaw?", "icebox bread?"), BAKE: ("when is it done?",)}
    assert found.knowledge.outside == ("rye?",)
    assert (found.carried.files, found.carried.added) == (("bread.toml",), ("bread.generated.toml",))
    assert found.notes == ()


def test_such_a_copy_is_known_by_the_bundled_revisions_unless_its_own_file_has_some(bread: Document) -> None:
    for given, name, url in (
        (OWN, "1", "https://a.org/bread.html"),
        (
            f"[document]\nrevision = '2'\nurl = 'https://b.org/bread.html'\n{OWN}",
            "2",
            "https://b.org/bread.html",
        ),
    ):
        found = known_of_copy(bread, {".toml": given}).knowledge
        assert (found.revision.revision, found.place.url) == (name, url)


def test_a_copy_with_a_generated_file_has_its_own_knowledge_only(bread: Document) -> None:
    for given in ({".toml": OWN, ".generated.toml": ""}, {".generated.toml": OWN}):
        found = known_of_copy(bread, given)
        assert [entry.phrasings for entry in found.knowledge.entries] == [("icebox?", "thaw?")]
        assert (found.knowledge.outside, found.carried.added) == ((), ())


def test_the_bundled_document_by_the_name_it_is_cited_by_has_its_generated_file_once(bread: Document) -> None:
    shipped = bread.path.replace("/copy/", "/")
    document = parse(BREAD, "data/bread.rst", "data/bread.rst")
    found = known(document, BREAD.encode(), beside(shipped), BREAD.split("\n"))
    assert found.carried.files == ("bread.toml", "bread.generated.toml")
    assert found.carried.added == ()


@pytest.mark.usefixtures("bread")
def test_another_document_has_its_own_knowledge_only() -> None:
    found = known_of(f"[entries.{PEEL}]\nquestions = ['peeling?']\n".encode())
    assert (len(found.knowledge.entries), found.carried.added) == (1, ())


def test_weights_that_are_not_well_formed_are_noted_with_their_line() -> None:
    found = known_of(f"[entries.{PEEL}]\nquestions = ['peeling?']\nweights = 'SS'\n".encode())
    assert found.notes == (
        f"/orchard/fruit0.toml:3: the weights of '{PEEL}' are not well formed; "
        "remove them, or write them with python -m bench.weights",
    )


SEE = "see them with: bpffaq check /orchard/fruit0.toml"


@pytest.mark.parametrize(
    ("count", "last"),
    [(5, "7: an element"), (6, f" has 1 more problem; {SEE}"), (9, f" has 4 more problems; {SEE}")],
)
def test_of_many_problems_the_first_are_noted_one_by_one(count: int, last: str) -> None:
    items = "1,\n" * count
    found = known_of(f"[entries.{PEEL}]\nquestions = [\n{items}]\n".encode())
    assert len(found.notes) == min(count, 6)
    assert found.notes[0].startswith("/orchard/fruit0.toml:3: an element")
    assert found.notes[-1].startswith(f"/orchard/fruit0.toml:{last}")
