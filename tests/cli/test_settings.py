"""Settings: who has the last word, and what is said of those that cannot be."""

import tomllib
from pathlib import Path

import pytest

from faq.cli.arguments import options
from faq.cli.settings import Settings, from_configuration, settings
from faq.errors import FaqError
from faq.knowledge.toml import Toml

FILE = """\
[[source]]
path = "eggs.rst"

[output]
limit = 7
color = "never"
short = true

[session]
pager = "most"
keys = "vi"
history = false
unanswered = true
"""
SAID = Settings(7, "never", True, "most", "vi", False, True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration directory of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path


def configured(home: Path, text: str) -> None:
    (home / "bpffaq").mkdir()
    (home / "bpffaq" / "config.toml").write_text(text)


def test_without_anything_they_are_the_usual_ones(home: Path) -> None:
    assert settings(options(["a b"]), {}) == Settings() == Settings(5, "auto", False, "", "", True, False)


def test_the_file_says_what_is_left_out(home: Path) -> None:
    configured(home, FILE)
    assert settings(options(["a b"]), {}) == SAID


def test_a_variable_goes_before_the_file_and_an_option_before_the_variable(home: Path) -> None:
    configured(home, FILE)
    around = {
        "BPFFAQ_LIMIT": "3",
        "BPFFAQ_COLOR": "ALWAYS",
        "BPFFAQ_SHORT": "off",
        "BPFFAQ_PAGER": "no",
        "BPFFAQ_KEYS": "emacs",
        "BPFFAQ_HISTORY": "on",
        "BPFFAQ_UNANSWERED": "0",
    }
    assert settings(options([]), around) == Settings(3, "always", False, "off", "emacs", True, False)
    line = ["--limit", "2", "--color", "auto", "--pager", "less", "--keys", "vi", "--no-history"]
    assert settings(options(line), around) == Settings(2, "auto", False, "less", "vi", False, False)
    assert settings(options(["--no-pager", "--vi"]), {}).pager == "off"
    assert settings(options(["--short", "a b"]), around).short


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("BPFFAQ_LIMIT", "0", "BPFFAQ_LIMIT: must be a positive integer, got '0'; fix or unset it"),
        ("BPFFAQ_LIMIT", "many", "BPFFAQ_LIMIT: must be a positive integer, got 'many'; fix or unset it"),
        (
            "BPFFAQ_LIMIT",
            "1" * 5000,
            f"BPFFAQ_LIMIT: must be less than 1000000, got '{'1' * 5000}'; fix or unset it",
        ),
        (
            "BPFFAQ_COLOR",
            "blue",
            "BPFFAQ_COLOR: must be auto, always or never, got 'blue'; fix or unset it",
        ),
        ("BPFFAQ_SHORT", "maybe", "BPFFAQ_SHORT: must be on or off, got 'maybe'; fix or unset it"),
        ("BPFFAQ_KEYS", "vim", "BPFFAQ_KEYS: must be emacs or vi, got 'vim'; fix or unset it"),
    ],
)
def test_a_variable_that_cannot_be(home: Path, variable: str, value: str, message: str) -> None:
    with pytest.raises(FaqError) as caught:
        settings(options(["a b"]), {variable: value})
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[output]\nlimit = 0", "c:2: 'limit' must be a positive integer; fix or remove it"),
        ("[output]\nlimit = 1000000", "c:2: 'limit' must be less than 1000000; fix or remove it"),
        ("[output]\nlimit = true", "c:2: 'limit' must be a positive integer; fix or remove it"),
        ("[output]\n\nshort = 'yes'", "c:3: 'short' must be true or false; fix or remove it"),
        ("[session]\nkeys = 'vim'", 'c:2: \'keys\' must be "emacs" or "vi"; fix or remove it'),
        ("[session]\npager = 1", "c:2: 'pager' must be a string; fix or remove it"),
        (
            "[session]\nlimit = 3",
            "c:2: no such key: 'limit'; the keys of [session] are pager, keys, history, unanswered",
        ),
        ("output = 3", "c:1: 'output' must be a table; write [output]"),
        (
            "[output]\nshort = true\n[search]\nshort = 1",
            "c:4: no such key: 'short'; the keys of [search] are vectors",
        ),
    ],
)
def test_a_configuration_that_cannot_be(text: str, message: str) -> None:
    with pytest.raises(FaqError) as caught:
        from_configuration(Toml("c", text, tomllib.loads(text)))
    assert str(caught.value) == message
