"""The manual and the README say what the session does."""

from pathlib import Path

import pytest

from faq.session.commands import COMMANDS, Command
from faq.session.keytable import KEYS
from tests.record_session import FILES, ROOT, holds, recorded

MANUAL = (ROOT / "docs" / "session.md").read_text("utf-8")


@pytest.mark.parametrize("file", [file for file in FILES if file.exists()], ids=lambda file: file.name)
def test_the_recorded_session_is_what_the_session_shows(file: Path) -> None:
    assert holds(file.read_text("utf-8")) == recorded(), "python -m tests.record_session writes it anew"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_stands_in_the_manual(command: Command) -> None:
    name, takes, does, _ = command
    assert f"| `{f'/{name} {takes}'.rstrip()}` | {does} |".replace("N|ID", "N\\|ID") in MANUAL


@pytest.mark.parametrize(("key", "does"), KEYS)
def test_each_key_stands_in_the_manual(key: str, does: str) -> None:
    assert f"| {key} | {does} |" in MANUAL
