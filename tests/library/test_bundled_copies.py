"""Copies of the bundled document: what is known of it goes for them, and what they are told apart by."""

from hashlib import sha256
from pathlib import Path

import pytest

from faq.engine import ask
from faq.library.notices import note
from faq.model import ANSWERED, Age
from faq.sources.shipped import bundled
from tests.library.woods import DOCUMENT
from tests.support.places import opened, write

pytestmark = pytest.mark.usefixtures("empty_place")


TAUGHT = f"""\
[document]
revision = "0123456789abcdef0123456789abcdef01234567"
release = "Woods 2"
as_of = "2024-05"
sha256 = "{sha256(DOCUMENT.encode()).hexdigest()}"
[out_of_scope]
questions = ["How do I bake bread?"]
[entries.q-how-do-i-fell-a-tree]
questions = ["May I cut a tree down?"]
details = [{{answer = "Then use a saw.", questions = ["What is a saw good for?"]}}]
"""


@pytest.fixture
def woods(data: Path) -> Path:
    """A small document as the bundled one."""
    (data / "bpf_devel_QA.toml").write_text(TAUGHT, encoding="utf-8")
    return data / "bpf_devel_QA.rst"


def test_a_copy_of_the_bundled_document_says_once_what_is_known_of_it(woods: Path, tmp_path: Path) -> None:
    same = write("same/bpf_devel_QA.rst", DOCUMENT)
    other = write("tree/bpf_devel_QA.rst", DOCUMENT.replace("Then use a saw", "Bring an axe of your own"))
    assert opened(str(same)).snapshot.notice == f"{same}: knowledge of 0123456789ab: 1 entry, 1 new without"
    assert opened(str(same)).snapshot.notice == opened().snapshot.notice == ""
    said = "knowledge of 0123456789ab: 1 entry, 1 new without, 1 detail gone"
    assert opened("tree").snapshot.notice == f"tree/bpf_devel_QA.rst: {said}"
    again = opened("tree").snapshot
    assert again.notice == ""
    (state,) = again.files.values()
    assert note(state) == said
    assert (state.document.revision, state.document.age) == ("", Age())
    tree = state._replace(document=state.document._replace(tree_path="Documentation/woods.rst"))
    assert note(tree) == f"{said}; see: bpffaq diff {woods} {tmp_path / other}"


QUESTIONS = ("may I cut a tree down?", "what is a saw for", "who plants trees", "how do I bake bread")


def test_an_identical_copy_anywhere_gives_identical_answers(woods: Path) -> None:
    write("same/bpf_devel_QA.rst", DOCUMENT)
    ours, copied = opened().snapshot, opened("same").snapshot
    for question in QUESTIONS:
        one, other = ask(ours, question), ask(copied, question)
        alike = [result._replace(document=other.results[0].document) for result in one.results]
        assert other == one._replace(results=tuple(alike))
        for result in other.results:
            assert result.document.age == one.results[0].document.age == Age("Woods 2", "2024-05")
            assert result.document.revision == "0123456789ab"
    assert ask(copied, QUESTIONS[0]).status == ANSWERED


def test_the_knowledge_goes_for_another_revision() -> None:
    """And what it holds of entries that are not there is out of scope."""
    text = Path(bundled().path).read_text(encoding="utf-8")
    first, second = "Q: How do I report bugs for BPF kernel code?", "Q: To which mailing list"
    cut = text[: text.index(first)] + text[text.index(second) :]
    write("cut/bpf_devel_QA.rst", cut.replace("How do the changes make their way", "What makes its way"))
    snapshot = opened("cut").snapshot
    assert snapshot.notice.endswith(
        "knowledge of 002dff36acfb: 25 entries, 1 new without, 4 not in this text"
    )
    assert ask(snapshot, "is it an hour or a week until I get feedback on my patch?").status == ANSWERED
    assert ask(snapshot, "I hit a crash in XDP, should I open a ticket on bugzilla?").status != ANSWERED
