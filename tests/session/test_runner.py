"""Requests of a session and their whole replies."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from faq.errors import FaqError
from faq.library.library import open_library
from faq.model import NOT_COVERED, Answer, Link, Turn
from faq.session import view
from faq.session.background_library import BackgroundLibrary, Unreadable
from faq.session.conversation import Conversation, Reply
from faq.session.runner import Runner
from faq.sources.selection import in_use
from tests.support.session_stage import Told, bundled, conversation, play
from tests.support.snapshots import snapshot

URL = "https://docs.kernel.org/bpf/bpf_devel_QA.html"
SOURCE = (
    "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/Documentation/bpf/bpf_devel_QA.rst"
    "?id=002dff36acfba3476b685a09f78ffb7c452f5951"
)
STABLE = """\
Stable submission
  1. I need a specific BPF commit in stable kernels. What should I do?
  2. Do you also backport to kernels not currently maintained as stable?
  3. The BPF patch I am about to submit needs to go to stable as well
  4. Queue stable patches
"""
BACKPORT = """\
Do you also backport to kernels not currently maintained as stable?

No. If you need a specific BPF commit in kernels that are currently not
maintained by the stable maintainers, then you are on your own.

The current stable and longterm stable kernels are all listed here:

    https://www.kernel.org/

Documentation/bpf/bpf_devel_QA.rst:372-379  as of Linux 5.8, 2020
https://docs.kernel.org/bpf/bpf_devel_QA.html#q-do-you-also-backport-to-kernels-not-currently-maintained-as-stable

See also
  1. I need a specific BPF commit in stable kernels. What should I do?
  2. The BPF patch I am about to submit needs to go to stable as well
  3. Queue stable patches
"""
BACKPORT_ID = "q-do-you-also-backport-to-kernels-not-currently-maintained-as-stable"

ERRORS = [
    ("1", "number 1: there is no list on the screen; ask a question, or /list"),
    ("/lnks", "/lnks: no such command; did you mean /links?"),
    (":wy", "/wy: no such command; did you mean /why?"),
    ("/h", "/h: can be short for /history or /help; type more of it"),
    ("/l", "/l: can be short for /list or /links; type more of it"),
    (":s", "/s: can be short for /show or /sources; type more of it"),
    ("/q now", "/quit: takes no argument; type /quit alone"),
    ("/history 1", "/history: takes no argument; type /history alone"),
    ("/links 2", "/links: takes no argument; type /links alone"),
    ("/list 2", "/list: takes a word, not a number; type 2 alone to open number 2"),
    ("-1", "number -1: there is no list on the screen; ask a question, or /list"),
    ("/xyzzy", "/xyzzy: no such command; /help lists the commands"),
    ("/list nonsense", "nonsense: no entry matches; /list shows all"),
    ("/list submiting", "submiting: no entry matches; did you mean Submitting?"),
    ("/show", "/show: there is no answer on the screen; ask a question first"),
    (
        "/show llvm",
        "llvm: 5 entries have that in their id; see: /list llvm",
    ),
    ("/show xyzzy", "xyzzy: no such entry; see: /list"),
    ("/open", "/open: there is no answer on the screen; ask a question first"),
    ("/edit 3", "number 3: there is no list on the screen; ask a question, or /list"),
    ("/edit", "/edit: there is no answer on the screen; ask a question first"),
    ("/copy", "/copy: there is no answer on the screen; ask a question first"),
    ("/links", "/links: there is no answer on the screen; ask a question first"),
    ("/why", "/why: there is no question to explain; ask one first"),
]


@pytest.mark.parametrize(("line", "message"), ERRORS)
def test_errors_are_one_line_and_name_the_mend(line: str, message: str) -> None:
    assert Runner(conversation()).run(line) == Reply(error=message)


def test_list_of_a_section_then_a_number() -> None:
    assert play(["/list stab", "2"], conversation()) == f"faq> /list stab\n{STABLE}\nfaq> 2\n{BACKPORT}\n"


@pytest.mark.parametrize("line", [f"/show {BACKPORT_ID}", "/show backport", f":show {BACKPORT_ID}"])
def test_show_by_id(line: str) -> None:
    assert play([line], conversation()) == f"faq> {line}\n{BACKPORT}\n"


def test_show_by_number() -> None:
    assert play(["/list stab", "/show 2"], conversation()).endswith(f"faq> /show 2\n{BACKPORT}\n")


def test_a_number_beyond_the_list() -> None:
    shown = play(["/list stab", "7"], conversation())
    assert shown.endswith("faq> 7\nnumber 7: is not in the list; type a number from 1 to 4\n")


def test_open_edit_copy_links() -> None:
    told = Told()
    one = conversation(told)
    shown = play(["/show backport", "/open", "/edit", "/copy", "/links", "1", "/open 1", "/edit 1"], one)
    path = one.background.known()[0].path
    link = "https://www.kernel.org/"
    assert told.deeds == [
        ("browse", f"{URL}#{BACKPORT_ID}"),
        ("edit", path, "372"),
        ("copy", link),
        ("browse", link),
        ("browse", link),
    ]
    assert shown.split("faq> /open\n")[1] == (
        f"Opened\n{URL}#{BACKPORT_ID}\n\nfaq> /edit\nEdited {path}, line 372\n\n"
        f"faq> /copy\nCopied through the terminal:\n    {link}\n\nfaq> /links\n  1. {link}\n"
        f"  2. this text, as of Linux 5.8, 2020:\n     {SOURCE}#n372\n\n"
        f"faq> 1\nOpened {link}\n\nfaq> /open 1\nOpened {link}\n\n"
        "faq> /edit 1\nnumber 1: is not an entry; /list shows the entries\n"
    )


def test_a_file_of_the_installed_program_was_only_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.session.editor.is_installed", lambda path: True)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/config")
    one = conversation(width=300)
    shown = play(["/show backport", "/edit"], one)
    said = f"Shown: {one.background.known()[0].path}, line 372. To change it, copy it to "
    said += "/config/bpffaq/bpf_devel_QA.rst and name the copy with --source."
    assert shown.endswith(f"faq> /edit\n{said}\n\n")


def test_open_and_edit_by_number() -> None:
    told = Told()
    one = conversation(told)
    play(["/list stab", "/open 4", "/edit 4"], one)
    path = one.background.known()[0].path
    assert told.deeds == [("browse", f"{URL}#q-queue-stable-patches"), ("edit", path, "394")]


def test_edit_of_a_link_into_a_source_tree_opens_its_file_at_the_line() -> None:
    told = Told()
    one = conversation(told)
    one.choices = (
        Link("howto", "https://docs.kernel.org/process/howto.html", True, place="process/howto.rst:4"),
    )
    assert Runner(one).run("/edit 1").lines == ("Edited process/howto.rst, line 4",)
    assert told.deeds == [("edit", "process/howto.rst", "4")]


@pytest.mark.parametrize("typed", ["1", "/open 1"])
def test_a_file_of_a_source_tree_without_a_page(typed: str) -> None:
    told = Told()
    one = conversation(told)
    one.choices = (Link("process/howto.rst:4", "", False, place="process/howto.rst:4"),)
    assert view.numbered(one.choices, one.style()) == ["  1. process/howto.rst:4"]
    said = "number 1: has no address on the web; /edit 1 opens its file"
    assert Runner(one).run(typed).error == said
    assert Runner(one).run("/edit 1").lines == ("Edited process/howto.rst, line 4",)


def test_the_last_link_of_an_answer_leads_to_the_quoted_text() -> None:
    told = Told()
    shown = play(["/show wait-for-feedback", "/links", "1"], conversation(told))
    listed = f"  1. this text, as of Linux 5.8, 2020:\n     {SOURCE}#n185\n"
    assert shown.endswith(f"faq> /links\n{listed}\nfaq> 1\nOpened\n{SOURCE}#n185\n\n")
    assert told.deeds == [("browse", f"{SOURCE}#n185")]


def test_links_of_an_answer_without_any(tmp_path: Path) -> None:
    (tmp_path / "a.rst").write_text("T\n=\n\nQ: Where?\n---------\nA: Here.\n")
    ready = BackgroundLibrary(lambda: open_library(in_use([str(tmp_path / "a.rst")])))
    one = Conversation(ready, Told().tools(), conversation().style)
    shown = play(["/show where", "/links"], one)
    assert shown.endswith("faq> /links\nThis answer has no links; /open opens its page.\n\n")


def test_copy_one_of_several() -> None:
    told = Told()
    shown = play(["/show how-to-run-bpf-selftests", "/copy", "/copy 2", "/copy 9"], conversation(told))
    assert told.deeds == [
        ("copy", "cd tools/testing/selftests/bpf/\nmake"),
        ("copy", "sudo ./test_verifier"),
    ]
    assert shown[shown.index("faq> /copy\n") :] == (
        "faq> /copy\nCopied through the terminal (1 of 4):\n    cd tools/testing/selftests/bpf/\n    make\n\n"
        "faq> /copy 2\nCopied through the terminal (2 of 4):\n    sudo ./test_verifier\n\n"
        "faq> /copy 9\n/copy 9: is not one of them; type a number from 1 to 4\n"
    )
    shown = play(["/show how-do-i-build-llvm", "/copy 2"], conversation(Told()))
    assert shown.endswith("/copy 2: is not one of them; type 1\n")


def test_the_beginning_of_a_long_copied_text_keeps_its_indentation() -> None:
    shown = play(["/show how-do-i-build-llvm", "/copy"], conversation(Told(), width=60))
    assert "\n               -DLLVM_ENABLE" in shown[shown.index("faq> /copy") :]


def test_of_a_long_text_that_is_copied_only_the_beginning_is_shown() -> None:
    told = Told()
    shown = play(["/show minimum-requirement", "/quote all"], conversation(told))
    (copied,) = (text for deed, text, *_ in told.deeds if deed == "copy")
    assert copied.count("\n") > 20
    reply = shown[shown.index("faq> /quote all\n") :].splitlines()
    assert [line.strip() for line in reply[2:9]] == copied.split("\n")[:7]
    assert reply[9:] == [f"    [... {len(copied):,} characters in all]", ""]


@pytest.mark.parametrize(("length", "whole"), [(56, True), (57, False)])
def test_what_is_copied_is_shown_whole_if_it_takes_up_to_eight_lines_of_the_screen(
    length: int, whole: bool
) -> None:
    document = "Q\n=\n\n::\n\n" + f"  {'x' * length}\n" * 8
    one = conversation(Told(), width=60)
    one.shown = next(snapshot(document).entries())
    shown = play(["/copy"], one)
    assert shown.count("x" * length) == (8 if whole else 0)
    assert ("characters in all" in shown) != whole


@pytest.mark.parametrize("line", ["/help copy", "/HELP /Copy", ":help :COPY"])
def test_help_on_a_command_takes_its_name_as_the_prompt_does(line: str) -> None:
    shown = play([line], conversation())
    assert "  /copy [N]         a command or code block of this answer to the clipboard\n" in shown


def test_history_lists_questions_newest_last_and_a_number_asks_again() -> None:
    past = ["who do i cc?", "how long", "/list", "3", "#2", "-1", "help", "Quit", "who do i cc?"]
    one = conversation(Told(past))
    assert play(["/history"], one) == "faq> /history\n  1. how long\n  2. who do i cc?\n\n"
    assert Runner(one).run("2").error == ""
    assert one.turns[-1].query == "who do i cc?"


def test_history_of_none() -> None:
    assert play(["/history"], conversation()) == "faq> /history\nNo question has been asked yet.\n\n"


def test_a_source_with_one_entry(tmp_path: Path) -> None:
    (tmp_path / "faq.rst").write_text("FAQ\n===\n\nHow is it?\n----------\n\nSo.\n")
    library = open_library(in_use([str(tmp_path)]))
    one = Conversation(BackgroundLibrary(lambda: library), Told().tools(), conversation().style)
    assert "\n  1 entry," in play(["/sources"], one)


def test_sources() -> None:
    one = conversation(width=200)
    path = one.background.known()[0].path
    title = "HOWTO interact with BPF subsystem 002dff36acfb"
    assert (
        play(["/sources"], one) == f"faq> /sources\n{title}\n  27 entries, as of Linux 5.8, 2020, {path}\n\n"
    )


def test_new_forgets() -> None:
    one = conversation()
    play(["which mailing list do I send patches to?"], one)
    assert one.turns and one.shown and one.choices
    assert play(["/new"], one) == "faq> /new\nA new conversation: what came before is forgotten.\n\n"
    assert not any((one.turns, one.shown, one.choices, one.answer))


def test_why_explains_the_last_question() -> None:
    one = conversation()
    play(["which mailing list do I send patches to?"], one)
    shown = play(["/why"], one).splitlines()
    assert shown[1].startswith("status: answered, confidence ")
    assert [line for line in shown if line.startswith("nearest question: ")]


def test_why_of_an_entry_that_was_opened() -> None:
    one = conversation(width=200)
    play(["which mailing list do I send patches to?"], one)
    reasons = play(["/why"], one).removeprefix("faq> /why\n")
    asked = "which mailing list do I send patches to?\n"
    assert play(["1", "/why"], one).endswith(
        "\nfaq> /why\nYou opened this entry; it was found for your question, too, as number 2 of 5.\n\n"
        + asked
        + reasons
    )
    assert play(["/show run-bpf-selftests", "/why"], one).endswith(
        "\nfaq> /why\nYou opened this entry; it was not found for your question.\n\n" + asked + reasons
    )


def test_why_before_any_question() -> None:
    shown = play(["/show backport", "/why"], conversation())
    assert shown.endswith("faq> /why\n/why: there is no question to explain; ask one first\n")


def test_a_link_that_leads_nowhere_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.rst").write_text("T\n=\n\nQ: Where?\n---------\nA: See :ref:`nowhere`.\n")
    ready, told = BackgroundLibrary(lambda: open_library(in_use([str(tmp_path / "a.rst")]))), Told()
    one = Conversation(ready, told.tools(), conversation().style)
    assert play(["/show where", "/links", "1"], one).endswith(
        "faq> /links\n  1. nowhere (target not known)\n\n"
        "faq> 1\nnumber 1: its target is not known; /open opens the page of this answer\n"
    )
    assert told.deeds == []


def test_quit_ends_and_nothing_after_it_is_read() -> None:
    for line in ("/quit", ":quit", "quit", "exit", "/q"):
        assert play([line, "/history"], conversation()) == f"faq> {line}\n"


def test_an_empty_line_is_nothing() -> None:
    assert play(["", "   "], conversation()) == "faq> \nfaq>    \n"


def test_an_answer_offers_numbers_that_open() -> None:
    one = conversation()
    shown = play(["how do I report a bug in the kernel's BPF code?"], one)
    assert "\nSee also\n  1. " in shown
    assert len(one.choices) == 3
    again = play(["1"], one)
    assert again.split("\n")[1] == one.turns[-1].query


def test_not_covered_says_so_and_makes_nothing_up() -> None:
    one = conversation()
    shown = play(["xyzzy plugh frobnicate"], one)
    assert shown == (
        "faq> xyzzy plugh frobnicate\nThis is not covered. "
        "No mention of 'xyzzy', 'plugh', 'frobnicate'.\n\n"
        "/list shows every question that is covered.\n\n"
    )
    assert one.turns[-1].id == ""


def test_after_no_answer_no_answer_is_meant() -> None:
    class Refusing(BackgroundLibrary):
        def ask(self, query: str, context: Sequence[Turn], limit: int = 5) -> Answer:
            return Answer(query, NOT_COVERED, 0.1, "low", (), (), ())

    told = Told()
    one = Conversation(Refusing(bundled), told.tools(), conversation().style)
    shown = play(["/show backport", "why?", "/copy"], one)
    assert shown.endswith("/copy\n/copy: there is no answer on the screen; ask a question first\n")
    assert told.deeds == []


def test_a_failure_of_one_line_does_not_end_the_session() -> None:
    class Broken(BackgroundLibrary):
        def ask(self, *_: object) -> NoReturn:
            raise ZeroDivisionError("division\nby zero")

    broken = Broken(bundled)
    one = Conversation(broken, Told().tools(), conversation().style)
    assert play(["why?", "/new"], one) == (
        "faq> why?\nthis line: failed (ZeroDivisionError: division by zero); "
        "the session goes on; please report this\n"
        "faq> /new\nA new conversation: what came before is forgotten.\n\n"
    )


def test_ctrl_c_stops_one_line_only() -> None:
    class Slow(BackgroundLibrary):
        def ask(self, *_: object) -> NoReturn:
            raise KeyboardInterrupt

    one = Conversation(Slow(bundled), Told().tools(), conversation().style)
    assert play(["why?", "/new"], one) == (
        "faq> why?\n^C\nfaq> /new\nA new conversation: what came before is forgotten.\n\n"
    )


def test_what_the_library_has_to_say_is_said_once() -> None:
    class Noticing(BackgroundLibrary):
        notice = "/cache: is not writable; the index is kept in memory"

    one = Conversation(Noticing(bundled), Told().tools(), conversation().style)
    assert play(["/new", "/new"], one) == (
        "faq> /new\nA new conversation: what came before is forgotten.\n\n"
        "/cache: is not writable; the index is kept in memory\n"
        "faq> /new\nA new conversation: what came before is forgotten.\n\n"
    )


def test_documents_that_cannot_be_read_end_it() -> None:
    def fails() -> None:
        raise FaqError("x.rst", "is not there", "name another")

    background = BackgroundLibrary(fails)  # type: ignore[arg-type]  # it never gets as far as a library
    with pytest.raises(Unreadable) as caught:
        Runner(Conversation(background, Told().tools(), conversation().style)).run("why?")
    assert str(caught.value) == "x.rst: is not there; name another"


def test_documents_whose_reading_fails_are_unreadable() -> None:
    def fail() -> NoReturn:
        raise KeyError("x")

    background, told = BackgroundLibrary(fail), list[bool]()
    background._load(lambda: told.append(background.reading))
    with pytest.raises(Unreadable) as caught:
        background.wait()
    assert str(caught.value) == (
        "the documents: cannot be read (KeyError: 'x'); try bpffaq index, then please report this"
    )
    assert told == [False]


def test_the_longest_line_that_is_read() -> None:
    one = conversation()
    assert Runner(one).run("x" * 2**20).error == ""
    assert Runner(one).run("x" * (2**20 + 1)).error == (
        "this line: is larger than 1 MiB; ask a shorter question"
    )


def test_the_entry_that_answered_is_remembered() -> None:
    one = conversation()
    play(["which mailing list do I send patches to?"], one)
    assert one.answer is not None and len(one.answer.results) > 1
    assert one.turns[-1].id == one.answer.results[0].entry.id
