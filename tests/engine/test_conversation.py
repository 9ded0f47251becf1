"""Conversations about the bundled document: what a question is read together with, and what it is not."""

import re

import pytest

from faq.engine import ask
from faq.engine.parameters import DEFAULT
from faq.knowledge.values import Knowledge
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Turn
from tests.support.bundled import (
    BACKPORT,
    BUILD,
    INSTRUCTION,
    IPROUTE,
    LLVM,
    LOADER,
    QUEUE,
    REPORT,
    SAMPLES,
    SELFTESTS,
    STABLE,
    TREE,
    VERIFIER,
    WAIT,
    WINDOW,
    asked,
    first,
    library,
)
from tests.support.snapshots import snapshot, snapshot_of

NAME = "[a-z]+ [a-z]+ <|maintainers|developers|submitter|community|David S. Miller|@"
REASON = (
    "because|since|so that|such that|in order to|due to|therefore|thus|otherwise|purpose|rationale|useful"
)

REVIEW = Turn("how long until someone reviews my patch?", WAIT)


@pytest.mark.parametrize(
    ("before", "id", "query", "short"),
    [
        ("how do I say which tree my patch is for?", TREE, "what is the exact command?", "git format-patch"),
        ("how do I say which tree my patch is for?", TREE, "and for bpf-next?", "'PATCH bpf-next'"),
        ("how do I say which tree my patch is for?", TREE, "give me an example", "git format-patch"),
        ("how do I compile LLVM by myself?", BUILD, "command?", "git clone"),
        ("which LLVM can do BPF?", LLVM, "url?", "http://releases.llvm.org/"),
        (
            "I made up a new instruction, what about LLVM?",
            INSTRUCTION,
            "give me an example",
            "llc -march bpf",
        ),
        ("do you take iproute2 loader patches?", IPROUTE, "where do I send it?", "netdev@vger.kernel.org"),
        ("do you take iproute2 loader patches?", IPROUTE, "with which prefix?", "[PATCH iproute2"),
        ("samples or selftests?", SAMPLES, "why?", "The rationale is very simple"),
        ("do verifier changes need tests?", VERIFIER, "why?", "to make sure future changes"),
        ("where are the queued stable patches?", QUEUE, "how long do they stay there?", "on hold there"),
        ("where do I report bugs?", REPORT, "who exactly?", "Alexei Starovoitov"),
        ("does the merge window stop patches?", WINDOW, "how long?", "those two weeks"),
        ("which -mcpu does llc use?", INSTRUCTION, "and v2?", "-mcpu=help"),
        ("how do I run the verifier tests?", SELFTESTS, "which config?", "the .config of the kernel"),
    ],
)
def test_a_follow_up_is_answered_from_the_entry_on_the_screen(
    before: str, id: str, query: str, short: str
) -> None:
    answer = asked(query, Turn(before, id))
    assert (answer.status, first(answer)) == (ANSWERED, id)
    assert answer.results[0].short_answer is not None
    assert short in answer.results[0].short_answer.text
    assert answer.reasons.taken == before


@pytest.mark.parametrize(
    ("before", "id", "query", "thing", "has_one"),
    [
        (REVIEW.query, WAIT, "who?", "a name", NAME),
        (REVIEW.query, WAIT, "and who are they?", "a name", NAME),
        (
            REVIEW.query,
            WAIT,
            "but why?",
            "a reason",
            REASON,
        ),
        (REVIEW.query, WAIT, "example?", "an example", r"example|e\.g\.|git"),
        ("samples or selftests?", SAMPLES, "is there a link?", "a link", "https?://"),
        ("samples or selftests?", SAMPLES, "the exact command?", "a command", r"\$ |git |-"),
        ("how do I compile LLVM by myself?", BUILD, "why?", "a reason", REASON),
        ("where do I report bugs?", REPORT, "url?", "a link", "https?://"),  # a mail address is none
        (
            "do you backport to dead kernels?",
            BACKPORT,
            "why?",
            "a reason",
            REASON,
        ),
    ],
)
def test_what_the_entry_on_the_screen_does_not_have_is_said_and_the_nearest_that_have_it_follow(
    before: str, id: str, query: str, thing: str, has_one: str
) -> None:
    answer = asked(query, Turn(before, id))
    assert answer.reasons.missing == f"Nothing in the previous entry looks like {thing}."
    assert (answer.status, answer.reasons.taken) == (CLOSEST, before)
    assert (answer.reasons.matched_question, answer.reasons.outside) == ("", "")
    assert answer.confidence <= DEFAULT.curated.closest
    for result in answer.results:
        assert result.entry.id != id
        assert re.search(has_one, " ".join(block.text for block in result.entry.blocks), re.IGNORECASE)


def test_an_entry_that_has_what_the_one_on_the_screen_does_not_is_an_answer() -> None:
    answer = asked("command?", Turn("do verifier changes need tests?", VERIFIER))
    assert (answer.status, first(answer)) == (ANSWERED, SELFTESTS)
    assert answer.reasons.missing == "Nothing in the previous entry looks like a command."
    assert answer.results[0].short_answer is not None
    assert "./test_verifier" in answer.results[0].short_answer.text


def test_the_entry_that_a_follow_ups_own_words_speak_for_comes_before_the_one_on_the_screen() -> None:
    before = [Turn("does iproute2 need an update for my uapi change?", LOADER)]
    query = "and where do patches for iproute2 go then?"
    silent, heard = (
        ask(library().snapshot, query, context=before, parameters=parameters)
        for parameters in (DEFAULT._replace(own_learned=0.0), DEFAULT)
    )
    assert (heard.status, first(heard), first(silent)) == (ANSWERED, IPROUTE, LOADER)


@pytest.mark.parametrize(
    ("before", "here", "query", "next"),
    [
        ("which LLVM can do BPF?", LLVM, "what if I'd like to compile that myself?", BUILD),
        (
            "The BPF patch I am about to submit needs to go to stable as well. What should I do?",
            STABLE,
            "and who takes it there?",
            QUEUE,
        ),
    ],
)
def test_the_next_entry_of_the_document_is_favoured(before: str, here: str, query: str, next: str) -> None:
    aware, unaware = (
        ask(library().snapshot, query, context=[Turn(before, here)], parameters=parameters)
        for parameters in (DEFAULT, DEFAULT._replace(following=0.0))
    )
    assert (aware.status, first(aware)) == (ANSWERED, next)
    assert first(unaware) != next


def test_no_entry_of_another_document_counts_as_the_next_one() -> None:
    cake = "Cake FAQ\n========\n\nHow do I bake it?\n-----------------\n\nIn an oven.\n"
    tea = "Tea FAQ\n=======\n\nHow do I brew it?\n-----------------\n\nIn a pot.\n"
    documents = snapshot_of({"cake.rst": (cake, Knowledge()), "tea.rst": (tea, Knowledge())})
    context = [Turn("How do I bake it?", next(documents.entries()).entry.id)]
    before, behind = (
        ask(documents, "and how do I do it?", context=context, parameters=DEFAULT._replace(following=value))
        for value in (0.0, 50.0)
    )
    assert before == behind
    assert first(before) == context[0].id


def test_what_goes_on_is_read_with_what_was_before_however_sure_it_is_alone() -> None:
    query, before = "and how is it marked then?", Turn("when do I add code to iproute2's loader?", LOADER)
    alone, together = asked(query), asked(query, before)
    assert (alone.status, first(alone)) == (ANSWERED, TREE)
    assert (together.status, first(together)) == (ANSWERED, IPROUTE)
    assert together.confidence < alone.confidence


def test_where_no_near_entry_has_it_nothing_is_shown() -> None:
    answer = asked("when?", Turn("New BPF instruction for kernel and LLVM", INSTRUCTION))
    assert (answer.status, answer.results) == (NOT_COVERED, ())
    assert answer.reasons.missing == "Nothing in the previous entry looks like a time."


def test_what_the_entry_on_the_screen_has_answers_however_strange_the_word_for_it() -> None:
    answer = asked("homepage?", Turn("do you backport to dead kernels?", BACKPORT))
    assert (answer.status, first(answer), answer.reasons.missing) == (ANSWERED, BACKPORT, "")
    assert answer.results[0].short_answer is not None
    assert "https://www.kernel.org/" in answer.results[0].short_answer.text


@pytest.mark.parametrize(
    ("before", "id", "query", "short"),
    [
        (REVIEW.query, WAIT, "and 4.3?", "business days"),
        ("do you backport to dead kernels?", BACKPORT, "and for 6.1?", "www.kernel.org"),
        ("do you backport to dead kernels?", BACKPORT, "what about v5.10?", "www.kernel.org"),
        ("which LLVM can do BPF?", LLVM, "and 4.3?", "since version 3.7.1"),
        ("which LLVM can do BPF?", LLVM, "does 3.6 have it?", "since version 3.7.1"),
        ("how do I run the BPF selftests?", SELFTESTS, "and 1.15?", "pahole version 1.16"),
    ],
)
def test_a_version_that_no_text_mentions_is_no_subject(before: str, id: str, query: str, short: str) -> None:
    answer = asked(query, Turn(before, id))
    assert (answer.status, answer.level, first(answer)) == (ANSWERED, "low", id)
    assert answer.unmatched == tuple(word for word in query.rstrip("?").split() if word[-1].isdigit())
    assert answer.results[0].short_answer is not None
    assert short in answer.results[0].short_answer.text


def test_a_version_that_no_text_mentions_stays_only_with_an_entry_that_what_was_asked_before_leads_to() -> (
    None
):
    other = Turn("how do I build clang and LLVM manually from git, with cmake, gcc-c++ and ninja?", WAIT)
    assert asked("and 4.3?", other) == asked("and 4.3?")


def test_a_version_that_no_text_mentions_is_no_surer_where_nobody_curated() -> None:
    subjects = ("paint the garden fence green", "oil the squeaking gate hinges", "mow the wet meadow grass")
    text = "".join(f"How do I {one}?\n{'=' * 50}\nTake time to {one}.\n\n" for one in subjects)
    before = Turn(f"how do I {subjects[0]}?", f"how-do-i-{subjects[0].replace(' ', '-')}")
    answer = ask(snapshot(text), "and 4.3?", context=[before])
    assert (answer.status, answer.level, first(answer)) == (ANSWERED, "low", before.id)


def test_a_version_that_no_text_mentions_lends_no_words_to_what_follows() -> None:
    turns = [Turn("which LLVM can do BPF?", LLVM), Turn("and 4.3?", LLVM)]
    assert asked("url?", *turns) == asked("url?", turns[0])
    assert asked("url?", turns[1]).reasons.taken == "and 4.3?"  # there is no other


def test_a_version_that_a_text_mentions_is_one() -> None:
    assert first(asked("and 1.16?", Turn("which LLVM can do BPF?", LLVM))) == SELFTESTS


@pytest.mark.parametrize(
    "query", ["thanks", "ok, got it", "who are you?", "can you help me?", "what can you do?"]
)
@pytest.mark.parametrize("context", [(), (REVIEW,)])
def test_what_asks_nothing_of_the_document_gets_nothing(query: str, context: tuple[Turn, ...]) -> None:
    answer = asked(query, *context)
    assert (answer.status, answer.results, answer.reasons.taken) == (NOT_COVERED, (), "")


@pytest.mark.parametrize(
    "query",
    [
        "what is BPF?",
        "what is XDP?",
        "how do I compile the kernel?",
        "what is the license?",
        "where is the moon?",
        "how do I install python?",
        "what about FreeBSD?",
    ],
)
def test_what_is_another_matter_is_taken_by_itself(query: str) -> None:
    answer = asked(query, REVIEW)
    assert answer.reasons.taken == ""
    assert answer == asked(query)


def test_an_entry_of_before_is_not_dragged_into_another_matter() -> None:
    turns = [REVIEW, Turn("how do I compile LLVM by myself?", BUILD)]
    assert first(asked("how do I check that it works?", *turns)) != WAIT
    assert first(asked("command?", *turns)) == BUILD


def test_a_message_of_its_own_takes_nothing_from_before() -> None:
    message = (
        "our nightly build of the iproute2 packages stopped with a linker error in libelf after the update"
    )
    assert asked(message, REVIEW) == asked(message)


@pytest.mark.parametrize(
    ("short", "id", "query"),
    [
        ("what is samples/bpf for?", SAMPLES, "and where do new ones go?"),
        ("how long should I wait for a reply?", WAIT, "and then?"),
        ("pahole", SELFTESTS, "and which version?"),
    ],
)
def test_a_long_message_two_turns_back_does_not_outweigh_the_question_after_it(
    short: str, id: str, query: str
) -> None:
    long = (
        "git format-patch --subject-prefix='PATCH net-next' -o outgoing master..feature; git send-email outgoing/*; "
        "the series converts the JIT of our architecture to the new atomic instructions and adds compiler support, "
        "and it depends on a fix in the bpf tree, so which base commit and subject line would maintainers like to see"
    )
    answer = asked(query, Turn(long, TREE), Turn(short, id))
    assert (answer.status, first(answer)) == (ANSWERED, id)


def test_what_was_taken_is_the_question_that_had_a_matter() -> None:
    turns = [Turn("do you take iproute2 loader patches?", IPROUTE), Turn("url?", IPROUTE)]
    assert asked("and where do I send it?", *turns).reasons.taken == turns[0].query
    goes_on = [Turn("pahole", SELFTESTS), Turn("and which version?", SELFTESTS)]
    assert asked("why?", *goes_on).reasons.taken == "pahole"
    assert asked("command?", Turn("url?", BUILD)).reasons.taken == "url?"  # no other has one


@pytest.mark.parametrize(
    "message",
    [
        "I have a fix for the verifier, where do I send it?",
        "our patch for the loader is ready, to which list does it go?",
    ],
)
def test_a_word_that_points_at_a_clause_of_its_own_message_takes_nothing_from_before(message: str) -> None:
    assert asked(message, REVIEW).reasons.taken == ""


def test_a_refusal_shows_the_next_candidates_one_after_the_other() -> None:
    question = asked(REVIEW.query)
    candidates = [result.entry.id for result in question.results]
    turns = [REVIEW]
    for place, refusal in enumerate(("not that one", "no", "nope"), 1):
        answer = asked(refusal, *turns)
        assert [result.entry.id for result in answer.results[: 5 - place]] == candidates[place:]
        assert (answer.status, answer.results[0].short_answer) == (CLOSEST, None)
        assert (answer.query, answer.reasons.taken) == (refusal, REVIEW.query)
        turns.append(Turn(refusal, ""))


def test_a_refusal_after_a_follow_up_goes_by_that_follow_up() -> None:
    turns = [Turn("do you take iproute2 loader patches?", IPROUTE), Turn("where do I send it?", IPROUTE)]
    follow_up = asked(turns[1].query, turns[0])
    assert first(asked("no", *turns)) == follow_up.results[1].entry.id


def test_when_all_candidates_are_refused_there_is_nothing() -> None:
    refusals = [Turn("no", "")] * len(library().snapshot.entry_numbers)
    answer = asked("no", REVIEW, *refusals)
    assert (answer.status, answer.results) == (NOT_COVERED, ())


def test_a_refusal_of_nothing_is_a_question() -> None:
    assert asked("no").reasons.taken == ""
    assert asked("no", Turn("no", "")) == asked("no")
