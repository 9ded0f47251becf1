"""What is stored of an entry comes back as it was."""

from faq.indexing.payloads import (
    NOTHING,
    Analysed,
    Asked,
    Evidence,
    Outside,
    Stored,
    Synonyms,
    marked,
    pack,
    pack_evidence,
    pack_outside,
    row,
    weighed,
)
from faq.model import Block, Entry, Lines, Link, Passage
from index.texts import OFTEN, Table, table

ENTRY = Entry(
    "q-a", "qna", "How?", ("By what?", "Wie \u6838?"), ("Part", "Section"),
    (Block("code", "$ make\nok", Lines(3, 4), 1, "2.", "sh", True), Block("paragraph", "So.", Lines(5, 5))),
    (Link("MAINTAINERS", "", False, "doc:x"), Link("home", "https://a.example/", True)), Lines(1, 5), 1,
)  # fmt: skip


MORE = (Asked("Wie \u6838?", ("wie", "\u6838"), 1), Asked("Detail?", ("x",), 0))


EVIDENCE = Evidence(({"make": 120, "so": 7}, {"so": 30}), ((0, 1), NOTHING))


def back(analysed: Analysed) -> Stored:
    return Stored(pack(analysed).__getitem__)


def test_an_entry_comes_back() -> None:
    asked = (Asked("How?", ("how",)), Asked("By what?", ()), *MORE)
    passages = (Passage("$ make", Lines(3, 3), 0, "code"), Passage("So.\nWell.", Lines(5, 6), 1, "paragraph"))
    found = back(Analysed(ENTRY, "a/b.rst", asked, passages, (("make",), ()), EVIDENCE))
    assert (found.entry, found.group) == (ENTRY, "a/b.rst")
    assert (found.questions, found.passages, [*found.passage_terms]) == (asked, passages, [("make",), ()])


def test_an_entry_without_text_comes_back() -> None:
    bare = ENTRY._replace(alternates=(), blocks=(), links=(), section=())
    found = back(Analysed(bare, "g", (Asked("How?", ("how",)),), (), ()))
    assert (found.entry, found.passages, [*found.passage_terms], found.weighed) == (bare, (), [], None)


def test_an_entry_is_curated_by_phrasings_that_are_not_its_own_and_by_weights() -> None:
    own = (
        Asked("How?", ("how",)),
        Asked("By what?", ()),
    )  # the second one is an alternate question of the document
    assert not back(Analysed(ENTRY, "g", own, (), ())).is_curated
    assert back(Analysed(ENTRY, "g", (*own, *MORE), (), ())).is_curated
    assert back(Analysed(ENTRY, "g", own, (), (), weights="QR")).is_curated


def test_what_speaks_for_passages_is_looked_up_by_term() -> None:
    found = weighed(pack_evidence(EVIDENCE))
    assert row(found.words, "so") == [(0, 7), (1, 30)]
    assert row(found.words, "make") == [(0, 120)]
    assert row(found.words, "pear") == []
    assert found.units == ((0, 1), NOTHING)


def test_questions_out_of_scope_come_back() -> None:
    texts, terms = ["a b?", "c?", "b c?", "?"], [("a", "b"), ("c",), ("b", "c"), ()]
    found = Outside(pack_outside("g.rst", texts, terms, "SST").__getitem__)
    assert (found.group, found.size, found.weights) == ("g.rst", 4, "SST")
    assert (list(found.texts), list(found.terms)) == (texts, terms)


def test_a_question_out_of_scope_stays_on_its_line() -> None:
    found = Outside(pack_outside("g", ["a\nb?", "c?"], [("a",), ("c",)], "").__getitem__)
    assert found.texts == ["a b?", "c?"]


def test_synonyms_of_several_documents_are_merged() -> None:
    one, other = (
        Table(table([("skin", "peel\trind")])),
        Table(table([("skin", "rind\thull"), ("pip", "seed")])),
    )
    found = Synonyms([one, other])
    assert found["skin"] == ("peel", "rind", "hull")
    assert dict(found) == {"skin": ("peel", "rind", "hull"), "pip": ("seed",)}
    assert found.get("stalk") is None


def test_synonyms_that_are_looked_up_often_are_loaded() -> None:
    found = Synonyms(
        [Table(table([("skin", "peel\trind"), ("pip", "seed")])), Table(table([("skin", "hull")]))]
    )
    seldom = dict(found)
    for _ in range(OFTEN):
        found.get("stalk")
    assert dict(found) == seldom
    assert found.get("stalk") is None
    assert found["skin"] is found["skin"]


def test_terms_of_follow_ups_are_marked() -> None:
    assert marked(["a", "b"]) == ["+a", "+b"]


def test_what_an_entry_has_itself_is_not_what_is_known_of_it() -> None:
    asked = [Asked(text, (text,)) for text in ("question", "alternate", "curated", "detail")]
    entry = ENTRY._replace(alternates=("alternate", "curated"), own=1)
    found = back(Analysed(entry, "g", tuple(asked), (Passage("x", Lines(1, 1), 0, "code"),), (("text",),)))
    terms = ("question", "alternate", "curated", "detail", "text", "absent")
    assert [found.has_itself(term) for term in terms] == [True, True, False, False, True, False]
