"""The knowledge file: what is wrong in it costs that line only, and is told with its place."""

import pytest

from faq.knowledge.file import ids, read
from faq.knowledge.paths import knowledge_paths
from faq.knowledge.values import Curated, Detail, Knowledge, Place, Revision, Synonym, merged

OURS, THEIRS = "12" * 32, "3f" * 32
WHOLE = f"""
[document]
title = "A FAQ"
revision = "abc"
release = "FAQ 2"
as_of = "2020-07"
sha256 = "{OURS.upper()}"
url = "https://example.org/faq.html"
tree_path = "Documentation/faq.rst"
docs_path = "Documentation"
web_root = "https://example.org/"
source_root = "https://example.org/tree/"

[entries.q-one]
since = "FAQ-3.1"
questions = ["Is  it\\none?", "One?"]
details = [{{answer = "It is.", questions = ["Really?"]}}]
follow_ups = ["And why?"]
symptoms = ["E: not one"]

[revisions."FAQ-3.1"]
revision = "def"
release = "FAQ 3.1"
as_of = "2024-11"
sha256 = "{THEIRS}"
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
        revision=Revision("", "abc", "FAQ 2", "2020-07", OURS),
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
        others=(Revision("FAQ-3.1", "def", "FAQ 3.1", "2024-11", THEIRS, "https://example.org/new/"),),
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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\na = ]\n", "FAQ.toml:2: is not TOML: invalid value; fix that line"),
        ("[document]\ntitle = 'x", "FAQ.toml:2: is not TOML: a string does not end; fix that line"),
        ("\na = " + "[" * 5000, "FAQ.toml:2: is not TOML: nested too deeply; fix that line"),
        ("\ntitel = 'x'", f"FAQ.toml:2: 'titel' is not a key of a knowledge file; use one of: {KEYS}"),
        (
            "[document]\ntitel = 'x'",
            "FAQ.toml:2: 'document.titel' is not a key of a knowledge file; did you mean 'title'?",
        ),
        ("document = 1", "FAQ.toml:1: 'document' is not a table; write [document] above its keys"),
        ("[document]\ntitle = 1", "FAQ.toml:2: 'title' is not a string; write title = \"...\""),
        (
            "[entries.q-one]\nquestions = 'x'",
            'FAQ.toml:2: \'questions\' is not a list of strings; write questions = ["...", "..."]',
        ),
        (
            "[entries.q-one]\nquestions = [' ']",
            "FAQ.toml:2: an element of 'questions' is empty; fill it in or remove it",
        ),
        (
            "[entries.q-one]\nquestion = ['x']",
            "FAQ.toml:2: 'question' is not a key of a knowledge file; did you mean 'questions'?",
        ),
        (
            "[entries.q-one]\ndetails = ['x']",
            "FAQ.toml:2: an element of 'details' is not a table; "
            'write details = [{answer = "...", questions = [...]}]',
        ),
        (
            "[entries.q-one]\ndetails = [{answers = 'x'}]",
            "FAQ.toml:2: 'details.answers' is not a key of a knowledge file; did you mean 'answer'?",
        ),
        (
            "synonyms = 1",
            "FAQ.toml:1: 'synonyms' is not a list of tables; write [[synonyms]] above each group",
        ),
        (
            "[[synonyms]]\nword = ['x']",
            "FAQ.toml:2: 'synonyms.word' is not a key of a knowledge file; did you mean 'words'?",
        ),
        (
            "[out_of_scope]\nquestions = [1]",
            "FAQ.toml:2: an element of 'questions' is not a string; write \"...\"",
        ),
        (
            "[out_of_scope]\nquestion = ['x']",
            "FAQ.toml:2: 'out_of_scope.question' is not a key of a knowledge file; did you mean 'questions'?",
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
        ("[entries.a]\nquestions = ['a?', 'aa?']\ndetails = [{answer = 'A'}, 1]\n", (), [3, 3]),
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
    assert str(problems[-1]) == "F: is not read: it is too broken; fix its other problems first"
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


EMPTY = "fill it in or remove it"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = 'x'", ["1: 'title' is not a key of a knowledge file; it belongs in [document]"]),
        (
            "[document]\nTITLE = 'x'",
            ["2: 'document.TITLE' is not a key of a knowledge file; did you mean 'title'?"],
        ),
        (
            "[entries.a]\nsymptoms = ['x']\nanswer = 'x'",
            ["3: 'answer' is not a key of a knowledge file; it belongs in details"],
        ),
        ("[document]\nrelease = ' '", [f"2: 'release' is empty; {EMPTY}"]),
        ("[document]\nas_of = 2020-07-01", ["2: 'as_of' is not a string; write as_of = \"2020-07\""]),
        ("[[document]]\ntitle = 'x'", ["1: 'document' is not a table; write [document] above its keys"]),
        ("entries = 1", ["1: 'entries' is not a table; write [entries.ID] above its keys"]),
        ("[entries]\n\na = ['x']", ["3: 'a' is not a table; write [entries.a] above its keys"]),
        ("[revisions]\nr = 'x'", ["2: 'r' is not a table; write [revisions.r] above its keys"]),
        ("[revisions.r]\nas_of = '2020'", ["2: 'as_of' is not a month; write as_of = \"2020-07\""]),
        (
            "[entries.a]\nquestions = [\n  'x',\n  '',\n  2,\n]\nfollow_ups = [\n\n[]]",
            [
                f"4: an element of 'questions' is empty; {EMPTY}",
                "5: an element of 'questions' is not a string; write \"...\"",
                "9: an element of 'follow_ups' is not a string; write \"...\"",
            ],
        ),
        (
            "[entries.a]\ndetails = [\n  # {answer = 1}\n  {answer = 1, questions = ['x']},\n  'x',\n"
            "  {questions = ['x']},\n  {answer = 'A'},\n  {answer = 'A', questions = [\n    'y',\n    '']},\n]",
            [
                "4: 'answer' is not a string; write answer = \"...\"",
                "5: an element of 'details' is not a table; write details = [{answer = \"...\", questions = [...]}]",
                "6: a detail has no 'answer'; write answer = \"FIRST WORDS OF A SENTENCE\"",
                "7: a detail has no 'questions'; write questions = [\"...\"] or remove it",
                f"10: an element of 'questions' is empty; {EMPTY}",
            ],
        ),
        (
            "[[synonyms]]\nwords = ['a', 'b']\n[[synonyms]]\nfrom = ['a']\nto = ['b']\n[[synonyms]]\nwords = 'c'",
            ['7: \'words\' is not a list of strings; write words = ["...", "..."]'],
        ),
        (
            "[[synonyms]]\n[[synonyms]]\nwords = ['a']\n[[synonyms]]\nfrom = ['a']\n[[synonyms]]\nto = ['a']\n"
            "from = []",
            [
                '1: a group of synonyms has no words; write words = ["...", "..."]',
                "3: 'words' has only one word; add a word for the same thing",
                "5: 'from' has no 'to'; write to = [\"...\"]",
                "8: 'to' has no 'from'; write from = [\"...\"]",
            ],
        ),
        (
            "a = 1\n[b]\nc = 1\n[d]\n[b]\n",
            ["5: begins a table that the file already has; put all of it below one header"],
        ),
        ("[x]\n[document]\ntitle = [\n]\ntitle = [\n'x',\n]\n[y]", ["5: 'title' is given twice; keep one"]),
        (
            "[[synonyms]]\nword = ['x']\n[entries.a]\ndetails = [{answers = 'A', questions = ['x']}]",
            [
                "4: 'details.answers' is not a key of a knowledge file; did you mean 'answer'?",
                "2: 'synonyms.word' is not a key of a knowledge file; did you mean 'words'?",
            ],
        ),
        (
            '[document]\nrelease = ]\n[ entries . "a b" ]\nquestions = 1\n[x]',
            [
                "2: is not TOML: invalid value; fix that line",
                '4: \'questions\' is not a list of strings; write questions = ["...", "..."]',
            ],
        ),
        ("[x]\n[document]\ntitle = 'x\n[y]\n", ["3: is not TOML: a string does not end; fix that line"]),
        (
            "[x]\n[document]\ntitle = 'x\n[document]\nrelease = 'y'\n",
            ["3: is not TOML: a string does not end; fix that line"],
        ),
        ('[x]\n[document]\ntitle = "x\n[y]\n', ["3: is not TOML: a string does not end; fix that line"]),
        ('[x]\n[document]\ntitle = """x\n[y]\n', ["3: is not TOML: a string does not end; fix that line"]),
        (
            f"[x]\na = [1, [2]]\n[y]\n\nb = {'[' * 999}\n]\n[z]",
            ["5: is not TOML: nested too deeply; fix that line"],
        ),
        (
            f"[x]\na = 12\n[y]\n\nb = [{'9' * 5000}]\n",
            ["5: is not TOML: a number is too long; fix that line"],
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_problem_is_at_its_own_line(text: str, told: list[str], end: str) -> None:
    found = read(text.replace("\n", end), "F").problems
    said = [str(one).removeprefix("F:") for one in found if not str(one).endswith(KEYS)]
    assert said == told


def test_the_rest_of_what_is_wrong_in_part_is_read() -> None:
    text = """
[document]
title = "T"
as_of = "soon"
[entries.a]
questions = ["one?", "", "two?", 3]
details = [{answer = "A", questions = ["three?", 4]}, 5, {answer = "B", questions = ["six?"]}]
[[synonyms]]
words = ["lone"]
[[synonyms]]
from = ["from"]
[[synonyms]]
words = ["hue", 7, "tint"]
"""
    found = read(text, "F").knowledge
    assert (found.title, found.revision) == ("T", Revision())
    assert found.entries[0].phrasings == ("one?", "two?", "three?", "six?")
    assert found.synonyms == (Synonym("hue", ("tint",)), Synonym("tint", ("hue",)))
