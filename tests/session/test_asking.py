"""Questions in a session: follow-ups in the same entry, more of it, another candidate, quotations, contents."""

from pathlib import Path

import pytest

from faq.errors import FaqError
from faq.library.library import open_library
from faq.model import ANSWERED, Answer, Result, Turn
from faq.session import pager, unanswered
from faq.session.asking import chosen
from faq.session.background_library import BackgroundLibrary
from faq.session.contents import matching
from faq.session.conversation import Again, Conversation, Manner
from faq.session.runner import Runner
from faq.sources.selection import in_use
from tests.support.session_stage import Told, background, conversation, play

FEEDBACK = "how long until someone reviews my patch?"
SHORT = "The usual time to feedback will be around 2 or 3 business days."
PLACE = "Documentation/bpf/bpf_devel_QA.rst:187-188  as of Linux 5.8, 2020"
LONG = "how do I indicate which tree my patch goes to?"


def last(shown: str) -> str:
    """The last reply of a session."""
    return shown.rpartition("faq> ")[2].partition("\n")[2]


def test_a_follow_up_in_the_same_entry_shows_what_is_new() -> None:
    shown = last(play([FEEDBACK, "how many days does feedback take?"], conversation()))
    assert shown == f"> {SHORT}\n\n{PLACE}\nSame entry as above; Enter or /more shows all of it.\n\n"


@pytest.mark.parametrize("line", ["", "  ", "/more"])
def test_enter_shows_all_of_an_answer_once(line: str) -> None:
    one = conversation()
    begun = last(play([LONG], one))
    assert "lines left out; Enter or /more shows all]" in begun
    whole = last(play([line], one))
    assert "left out" not in whole and len(whole) > len(begun.partition("See also")[0])
    assert play([""], one) == "faq> \n"


def test_an_empty_line_is_nothing_where_all_is_shown() -> None:
    assert play([FEEDBACK, ""], conversation()).endswith("\n\nfaq> \n")


@pytest.mark.parametrize(("lines", "more"), [(12, False), (13, True)])
def test_an_answer_of_twelve_lines_is_shown_whole(tmp_path: Path, lines: int, more: bool) -> None:
    listing = "\n".join(f"   line {number}" for number in range(lines))
    path = tmp_path / "boats.rst"
    path.write_text(
        f"Boats FAQ\n=========\n\nHow do I row a boat?\n--------------------\n\n::\n\n{listing}\n"
    )
    ready = BackgroundLibrary(lambda: open_library(in_use([str(path)])))
    ready.wait()
    one = Conversation(ready, conversation().tools, conversation().style)
    assert ("left out" in play(["how do I row a boat?"], one)) == more
    assert (f"line {lines - 1}" in play([""], one)) == more


@pytest.mark.parametrize(("width", "rows"), [(120, 30), (80, 24), (40, 30)])
def test_an_answer_fits_on_the_screen(width: int, rows: int) -> None:
    one = conversation(width=width, rows=rows)
    runner = Runner(one)
    for result in background().entries():
        one.forget()
        reply = runner.run(result.entry.question)
        assert pager.fits((*reply.lines, *reply.offers[:3]), width, rows), reply.lines
        assert one.more == any("left out" in line for line in reply.lines)
        assert one.more or "".join(reply.lines[-1].split()) != ""
    assert "left out" not in play([""], one)


def test_where_the_pager_shows_it_enter_is_not_the_key_for_more() -> None:
    one = conversation(width=40, rows=12)
    runner = Runner(one)
    for result in background().entries():
        one.forget()
        said = runner.run(result.entry.question).lines
        text = " ".join(" ".join(said).split())
        in_pager, at_prompt = "/more at the prompt shows all]" in text, "; Enter or /more shows all]" in text
        assert (in_pager, at_prompt) == (one.more and not pager.fits(said, 40, 12), one.more and not in_pager)


@pytest.mark.parametrize(("rows", "more"), [(20, "Enter or /more"), (8, "/more at the prompt")])
def test_the_same_entry_again_tells_how_to_see_all_of_it(rows: int, more: str) -> None:
    one = conversation(width=40, rows=rows)
    runner = Runner(one)
    runner.run("how do I run the selftests?")
    lines = runner.run("what exact command do I run for all selftests?").lines
    assert pager.fits(lines, 40, rows) == (rows == 20)
    assert " ".join(lines).endswith(f" Same entry as above; {more} shows all of it.")


def test_not_that_one_shows_the_next_candidates_and_notes_the_question_once() -> None:
    told = Told()
    one = conversation(told)
    play([FEEDBACK], one)
    assert one.answer is not None
    candidates = [result.entry.question for result in one.answer.results]
    for line, question in zip(("/no", "No, not what I meant.", "next"), candidates[1:], strict=False):
        assert last(play([line], one)).split("\n")[0] == question
    assert told.deeds == [(unanswered.TURNED_DOWN, FEEDBACK)]
    for _ in range(5):
        end = last(play(["/no"], one))
    assert end == "No other candidate is left. Ask in other words; /list shows every question.\n\n"


def test_not_that_one_after_a_list_of_candidates_shows_the_first() -> None:
    one = conversation()
    play([FEEDBACK, "/no", "/no"], one)
    listed = last(play(["can I use gcc?"], one))
    assert one.answer is not None and f"1. {one.answer.results[0].entry.question}" in listed
    for result in one.answer.results[:2]:
        assert last(play(["/no"], one)).startswith(result.entry.question)


def test_not_that_one_after_a_refusal_shows_the_closest_questions_one_by_one() -> None:
    one = conversation()
    refused = last(play(["which country won the match"], one))
    assert one.answer is not None and not one.answer.results
    listed = [choice.entry.question for choice in one.choices if isinstance(choice, Result)]
    assert listed and f"  1. {listed[0]}\n" in refused
    for question in listed:
        assert last(play(["no"], one)).split("\n")[0] == question
    assert last(play(["no"], one)).startswith("No other candidate is left.")


def test_thanks_are_no_question() -> None:
    one = conversation()
    play([FEEDBACK], one)
    before = one.answer
    assert last(play(["great, thanks"], one)) == "You're welcome.\n\n"
    assert (one.answer, len(one.turns)) == (before, 1)


def test_no_before_any_question() -> None:
    assert (
        Runner(conversation()).run("/no").error
        == "/no: there is no answer on the screen; ask a question first"
    )


QUOTED = f"""\
> {SHORT}
Documentation/bpf/bpf_devel_QA.rst:187-188, as of Linux 5.8, 2020
https://docs.kernel.org/bpf/bpf_devel_QA.html#q-how-long-do-i-need-to-wait-for-feedback-on-my-bpf-patches"""


def test_a_quotation_for_a_mail() -> None:
    told = Told()
    one = conversation(told)
    play([FEEDBACK, "/quote", "/quote all", "/quote some"], one)
    assert told.deeds[0] == ("copy", QUOTED)
    lines = told.deeds[1][1].split("\n")
    assert [line[:2] for line in lines[:3]] == ["> ", "> ", "> "]
    assert lines[3] == "Documentation/bpf/bpf_devel_QA.rst:185-189, as of Linux 5.8, 2020"
    assert max(map(len, lines[:3])) <= 72
    assert len(told.deeds) == 2


def test_browse_presents_what_is_picked() -> None:
    told = Told()
    one = conversation(told)
    assert play(["/browse"], one) == "faq> /browse\n"
    told.picked = background().find("q-queue-stable-patches")
    assert last(play(["/browse"], one)).startswith("Queue stable patches\n")
    assert one.shown is told.picked


@pytest.mark.parametrize(
    ("typed", "count"), [("", 27), ("stable", 4), ("STABLE queue", 1), ("queue stable", 1), ("xyzzy", 0)]
)
def test_the_contents_are_searched_by_all_words(typed: str, count: int) -> None:
    assert len(matching(background().entries(), typed)) == count


def test_a_short_manner_and_a_limit() -> None:
    one = Conversation(background(), Told().tools(), conversation().style, Manner(limit=2, short=True))
    shown = last(play([FEEDBACK], one)).split("\n")
    assert shown[:2] == [SHORT, "data/bpf_devel_QA.rst:187"]
    assert one.answer is not None and len(one.answer.results) == 2
    assert last(play([""], one)).startswith("How long do I need to wait for feedback on my BPF patches?\n")


def test_a_word_that_is_a_command_is_asked_and_the_command_named() -> None:
    shown = last(play(["sources"], conversation()))
    assert shown.startswith("To run the command, type /sources.\n\n")
    assert "\n  1. " in shown


def test_what_was_a_command_without_its_slash_leaves_the_answer_on_the_screen() -> None:
    told = Told()
    one = conversation(told)
    answered = play([FEEDBACK], one)
    shown = last(play(["more", "/more"], one))
    assert shown.splitlines()[0] == answered.splitlines()[1]
    assert [turn.query for turn in one.turns] == [FEEDBACK]
    assert told.deeds == []


def test_low_confidence_is_said() -> None:
    class Unsure(BackgroundLibrary):
        def ask(self, query: str, context: object, limit: int = 5) -> Answer:
            found = background().ask(FEEDBACK, [Turn("x", "")])
            return found._replace(level="low", status=ANSWERED)

    unsure = Unsure(lambda: background()._library)  # type: ignore[arg-type,return-value]  # it has been read
    one = Conversation(unsure, Told().tools(), conversation().style)
    shown = last(play([FEEDBACK], one))
    assert shown.startswith("This is the nearest entry; it may not be what was asked.\n")


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_number_that_is_not_in_the_list(number: int) -> None:
    one = conversation()
    one.choices = tuple(Again(line) for line in ("first", "second", "third"))
    assert [chosen(one, n) for n in (1, 2, 3)] == list(one.choices)
    with pytest.raises(FaqError) as caught:
        chosen(one, number)
    assert str(caught.value) == f"number {number}: is not in the list; type a number from 1 to 3"
    one.choices = one.choices[:1]
    with pytest.raises(FaqError) as caught:
        chosen(one, number)
    assert str(caught.value) == f"number {number}: is not in the list; type 1"
