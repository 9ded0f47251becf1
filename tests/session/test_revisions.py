"""An entry as another revision has it, shown at the prompt by the command that an answer names."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from faq.errors import FaqError
from faq.library.library import Library, open_library
from faq.session.background_library import BackgroundLibrary
from faq.session.input_parser import Call, Question, Request, parse
from faq.session.revisions import show
from faq.sources.selection import in_use
from tests.support.session_stage import Told, bundled, conversation, play

TARGET = "clang flag for target bpf?"
COMMAND = "bpffaq show --revision linux-6.12 q-clang"


@pytest.mark.parametrize("line", [COMMAND, f"$ {COMMAND}", "/show --revision linux-6.12 q-clang"])
def test_the_command_that_an_answer_names_shows_the_entry(line: str) -> None:
    told = Told()
    one = conversation(told)
    assert f"\nLinux 6.12 says this differently: {COMMAND}\n" in play([TARGET], one)
    numbered = one.choices
    shown = play([line], one).partition("\n")[2]
    assert shown.startswith(f"{TARGET}\n")
    assert "clang --target=bpf" in shown and "clang -target bpf" not in shown
    assert "as of Linux 6.12.117, 2026\n" in shown
    assert one.choices == numbered
    play(["/quote all"], one)
    assert "as of Linux 6.12.117, 2026\n" in told.deeds[-1][1]
    assert one.turns[-1].id == "q-clang-flag-for-target-bpf"


def test_an_entry_that_only_the_other_revision_has() -> None:
    one = conversation()
    shown = play(["/show --revision linux-6.12 internal-symbol"], one).partition("\n")[2]
    assert shown.startswith('What "BPF_INTERNAL" symbol namespace is for?\n')
    assert one.turns[-1].id == ""


def test_a_revision_that_cannot_be_read_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_library(in_use(revision="linux-6.12"))
    close = library.close
    closed: list[bool] = []

    def broken(work: object) -> None:
        raise FaqError("the index", "is damaged each time it is built", "check the disk and the memory")

    monkeypatch.setattr(library, "read", broken)
    monkeypatch.setattr(library, "close", lambda: closed.append(True))
    with pytest.raises(FaqError):
        BackgroundLibrary(bundled, open_revision=lambda _: library).revised("linux-6.12")
    close()
    assert closed == [True]


def test_who_waits_for_the_revision_is_told() -> None:
    told: list[str] = []

    @contextmanager
    def waiting() -> Iterator[None]:
        told.append("reading")
        yield
        told.append("read")

    def opened(revision: str) -> Library:
        told.append(revision)
        return open_library(in_use(revision=revision))

    ready = BackgroundLibrary(bundled, open_revision=opened)
    ready.waiting = waiting
    assert any(result.entry.id == "q-clang-flag-for-target-bpf" for result in ready.revised("linux-6.12"))
    assert told == ["reading", "linux-6.12", "read"]


@pytest.mark.parametrize(
    ("argument", "error"),
    [
        ("--revision", "/show --revision: needs a revision and an id; type /show --revision NAME ID"),
        (
            "--revision linux-6.12",
            "/show --revision: needs a revision and an id; type /show --revision NAME ID",
        ),
        ("--revision linux-1.0 q-are", "no such revision 'linux-1.0'"),
        ("--revision linux-6.12 zzz", "zzz: no such entry; see: bpffaq list --revision linux-6.12"),
        ("", "/show: there is no answer on the screen; ask a question first"),
    ],
)
def test_what_cannot_be_shown(argument: str, error: str) -> None:
    with pytest.raises(FaqError) as caught:
        show(conversation(), argument)
    assert error in str(caught.value)


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        (COMMAND, Call("show", "--revision linux-6.12 q-clang")),
        ("bpffaq show what?", Question("bpffaq show what?")),
        (f"what does {COMMAND} print?", Question(f"what does {COMMAND} print?")),
    ],
)
def test_only_that_command_is_one(line: str, request_: Request) -> None:
    assert parse(line) == request_
