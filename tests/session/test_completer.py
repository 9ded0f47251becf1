"""What the menu holds while a person types."""

from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from faq.library.library import open_library
from faq.output.harmless import safe
from faq.session.background_library import BackgroundLibrary
from faq.session.commands import COMMANDS
from faq.session.completer import FaqCompleter, opens
from faq.sources.selection import in_use
from tests.support.session_stage import LOADING, background, bundled

SECTIONS = ["Reporting bugs", "Submitting patches", "Stable submission", "Testing patches", "LLVM"]


def menu(text: str, asked: bool = False, of: BackgroundLibrary | None = None) -> list[str]:
    completer = FaqCompleter(of or background())
    found = completer.get_completions(Document(text), CompleteEvent(completion_requested=asked))
    return [text[: len(text) + one.start_position] + one.text for one in found]


def test_commands_after_a_slash_or_a_colon() -> None:
    assert menu("/") == [f"/{one.name}" for one in COMMANDS]
    assert menu(":l") == [":list", ":links"]
    assert menu("/xyzzy") == []


def test_sections_after_list_and_ids_after_show() -> None:
    assert menu("/list ") == [f"/list {name}" for name in SECTIONS]
    assert menu("/list ll") == ["/list LLVM"]
    assert menu("/show backport") == [
        "/show q-do-you-also-backport-to-kernels-not-currently-maintained-as-stable"
    ]
    assert menu("/copy ") == []


def test_questions_replace_what_was_typed() -> None:
    found = menu("how do i report")
    assert "How do I report bugs for BPF kernel code?" in found
    assert all(not one.startswith("how do i reportHow") for one in found)


@pytest.mark.parametrize("text", ["", "h"])
def test_little_typing_opens_no_menu_by_itself(text: str) -> None:
    assert menu(text) == []


@pytest.mark.parametrize(
    ("line", "opened"),
    [
        ("", False),
        ("h", False),
        ("/", True),
        (":", True),
        ("ho", True),
        ("x" * 120, True),
        ("x" * 121, False),
    ],
)
def test_the_menu_opens_for_what_is_typed_and_not_for_what_is_pasted(line: str, opened: bool) -> None:
    assert opens(line) is opened


def test_the_menu_has_eight_lines_of_questions_at_most() -> None:
    assert len(background().complete("patch", 20)) > 8
    assert len(menu("patch")) == len(menu("patch", asked=True)) == 8


def test_tab_asks_for_it_at_once() -> None:
    assert menu("q", asked=True) != []


def test_a_complete_question_is_not_offered_again() -> None:
    question = "How do I report bugs for BPF kernel code?"
    assert question not in menu(question)


def test_while_the_documents_are_read_only_commands_complete() -> None:
    assert menu("how do i", of=LOADING) == []
    assert menu("/list ", of=LOADING) == []
    assert menu("/li", of=LOADING) == ["/list", "/links"]


def test_an_error_in_completion_is_no_reason_to_disturb() -> None:
    class Broken(BackgroundLibrary):
        def complete(self, *_: object) -> tuple[()]:
            raise ZeroDivisionError

    assert menu("how do i", of=Broken(bundled)) == []


def test_nothing_in_the_menu_turns_text_around(tmp_path: Path) -> None:
    """What a heading holds of direction marks and control characters reaches neither the menu nor the line."""
    file = tmp_path / "eggs.rst"
    over = "\u202e\u2066\x9b31m"
    file.write_text(
        f"Eggs\n====\n\nIn {over} brine\n{'-' * 20}\n\nIs it {over} fresh?\n{'~' * 20}\nIt sinks.\n",
        encoding="utf-8",
    )
    hostile = BackgroundLibrary(lambda: open_library(in_use([str(file)])))
    hostile.wait()
    completer = FaqCompleter(hostile)
    for text in ("is it fresh", "/list "):
        found = list(completer.get_completions(Document(text), CompleteEvent(completion_requested=True)))
        assert found
        shown = "".join(one.text + one.display_text + one.display_meta_text for one in found)
        assert shown == safe(shown)
