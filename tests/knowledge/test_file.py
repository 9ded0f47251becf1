"""The knowledge file: read as a whole, or refused in one line that names its place."""

import pytest

from faq.errors import FaqError
from faq.knowledge.file import Curated, Detail, Knowledge, Place, Synonym, check, read

WHOLE = """
[document]
title = "A FAQ"
revision = "abc"
url = "https://example.org/faq.html"
tree_path = "Documentation/faq.rst"
docs_path = "Documentation"
web_root = "https://example.org/"
source_root = "https://example.org/tree/"

[entries.q-one]
questions = ["Is  it\\none?", "One?"]
details = [{answer = "It is.", questions = ["Really?"]}]
follow_ups = ["And why?"]

[[synonyms]]
words = ["fix", "repair"]

[[synonyms]]
from = ["mend"]
to = ["fix"]

[out_of_scope]
questions = ["What is two?"]
"""


def test_a_whole_file() -> None:
    assert read(WHOLE, "FAQ.toml") == Knowledge(
        title="A FAQ",
        revision="abc",
        place=Place(
            url="https://example.org/faq.html",
            tree_path="Documentation/faq.rst",
            docs_path="Documentation",
            web_root="https://example.org/",
            source_root="https://example.org/tree/",
        ),
        entries=(Curated("q-one", ("Is it one?", "One?"), (Detail("It is.", ("Really?",)),), ("And why?",)),),
        synonyms=(Synonym("fix", ("repair",)), Synonym("repair", ("fix",)), Synonym("mend", ("fix",))),
        outside=("What is two?",),
    )


def test_an_empty_file_says_nothing() -> None:
    assert read("", "FAQ.toml") == Knowledge()


def test_phrasings_are_all_questions_of_an_entry() -> None:
    (entry,) = read(WHOLE, "FAQ.toml").entries
    assert entry.phrasings == ("Is it one?", "One?", "Really?")


KEYS = "document, synonyms, entries, out_of_scope"
DOCUMENT = "title, revision, url, tree_path, docs_path, web_root, source_root"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\na = ]\n", "FAQ.toml:2: is not TOML: invalid value; mend that line"),
        ("[document]\ntitle = 'x", 'FAQ.toml:2: is not TOML: expected "\'"; mend that line'),
        ("a = " + "[" * 5000, "FAQ.toml: is not TOML: nested too deeply; mend that line"),
        ("\ntitel = 'x'", f"FAQ.toml:2: 'titel' is not a key of a knowledge file; use one of: {KEYS}"),
        (
            "[document]\ntitel = 'x'",
            f"FAQ.toml:2: 'document.titel' is not a key of a knowledge file; use one of: {DOCUMENT}",
        ),
        ("document = 1", "FAQ.toml:1: 'document' is no table; write [document] above its keys"),
        ("[document]\ntitle = 1", "FAQ.toml:2: 'title' is no string; write title = \"...\""),
        (
            "[entries.q-one]\nquestions = 'x'",
            'FAQ.toml:2: \'questions\' is no list of strings; write questions = ["...", "..."]',
        ),
        (
            "[entries.q-one]\nquestions = [' ']",
            'FAQ.toml:2: \'questions\' is no list of strings; write questions = ["...", "..."]',
        ),
        (
            "[entries.q-one]\nquestion = ['x']",
            "FAQ.toml:2: 'question' is not a key of a knowledge file; use one of: questions, details, follow_ups",
        ),
        (
            "[entries.q-one]\ndetails = ['x']",
            "FAQ.toml:2: 'details' is no list of tables; write details = [{answer = \"...\", questions = [...]}]",
        ),
        (
            "[entries.q-one]\ndetails = [{answers = 'x'}]",
            "FAQ.toml:2: 'details.answers' is not a key of a knowledge file; use one of: answer, questions",
        ),
        ("synonyms = 1", "FAQ.toml:1: 'synonyms' is no list of tables; write [[synonyms]] above each group"),
        (
            "[[synonyms]]\nword = ['x']",
            "FAQ.toml:2: 'synonyms.word' is not a key of a knowledge file; use one of: words, from, to",
        ),
        (
            "[out_of_scope]\nquestions = [1]",
            'FAQ.toml:2: \'questions\' is no list of strings; write questions = ["...", "..."]',
        ),
        (
            "[out_of_scope]\nquestion = ['x']",
            "FAQ.toml:2: 'out_of_scope.question' is not a key of a knowledge file; use one of: questions",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, message: str) -> None:
    with pytest.raises(FaqError) as caught:
        read(text, "FAQ.toml")
    assert str(caught.value) == message


ANSWERS = {"q-one": ("It is.", "So it is said."), "q-two": ("No.",)}


def test_a_file_that_fits() -> None:
    check(read(WHOLE, "FAQ.toml"), ANSWERS, WHOLE, "FAQ.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[entries.q-on]\nquestions = ['x?']",
            "FAQ.toml:1: 'q-on' is no entry of the document; see its ids with: bpffaq list",
        ),
        (
            "[entries.q-one]\ndetails = [\n{answer = 'It was.', questions = ['x?']}]",
            "FAQ.toml:3: 'It was.' begins no sentence of q-one; copy the sentence's first words",
        ),
        (
            "[entries.q-one]\nquestions = ['x?']\n[entries.q-two]\nquestions = ['x?']",
            "FAQ.toml:2: 'x?' stands under two entries; keep it under the one that answers it",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_its_line(text: str, message: str) -> None:
    with pytest.raises(FaqError) as caught:
        check(read(text, "FAQ.toml"), ANSWERS, text, "FAQ.toml")
    assert str(caught.value) == message
