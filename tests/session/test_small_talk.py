"""What the session replies to small talk."""

import pytest

from faq.session import small_talk


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("thanks", "You're welcome."),
        ("ok, thank you, bye", "You're welcome."),
        ("Bye!", small_talk.BYE),
        ("who are you?", small_talk.ABOUT),
        ("can someone help me please", small_talk.ABOUT),
        ("Hi there", small_talk.HELLO),
        ("ok, got it", "All right."),
    ],
)
def test_the_reply(message: str, reply: str) -> None:
    assert small_talk.reply(message) == reply
