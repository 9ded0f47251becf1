"""What a question may become while it is typed: order and absence on a document made for it, and on the bundled one."""

from functools import cache

import pytest

from faq.engine.completion import complete
from faq.library.library import Library, open_library
from faq.sources.selection import in_use

DOCUMENT = """\
Gadgets
=======

Mending
-------

Q: How do I mend a broken sprocket?
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
A: Send it to Henrietta with a ``sprocket_form``.

Q: Who pays for postage?
~~~~~~~~~~~~~~~~~~~~~~~~
A: You do.

Buying
------

Q: Where are WIDGETs sold?
~~~~~~~~~~~~~~~~~~~~~~~~~~
A: In the widget-shop at https://widgets.example/shop.
"""
KNOWLEDGE = """\
[out_of_scope]
questions = ["how do I paint a sprinkler?"]
[entries.q-how-do-i-mend-a-broken-sprocket]
questions = [
  "sprocket mending address",
  "Is there a sprocket hospital for people in a great hurry?",
  "is there a sprocket hospital?",
]
"""
MEND, POSTAGE, WIDGETS = (
    "How do I mend a broken sprocket?",
    "Who pays for postage?",
    "Where are WIDGETs sold?",
)


@pytest.fixture(scope="module")
def gadgets(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A small document with a knowledge file."""
    folder = tmp_path_factory.mktemp("gadgets")
    (folder / "gadgets.rst").write_text(DOCUMENT)
    (folder / "gadgets.toml").write_text(KNOWLEDGE)
    return open_library(in_use([str(folder / "gadgets.rst")]))


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("", [MEND, POSTAGE, WIDGETS]),
        ("  ", [MEND, POSTAGE, WIDGETS]),
        ("HOW  do", [MEND]),
        ("w", [POSTAGE, WIDGETS]),
        ("who", [POSTAGE]),
        ("sprocket", ["sprocket_form", MEND]),
        ("sproket", [MEND]),
        ("how do i spr", ["how do i sprocket_form", MEND]),
        ("sprocket m", [MEND]),
        ("broken sp", ["broken sprocket", MEND]),
        ("can spr", ["can sprocket_form", MEND]),
        ("hospital s", []),
        ("hospital sp", [MEND]),  # by the beginning of a topic word: its own text has no hospital
        ("fix a broken sp", ["fix a broken sprocket", MEND]),
        ("is there", []),
        (
            "is there a spr",
            ["is there a sprocket hospital?", "is there a sprocket_form"],
        ),
        ("is there a sprocket hos", ["is there a sprocket hospital?"]),
        ("fill in a SPROCKET_F", ["fill in a sprocket_form", MEND]),
        ("the (wid", ["the (widget-shop", WIDGETS]),
        ("mendi", ["mending", MEND, POSTAGE]),
        ("sprinkl", []),
        ("widgets.ex", [WIDGETS]),
        ("send a sprocket_form to Henrietta, mend a broken sprocket, pays ", [MEND]),  # POSTAGE is far behind
        ("zebra", []),
        ("\0\x1b", []),
    ],
)
def test_what_is_offered(gadgets: Library, typed: str, texts: list[str]) -> None:
    assert [one.text for one in complete(gadgets.snapshot, typed)] == texts


def test_each_leads_to_an_entry_of_its_section(gadgets: Library) -> None:
    found = complete(gadgets.snapshot, "the wid")
    assert {(one.id, one.section) for one in found} == {("q-where-are-widgets-sold", "Buying")}


def test_no_more_than_the_limit(gadgets: Library) -> None:
    assert [one.text for one in complete(gadgets.snapshot, "", 2)] == [MEND, POSTAGE]


@cache
def bundled() -> Library:
    return open_library(in_use())


def test_the_bundled_document_by_its_beginnings() -> None:
    found = complete(bundled().snapshot, "how do i RE", 3)
    assert (found[0].text, found[0].section) == (
        "How do I report bugs for BPF kernel code?",
        "Reporting bugs",
    )


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("self", "selftests"),
        ("run llv", "run LLVM"),
        ("bpf-n", "bpf-next"),
        ("what is paho", "what is pahole"),
    ],
)
def test_the_bundled_document_by_its_words(typed: str, word: str) -> None:
    assert word in [one.text for one in complete(bundled().snapshot, typed)]


def test_a_letter_goes_on_a_topic_word() -> None:
    """As the document goes on, and with the entries that do; a curated phrasing alone brings no entry."""
    assert [one.text for one in complete(bundled().snapshot, "git f")] == [
        "git format-patch",
        "How do I indicate which tree (bpf vs. bpf-next) my patch should be applied to?",
    ]
    assert complete(bundled().snapshot, "can I f") == ()
    mailing_list = "To which mailing list do I need to submit my BPF patches?"
    assert mailing_list not in [one.text for one in complete(bundled().snapshot, "git", 20)]


@pytest.mark.parametrize("typed", ["zebra can", "can I", "weather in ber"])
def test_nothing_rather_than_nonsense(typed: str) -> None:
    assert complete(bundled().snapshot, typed) == ()


def test_a_common_word_does_not_begin_a_term_of_the_document() -> None:
    offered = [one.text for one in complete(bundled().snapshot, "queue for")]
    assert "Queue stable patches" in offered and "queue format-patch" not in offered


@pytest.mark.parametrize("typed", ["how", "sel", "patches", "which tree", "who do i c", "where are the te"])
def test_an_entry_has_one_line(typed: str) -> None:
    entries = {one.question: one.id for one in (r.entry for r in bundled().snapshot.entries())}
    lines = [one for one in complete(bundled().snapshot, typed, 20) if not one.text.startswith(typed)]
    assert len({one.id for one in lines}) == len(lines)
    assert all(entries.get(one.text) == one.id for one in lines if one.text.lower()[: len(typed)] != typed)
