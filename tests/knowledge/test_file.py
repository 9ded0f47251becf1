"""The knowledge file: what is wrong in it costs that line only, and is told with its place."""

import pytest

from faq.knowledge.file import ids, read
from faq.knowledge.paths import knowledge_paths
from faq.knowledge.values import Curated, Detail, Knowledge, Place, Revision, Synonym, merged

WHOLE = """
[document]
title = "A FAQ"
revision = "abc"
release = "FAQ 2"
as_of = "2020-07"
sha256 = "12"
url = "https://example.org/faq.html"
tree_path = "Documentation/faq.rst"
docs_path = "Documentation"
web_root = "https://example.org/"
source_root = "https://example.org/tree/"

[entries.q-one]
since = "FAQ-3.1"
questions = ["Is  it\\none?", "One?"]
details = [{answer = "It is.", questions = ["Really?"]}]
follow_ups = ["And why?"]
symptoms = ["E: not one"]

[revisions."FAQ-3.1"]
revision = "def"
release = "FAQ 3.1"
as_of = "2024-11"
sha256 = "34"
source_root = "https://example.org/new/"

[[synonyms]]
words = ["fix", "repair"]

[[synonyms]]
from = ["mend"]
to = ["fix"]

[out_of_scope]
questions = ["What is two?"]
"""


def test_a_whole_file() -> None:
    found, problems = read(WHOLE, "FAQ.toml")
    assert problems == ()
    assert found == Knowledge(
        title="A FAQ",
        revision=Revision("", "abc", "FAQ 2", "2020-07", "12"),
        place=Place(
            url="https://example.org/faq.html",
            tree_path="Documentation/faq.rst",
            docs_path="Documentation",
            web_root="https://example.org/",
            source_root="https://example.org/tree/",
        ),
        entries=(
            Curated(
                id="q-one",
                questions=("Is it one?", "One?"),
                details=(Detail("It is.", ("Really?",)),),
                follow_ups=("And why?",),
                symptoms=("E: not one",),
                since="FAQ-3.1",
            ),
        ),
        synonyms=(Synonym("fix", ("repair",)), Synonym("repair", ("fix",)), Synonym("mend", ("fix",))),
        outside=("What is two?",),
        others=(Revision("FAQ-3.1", "def", "FAQ 3.1", "2024-11", "34", "https://example.org/new/"),),
    )


def test_an_empty_file_says_nothing() -> None:
    assert read("", "FAQ.toml") == (Knowledge(), ())


def test_phrasings_are_all_questions_of_an_entry() -> None:
    (entry,) = read(WHOLE, "FAQ.toml").knowledge.entries
    assert entry.phrasings == ("Is it one?", "One?", "E: not one", "Really?")


def test_the_ids_are_found_without_parsing() -> None:
    assert ids(WHOLE) == {"q-one"}
    assert ids('[entries."a b"]\n[entries.c]\nx = "[entries.d]"\n  [entries.e]\n') == {"a b", "c"}


def test_the_files_beside_a_document() -> None:
    assert knowledge_paths("d/FAQ.rst") == ("d/FAQ.toml", "d/FAQ.generated.toml")


def test_two_files_are_one_knowledge() -> None:
    """The reviewed one speaks first; the generated one adds to it."""
    generated = """
[document]
title = "Another"
[entries.q-two]
questions = ["Two?"]
[entries.q-one]
questions = ["One?", "Just one?"]
details = [{answer = "It is.", questions = ["Sure?"]}]
[out_of_scope]
questions = ["What is two?", "Three?"]
"""
    one, other = read(WHOLE, "FAQ.toml").knowledge, read(generated, "FAQ.generated.toml").knowledge
    both = merged(one, other)
    assert (both.title, both.revision, both.place) == (one.title, one.revision, one.place)
    assert [entry.id for entry in both.entries] == ["q-one", "q-two"]
    assert both.entries[0].phrasings == ("Is it one?", "One?", "Just one?", "E: not one", "Really?", "Sure?")
    assert both.outside == ("What is two?", "Three?")
    assert merged(Knowledge(), other) == other


def test_weights_come_from_the_generated_file_unless_the_reviewed_one_has_them() -> None:
    bare, trained = (Knowledge(entries=(Curated("q-one", weights=weights),)) for weights in ("", "SSS"))
    assert merged(bare, trained).entries[0].weights == "SSS"
    own = Knowledge(entries=(Curated("q-one", weights="TTT"),))
    assert merged(own, trained).entries[0].weights == "TTT"


def test_weights_of_what_is_out_of_scope_come_from_either_file() -> None:
    given = "[out_of_scope]\nquestions = ['Two?']\nweights = 'SSS'"
    trained = read(given, "FAQ.generated.toml").knowledge
    assert (trained.outside, trained.outside_weights) == (("Two?",), "SSS")
    assert merged(Knowledge(), trained).outside_weights == "SSS"
    assert merged(Knowledge(outside_weights="TTT"), trained).outside_weights == "TTT"


KEYS = "document, revisions, synonyms, entries, out_of_scope"
DOCUMENT = "title, revision, release, as_of, sha256, url, tree_path, docs_path, web_root, source_root"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\na = ]\n", "FAQ.toml:2: is not TOML: invalid value; fix that line"),
        ("[document]\ntitle = 'x", 'FAQ.toml:2: is not TOML: expected "\'"; fix that line'),
        ("a = " + "[" * 5000, "FAQ.toml: is not TOML: nested too deeply; fix that line"),
        ("\ntitel = 'x'", f"FAQ.toml:2: 'titel' is not a key of a knowledge file; use one of: {KEYS}"),
        (
            "[document]\ntitel = 'x'",
            f"FAQ.toml:2: 'document.titel' is not a key of a knowledge file; use one of: {DOCUMENT}",
        ),
        ("document = 1", "FAQ.toml:1: 'document' is not a table; write [document] above its keys"),
        ("[document]\ntitle = 1", "FAQ.toml:2: 'title' is not a string; write title = \"...\""),
        (
            "[entries.q-one]\nquestions = 'x'",
            'FAQ.toml:2: \'questions\' is not a list of strings; write questions = ["...", "..."]',
        ),
        (
            "[entries.q-one]\nquestions = [' ']",
            'FAQ.toml:2: \'questions\' is not a list of strings; write questions = ["...", "..."]',
        ),
        (
            "[entries.q-one]\nquestion = ['x']",
            "FAQ.toml:2: 'question' is not a key of a knowledge file; "
            "use one of: questions, details, follow_ups, symptoms, weights, since",
        ),
        (
            "[entries.q-one]\ndetails = ['x']",
            "FAQ.toml:2: 'details' is not a list of tables; write details = [{answer = \"...\", questions = [...]}]",
        ),
        (
            "[entries.q-one]\ndetails = [{answers = 'x'}]",
            "FAQ.toml:2: 'details.answers' is not a key of a knowledge file; use one of: answer, questions, weights",
        ),
        (
            "synonyms = 1",
            "FAQ.toml:1: 'synonyms' is not a list of tables; write [[synonyms]] above each group",
        ),
        (
            "[[synonyms]]\nword = ['x']",
            "FAQ.toml:2: 'synonyms.word' is not a key of a knowledge file; use one of: words, from, to",
        ),
        (
            "[out_of_scope]\nquestions = [1]",
            'FAQ.toml:2: \'questions\' is not a list of strings; write questions = ["...", "..."]',
        ),
        (
            "[out_of_scope]\nquestion = ['x']",
            "FAQ.toml:2: 'out_of_scope.question' is not a key of a knowledge file; use one of: questions, weights",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, message: str) -> None:
    assert str(read(text, "FAQ.toml").problems[0]) == message


@pytest.mark.parametrize(
    ("broken", "lost", "lines"),
    [
        ("titel = 1\n", (), [1]),
        ("[document]\ntitle = 1\n", (), [2]),
        ("[entries.a]\nquestions = ['a?', 1, 'aa?']\n", (), [2]),
        ("[entries.a]\nquestions = ['a?', 'aa?']\nx = ]\n", ("a",), [3]),
        ("[entries.a]\nquestions = [\n'a?',\n'aa?'\n'b?'\n]\n", ("a",), [5]),
        ("[entries.a]\nquestions = ['a?', 'aa?'\n", ("a",), [3]),
        ("[entries.a]\nquestions = ['a?', 'aa?']\n[entries.a]\nquestions = ['b?']\n", (), [3]),
        ("[entries.a]\nquestions = ['a?', 'aa?']\ndetails = [{answer = 'A'}, 1]\n", (), [3, 1]),
    ],
)
def test_what_is_wrong_costs_that_line_only(broken: str, lost: tuple[str, ...], lines: list[int]) -> None:
    whole = "[entries.z]\nquestions = ['z?']\n"
    found, problems = read(broken + whole, "F")
    entries = {entry.id: entry.questions for entry in found.entries}
    assert entries.pop("z") == ("z?",)
    assert entries == ({} if lost or "entries.a" not in broken else {"a": ("a?", "aa?")})
    assert [problem.location for problem in problems] == [f"F:{line}" for line in lines]


def test_a_file_that_is_too_broken_is_not_read_at_all() -> None:
    found, problems = read("".join(f"[entries.e{n}]\nx = ]\n" for n in range(20)), "F")
    assert found == Knowledge()
    assert str(problems[-1]) == "F: is not read: it is too broken; fix it as told before"
    assert len(problems) == 10


def test_weights_of_a_sentence_join_its_questions() -> None:
    generated = """
[entries.q-one]
details = [{answer = "It is.", weights = "SS"}, {answer = "It was.", weights = "TT"}]
"""
    one = Knowledge(entries=(Curated("q-one", details=(Detail("It is.", ("Sure?",)),)),))
    other = read(generated, "FAQ.generated.toml").knowledge
    assert merged(one, other).entries[0].details == (
        Detail("It is.", ("Sure?",), "SS"),
        Detail("It was.", (), "TT"),
    )
    assert merged(one, other).entries[0].phrasings == ("Sure?",)
