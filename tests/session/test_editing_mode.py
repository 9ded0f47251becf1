"""Whose editing keys the prompt has."""

from pathlib import Path

import pytest

from faq.session import editing_mode

VI, EMACS = "set editing-mode vi\n", "set editing-mode emacs\n"


@pytest.mark.parametrize(
    ("wanted", "environment", "inputrc", "vi"),
    [
        (None, {}, "", False),
        (True, {"EDITING_MODE": "emacs"}, EMACS, True),
        (False, {"EDITING_MODE": "vi"}, VI, False),
        (None, {"EDITING_MODE": "Vi"}, "", True),
        (None, {"EDITING_MODE": "vim"}, EMACS, True),
        (None, {"EDITING_MODE": "emacs"}, VI, False),
        (None, {"EDITING_MODE": ""}, VI, True),
        (None, {}, VI, True),
        (None, {}, "  SET\tEditing-Mode  VI  \n", True),
        (None, {}, VI + EMACS, False),
        (None, {}, "#" + VI, False),
        (None, {}, "set editing-mode\n", False),
        (None, {}, f"$if Bash\n{VI}$endif\n", False),
        (None, {}, f"$if Bash\n$if term=x\n$endif\n{VI}$else\n{VI}$endif\n{EMACS}", False),
        (None, {}, f"$if Bash\n$endif\n{VI}", True),
    ],
)
def test_vi(tmp_path: Path, wanted: bool | None, environment: dict[str, str], inputrc: str, vi: bool) -> None:
    file = tmp_path / "inputrc"
    file.write_text(inputrc)
    assert editing_mode.vi(wanted, {"INPUTRC": str(file), **environment}) is vi


def test_readlines_file_in_the_home_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(editing_mode, "SYSTEM", str(tmp_path / "system"))
    assert not editing_mode.vi(None, {})
    (tmp_path / "system").write_text(VI)
    assert editing_mode.vi(None, {})
    (tmp_path / ".inputrc").write_bytes(b"\xff\n" + EMACS.encode())
    assert not editing_mode.vi(None, {})
