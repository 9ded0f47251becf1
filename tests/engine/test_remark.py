"""Remarks: what asks nothing of the documents, and what turns an answer down."""

import pytest

from faq.engine.remark import is_refusal, is_small_talk


@pytest.mark.parametrize(
    "text",
    [
        "thanks", "Thank you!", "great, thanks a lot", "ok", "Ah, got it.", "now I see", "perfect", "hello there",
        "who are you?", "What are you?", "are you a bot?", "is your name GPT?", "how old are you", "who made you?",
        "what can you do for me?", "can you help me?", "could someone help me please", "yes",
        "no thanks", "Nope, thank you very much.",
    ],
)  # fmt: skip
def test_what_asks_nothing_of_the_documents(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "why?", "can you?", "who can help?", "who are they?", "what can you backport?", "are you on IRC?",
        "maintainers list please", "response time please", "ok and bpf-next?", "thanks, and where do I send it?",
        "no", "what is it?", "how long?", "help with LLVM", "no reply from maintainers", "no thanks, and for stable?",
        "feedback", "Guidance?",
    ],
)  # fmt: skip
def test_what_is_a_question_after_all(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "no", "Nope.", "not that one", "No, not that one", "not that", "not what I wanted", "that's not what I meant",
        "that's wrong", "wrong answer", "another one", "next", "next one please",
        "something else", "no, that\u2019s not it", "sorry, not the right answer",
    ],
)  # fmt: skip
def test_what_turns_an_answer_down(text: str) -> None:
    assert is_refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "no tests?", "not even for fixes?", "why not?", "why not that one?", "that's it", "that's right",
        "another question", "next question", "no question", "the other one", "is that wrong?", "next tree?",
        "what else?",
    ],
)  # fmt: skip
def test_what_turns_nothing_down(text: str) -> None:
    assert not is_refusal(text)
