"""Characters that are not for showing are replaced on a terminal and escaped in JSON."""

import json
import unicodedata

import pytest

from faq.output import harmless
from faq.output.harmless import escaped, safe, without_surrogates


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("\x9b31m", "\ufffd31m"),
        ("\x07\x00\x7f", "\ufffd\ufffd\ufffd"),
        ("\u202eevil\u2066", "\ufffdevil\ufffd"),
        ("a\U000e0041b\U000e007f", "a\ufffdb\ufffd"),
        ("a\u00adb\u180ec\u206ad\u206f", "a\ufffdb\ufffdc\ufffdd\ufffd"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
        ("r\u200cm \u200d x\u200d", "r\ufffdm \ufffd x\ufffd"),
        ("\u0645\u200c\u200d\u0645", "\u0645\ufffd\ufffd\u0645"),
        ("\u200bhidden\ufeff", "\ufffdhidden\ufffd"),
        ("\ud800", "\ufffd"),
        ("caf\u00e9 \U0001f427", "caf\u00e9 \U0001f427"),
    ],
)
def test_no_control_character_reaches_a_terminal(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_safe() -> None:
    """Every character of Unicode that is not for showing, one by one."""
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") and character not in "\t\n":
            assert safe(character) == "\ufffd"
            assert json.loads(escaped(json.dumps(character, ensure_ascii=False))) == character
    turning = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
    for character in f"{turning}\ufeff\u200b\u2060\ufff9\ufffb":
        assert safe(character) == "\ufffd"


@pytest.mark.parametrize("span", harmless.RANGES)
@pytest.mark.parametrize("around", ["", "a", "\u0645", "\U0001f469"])
def test_each_range_is_replaced_wherever_it_stands(span: tuple[int, int], around: str) -> None:
    for code in {span[0], span[1]}:
        text = f"{around}{chr(code)}{around}"
        assert safe(text) == f"{around}\ufffd{around}"
        shown = escaped(json.dumps(text, ensure_ascii=False))
        assert chr(code) not in shown
        assert json.loads(shown) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a", "a"), ("ä", "ä"), ("\ud800x", "\ufffdx"), ("\ud83d\udc27", "\U0001f427"), ("", ""), (None, None),
        ({"\udcff": ["a\udcffb", {"c": ("\ud800",)}, 1, True]}, {"\ufffd": ["a\ufffdb", {"c": ["\ufffd"]}, 1, True]}),
    ],
)  # fmt: skip
def test_any_encoding_can_carry_json(text: object, written: object) -> None:
    assert without_surrogates(text) == written
