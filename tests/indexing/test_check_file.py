"""The strict reading of a knowledge file: everything that is wrong, in one run, each with its line."""

from hashlib import sha256
from pathlib import Path

import pytest

from faq.errors import FaqError
from faq.indexing.check_file import document_of, problems, problems_in, skeleton_of, sources_of
from faq.knowledge.file import read
from faq.sources.shipped import bundled

TEXT = """
Eggs
====

Q: How long does a soft egg boil?
---------------------------------
A: Four to five minutes. Put it into cold water afterwards.

Q: Can I freeze eggs?
---------------------
A: Not in the shell.
"""
SOFT, FREEZE = "q-how-long-does-a-soft-egg-boil", "q-can-i-freeze-eggs"


@pytest.fixture
def eggs(tmp_path: Path) -> Path:
    path = tmp_path / "eggs.rst"
    path.write_text(TEXT)
    return path


def said(path: Path, knowledge: str) -> list[str]:
    beside = path.with_suffix(".toml")
    beside.write_text(knowledge)
    found = [f"{one.location}: {one.problem}: {one.hint}" for one in problems(str(path))]
    return [line.replace(str(path.parent) + "/", "") for line in found]


def test_a_file_that_is_right(eggs: Path) -> None:
    assert said(eggs, f"[entries.{SOFT}]\nquestions = ['minutes for a runny yolk?']\n") == []


@pytest.mark.parametrize(
    ("knowledge", "lines"),
    [
        (
            "titel = 1\n[entries.q-can-i-frieze-eggs]\n",
            [
                "eggs.toml:1: 'titel' is not a key of a knowledge file: "
                "use one of: document, revisions, synonyms, entries, out_of_scope",
                f"eggs.toml:2: 'q-can-i-frieze-eggs' is not an entry of the document: did you mean {FREEZE}?",
            ],
        ),
        (
            f"[entries.{FREEZE.upper()}]\n",
            [f"eggs.toml:1: '{FREEZE.upper()}' is not an entry of the document: did you mean {FREEZE}?"],
        ),
        (
            f"[entries.{SOFT}]\ndetails = [\n  {{answer = 'Put them', questions = ['After that?']}},\n]\n",
            [f"eggs.toml:3: 'Put them' does not begin a sentence of {SOFT}: did you mean 'Put it'?"],
        ),
        (
            f"[entries.{SOFT}]\nquestions = [\n'runny yolk minutes',\n'minutes for a runny yolk',\n]\n",
            ["eggs.toml:4: 'minutes for a runny yolk' is nearly 'runny yolk minutes' (line 3): keep one"],
        ),
        (
            f"[entries.{SOFT}]\nquestions = ['icebox eggs?']\n[entries.{FREEZE}]\nquestions = ['icebox eggs?']\n",
            ["eggs.toml:4: 'icebox eggs?' is listed under two entries, see line 2: keep one"],
        ),
        (
            f"[entries.{FREEZE}]\nquestions = ['eggs into the icebox']\n"
            "[out_of_scope]\nquestions = ['icebox for eggs']\n",
            [
                "eggs.toml:4: 'icebox for eggs' is out of scope, but nearly 'eggs into the icebox' (line 2) "
                f"of {FREEZE}: remove one"
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(eggs: Path, knowledge: str, lines: list[str]) -> None:
    assert said(eggs, knowledge) == lines


DIGEST = sha256(TEXT.encode()).hexdigest()
A, B = "aa" * 32, "bb" * 32


@pytest.mark.parametrize(
    ("knowledge", "lines"),
    [
        (
            # the same words stand in a comment and in another entry before
            f"# 'Put them'\n[entries.{FREEZE}]\nquestions = ['Put them where?']\n[entries.{SOFT}]\ndetails = [\n"
            "  {answer = 'Four to', questions = ['minutes?']},\n"
            "  {answer = 'Put \\u0069t', questions = [\n    'cold?',\n  ]},\n"
            "  {answer = \"Put \\u0069s\", questions = [\n    'hot?',\n  ]},\n]\n",
            [
                f"eggs.toml:7: 'Put \\u0069t' does not begin a sentence of {SOFT}: copy the sentence's first words",
                f"eggs.toml:10: 'Put is' does not begin a sentence of {SOFT}: did you mean 'Put it'?",
            ],
        ),
        (
            f"[entries.{SOFT}]\ndetails = [{{answer = 'Shell.', questions = ['peel?']}}]\n",
            [f"eggs.toml:2: 'Shell.' does not begin a sentence of {SOFT}: copy the sentence's first words"],
        ),
        (
            "[out_of_scope]\nquestions = [\n  'Can I freeze eggs?',\n  'how long does an egg boil',\n"
            "  'can a hen freeze?',\n  'who peels it?']\n",
            [
                "eggs.toml:3: 'Can I freeze eggs?' is out of scope, but the heading of "
                f"{FREEZE} (eggs.rst:9): remove it",
                "eggs.toml:4: 'how long does an egg boil' is out of scope, but nearly the heading "
                f"'How long does a soft egg boil?' (eggs.rst:5) of {SOFT}: remove it",
            ],
        ),
        (
            f"[entries.{SOFT}]\nfollow_ups = [\n  'and hard?',\n  'and  hard?']\n[entries.{FREEZE}]\n"
            "follow_ups = ['and hard?']\n[[synonyms]]\nwords = ['egg', 'ovum', 'egg']\n"
            "[[synonyms]]\nfrom = ['icebox', 'freeze']\nto = ['freeze']\n",
            [
                "eggs.toml:4: 'and hard?' is listed twice, see line 3: keep one",
                "eggs.toml:8: 'egg' is listed twice, see line 8: keep one",
                "eggs.toml:11: 'freeze' is listed twice, see line 10: keep one",
            ],
        ),
        (
            f"[document]\nsha256 = '{A}'\n",
            [
                "eggs.toml:2: 'sha256' is not that of eggs.rst, so revision, release and as_of do not apply: "
                f'write sha256 = "{DIGEST}", and bring these up to date'
            ],
        ),
        (f"[document]\nsha256 = '{DIGEST.upper()}'\n", []),
        (f"[document]\nsha256 = '{A}'\n[revisions.older]\nsha256 = '{DIGEST}'\n", []),
        (
            f"[revisions.one]\nsha256 = '{A}'\n[revisions.two]\nas_of = '2024-05'\n[revisions.three]\n"
            f"release = '3'\nsha256 = '{A}'\n[revisions.four]\nsha256 = 'x'\n",
            [
                "eggs.toml:3: 'two' has no 'sha256': add the digest of its text",
                "eggs.toml:7: 'three' has the same 'sha256' as 'one': give each its own",
                "eggs.toml:9: 'sha256' is not a SHA-256: write the 64 digits that sha256sum prints",
            ],
        ),
        (
            f"[revisions.eggs-2]\nsha256 = '{A}'\n[entries.{SOFT}]\nsince = 'egg-2'\n[entries.{FREEZE}]\n"
            "since = 'hens'\n[entries.q-later]\nsince = 'eggs-2'\n",
            [
                "eggs.toml:4: 'egg-2' is not a revision: did you mean 'eggs-2'?",
                "eggs.toml:6: 'hens' is not a revision: describe it below [revisions.hens]",
            ],
        ),
    ],
)
def test_each_problem_has_the_line_to_edit(eggs: Path, knowledge: str, lines: list[str]) -> None:
    assert said(eggs, knowledge) == lines


def test_questions_that_have_no_word_of_their_own_are_compared_too(eggs: Path) -> None:
    given = f"[entries.{SOFT}]\nquestions = ['How?', 'What?']\n[entries.{FREEZE}]\nquestions = ['What?']\n"
    assert said(eggs, given) == ["eggs.toml:4: 'What?' is listed under two entries, see line 2: keep one"]


def test_so_are_headings(tmp_path: Path) -> None:
    hens = tmp_path / "hens.rst"
    hens.write_text("Hens FAQ\n========\n\nWhat is it?\n-----------\nA hen.\n")
    assert said(hens, "[out_of_scope]\nquestions = ['What is it?', 'Why is it?']\n") == [
        "hens.toml:2: 'What is it?' is out of scope, but the heading of what-is-it (hens.rst:4): remove it"
    ]


def test_the_two_files_of_a_document_are_compared(eggs: Path) -> None:
    eggs.with_suffix(".generated.toml").write_text(
        f"[out_of_scope]\nquestions = ['icebox?']\n[entries.{SOFT}]\nquestions = ['raw?']\nsince = 'new'\n"
    )
    given = f"[entries.{FREEZE}]\nquestions = ['icebox?', 'raw?']\n[revisions.new]\nsha256 = '{A}'\n"
    assert said(eggs, given) == [
        f"eggs.generated.toml:2: 'icebox?' is out of scope, but a question of {FREEZE} (eggs.toml:2): remove one",
        "eggs.generated.toml:4: 'raw?' is listed under two entries, see eggs.toml:2: keep one",
    ]


def test_every_table_that_is_broken_is_told(eggs: Path) -> None:
    broken = "".join(f"[entries.e{n}]\nquestions = ['a' 'b']\n" for n in range(30))
    found = said(eggs, f"{broken}[entries.{SOFT}]\nquestion = []\n")
    assert [line.partition(": ")[0] for line in found] == [f"eggs.toml:{2 * n}" for n in range(1, 32)]


def test_the_file_of_another_document_is_told_in_few_lines(eggs: Path) -> None:
    entries = [f"[entries.q-bread-{n}]\nquestions = ['crumb {n}?', 'crumb {n}?']\n" for n in range(200)]
    most, *first = said(eggs, f"[entries.{SOFT}]\n{''.join(entries)}")
    assert most == (
        "eggs.toml:2: most of its entries, 200 of 201, are not in eggs.rst: it seems to be the file of another document"
    )
    assert first == [
        f"eggs.toml:{2 + 2 * n}: 'q-bread-{n}' is not an entry of the document: see the ids with: bpffaq list"
        for n in range(3)
    ]


def test_the_bundled_document_s_file_next_to_another_document(eggs: Path) -> None:
    """Its entries wait for revisions of its own document only."""
    _, most, *first = said(eggs, Path(bundled().path).with_suffix(".toml").read_text("utf-8"))
    assert " most of its entries, 27 of 29, are not in eggs.rst: " in most
    assert sum("is not an entry of the document" in line for line in first) == 3


def test_half_of_the_entries_are_enough(eggs: Path) -> None:
    given = f"[entries.{SOFT}]\n[entries.{FREEZE}]\n[entries.q-hens]\n[entries.q-geese]\n"
    assert [line.partition(":")[2].partition(" is ")[0] for line in said(eggs, given)] == [
        "3: 'q-hens'",
        "4: 'q-geese'",
    ]


def test_a_document_that_cannot_be_read(tmp_path: Path) -> None:
    (found,) = problems(str(tmp_path / "gone.rst"))
    assert found.problem == "cannot be read (no such file or directory)"


def test_the_document_of_a_knowledge_file(eggs: Path) -> None:
    stem = str(eggs).removesuffix(".rst")
    for name in (f"{stem}.toml", f"{stem}.generated.toml", f"{stem}.rst"):
        assert document_of(name) == str(eggs)


@pytest.mark.parametrize(
    ("document", "knowledge"),
    [("a.rst.txt", "a.rst.toml"), ("A.RST", "A.toml"), ("a.rest", "a.generated.toml"), ("a.txt", "a.toml")],
)
def test_documents_of_other_names(document: str, knowledge: str, tmp_path: Path) -> None:
    for name in (document, knowledge, "a.py", "b.rst"):
        (tmp_path / name).touch()
    assert document_of(str(tmp_path / knowledge)) == str(tmp_path / document)


@pytest.mark.parametrize(
    ("name", "problem", "hint"),
    [
        ("b.toml", "is not next to a document", "put it next to its document, b.rst"),
        ("b.generated.toml", "is not next to a document", "put it next to its document, b.rst"),
        (
            "c.toml", "cannot be read (no such file or directory)", "name a document or a knowledge file",
        ),
    ],
)  # fmt: skip
def test_a_knowledge_file_without_a_document(name: str, problem: str, hint: str, tmp_path: Path) -> None:
    for other in ("a.rst", "b.py", "b.toml", "b.generated.toml"):
        (tmp_path / other).touch()
    with pytest.raises(FaqError) as caught:
        document_of(str(tmp_path / name))
    assert (caught.value.problem, caught.value.hint) == (problem, hint)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Sphinx project, in whose directory the program runs."""
    monkeypatch.chdir(tmp_path)
    kitchen = tmp_path / "docs" / "kitchen"
    kitchen.mkdir(parents=True)
    (tmp_path / "docs" / "conf.py").write_text('rst_prolog = ".. |egg| replace:: ovum"\n')
    (tmp_path / "docs" / "index.rst").write_text("Kitchen\n=======\n\n.. toctree::\n\n   kitchen/eggs\n")
    (kitchen / "eggs.rst").write_text(TEXT)
    (kitchen / "soup.rst").write_text(
        "Soup FAQ\n========\n\nWhat is in it?\n--------------\nAn |egg|. Salt.\n"
    )
    (kitchen / "soup.toml").write_text(
        "titel = 1\n[entries.what-is-in-it]\ndetails = [{answer = 'An ovum', questions = ['vegan?']}]\n"
    )


SOUP = "soup.toml:1: 'titel' is not a key of a knowledge file"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["docs"], [f"docs/kitchen/{SOUP}"]),
        (["."], [f"docs/kitchen/{SOUP}"]),
        (["docs/kitchen/eggs.rst"], []),
        (["docs/kitchen/soup.rst", "docs", "docs/kitchen/soup.toml"], [f"docs/kitchen/{SOUP}"]),
        (["docs/index.rst"], ["docs/index.rst: has no entry"]),
        (
            ["empty", "gone"],
            ["gone: cannot be read (no such file or directory)", "empty: contains no RST file"],
        ),
    ],
)
@pytest.mark.usefixtures("project")
def test_whatever_can_be_a_source(names: list[str], told: list[str]) -> None:
    Path("empty").mkdir()
    sources, wrong = sources_of(names)
    found = [f"{one.location}: {one.problem}" for one in problems_in(sources)]
    assert (found, wrong) == (told, [])


@pytest.mark.usefixtures("project")
def test_a_file_named_from_within_a_project_is_read_as_its_project_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir("docs/kitchen")
    assert [f"{one.location}: {one.problem}" for one in problems("soup.rst")] == [SOUP]


def test_a_knowledge_file_begun_has_every_id_and_is_right(eggs: Path) -> None:
    text = skeleton_of(str(eggs))
    assert [entry.id for entry in read(text, "eggs.toml").knowledge.entries] == [SOFT, FREEZE]
    assert "# Can I freeze eggs?" in text
    assert said(eggs, text) == []


def test_a_copy_of_the_bundled_document_is_an_faq_under_any_name(tmp_path: Path) -> None:
    copy = tmp_path / "notes.rst"
    copy.write_bytes(Path(bundled().path).read_bytes())
    assert skeleton_of(str(copy)) == skeleton_of(bundled().path)


def test_entries_that_wait_for_a_newer_revision_are_no_mistake() -> None:
    assert [one for one in problems(bundled().path) if "is not an entry" in one.problem] == []


def test_nothing_is_wrong_in_the_bundled_file_that_is_changed_by_hand() -> None:
    reviewed = f"{bundled().path.removesuffix('.rst')}.toml"
    assert [str(one) for one in problems(bundled().path) if one.location.startswith(f"{reviewed}:")] == []


def test_weights_that_are_not_well_formed(eggs: Path) -> None:
    found = said(eggs, f"[entries.{SOFT}]\nweights = 'SSS'\n")
    assert found == [
        f"eggs.toml:2: the weights of '{SOFT}' are not well formed: "
        "remove them, or write them with python -m bench.weights"
    ]


def test_only_the_weights_that_are_not_well_formed_are_reported(eggs: Path) -> None:
    details = f"details = [\n{{answer = 'Four to', weights = '{'S' * 1024}'}},\n{{answer = 'Put it', weights = 'S'}}]\n"
    found = said(eggs, f"[entries.{FREEZE}]\nweights = '{'S' * 8192}'\n[entries.{SOFT}]\n{details}")
    assert [line.partition(" ")[0] for line in found] == ["eggs.toml:6:"]


def test_weights_of_what_is_out_of_scope_that_are_not_well_formed(eggs: Path) -> None:
    found = said(eggs, "[out_of_scope]\nquestions = ['Do hens fly?']\nweights = 'SSS'\n")
    assert found == [
        "eggs.toml:3: the weights of 'out_of_scope' are not well formed: "
        "remove them, or write them with python -m bench.weights"
    ]


def test_weights_of_a_sentence_that_are_not_well_formed(eggs: Path) -> None:
    found = said(eggs, f"[entries.{SOFT}]\ndetails = [{{answer = 'Four to five', weights = 'SSS'}}]\n")
    assert found == [
        f"eggs.toml:2: the weights of '{SOFT}' are not well formed: "
        "remove them, or write them with python -m bench.weights"
    ]
