"""The argument vectors of editors, and what happens when one does not run."""

import os
import stat
from pathlib import Path

import pytest

import faq
from faq.errors import FaqError
from faq.session import editor


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("vim", ["vim", "+12", "/d/a b.rst"]),
        ("/usr/bin/vim.basic", ["/usr/bin/vim.basic", "+12", "/d/a b.rst"]),
        ("nvim -R", ["nvim", "-R", "+12", "/d/a b.rst"]),
        ("emacs", ["emacs", "+12", "/d/a b.rst"]),
        ("emacs-29.1", ["emacs-29.1", "+12", "/d/a b.rst"]),
        ("emacsclient -t -a ''", ["emacsclient", "-t", "-a", "", "+12", "/d/a b.rst"]),
        ("nano", ["nano", "+12", "/d/a b.rst"]),
        ("kate", ["kate", "--line", "12", "/d/a b.rst"]),
        ("kate --block", ["kate", "--block", "--line", "12", "/d/a b.rst"]),
        ("code --wait", ["code", "--wait", "--goto", "/d/a b.rst:12"]),
        ("codium", ["codium", "--goto", "/d/a b.rst:12"]),
        ("subl -w", ["subl", "-w", "/d/a b.rst:12"]),
        ("hx", ["hx", "/d/a b.rst:12"]),
        ("pycharm", ["pycharm", "--line", "12", "/d/a b.rst"]),
        ("micro", ["micro", "+12", "/d/a b.rst"]),
        ("'/opt/My Editors/vim'", ["/opt/My Editors/vim", "+12", "/d/a b.rst"]),
        ("my-own-editor -x", ["my-own-editor", "-x", "/d/a b.rst"]),
        ("vim; rm -rf /", ["vim;", "rm", "-rf", "/", "/d/a b.rst"]),
    ],
)
def test_command(value: str, words: list[str]) -> None:
    assert editor.command(value, "/d/a b.rst", 12) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("vim -n", ["vim", "-n", "-R", "+12", "/d/a.rst"]),
        ("nano", ["nano", "-v", "+12", "/d/a.rst"]),
        ("micro", ["micro", "-readonly", "true", "+12", "/d/a.rst"]),
        ("kak", ["kak", "-ro", "+12", "/d/a.rst"]),
        ("emacs", ["emacs", "+12", "/d/a.rst"]),
    ],
)
def test_a_file_that_is_only_looked_at(value: str, words: list[str]) -> None:
    assert editor.command(value, "/d/a.rst", 12, read_only=True) == words


def test_braces_in_a_file_name_are_only_a_name() -> None:
    assert editor.command("vim", "/d/{line}.rst", 1) == ["vim", "+1", "/d/{line}.rst"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("vim 'x", "$EDITOR: cannot be read (no closing quotation); fix its quotes"),
        ("  ", "$EDITOR: is empty; set it to your editor, for example vim"),
    ],
)
def test_command_that_cannot_be_read(value: str, message: str) -> None:
    with pytest.raises(FaqError) as caught:
        editor.command(value, "/d/a.rst", 1)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({"VISUAL": "code -w", "EDITOR": "ed"}, "code -w"),
        ({"VISUAL": " ", "EDITOR": "nano"}, "nano"),
        ({"EDITOR": "nano"}, "nano"),
    ],
)
def test_chosen(environment: dict[str, str], chosen: str) -> None:
    assert editor.chosen(environment) == chosen


@pytest.mark.parametrize("environment", [{}, {"VISUAL": " ", "EDITOR": ""}])
def test_without_a_choice_it_is_vi_where_there_is_one(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FaqError) as caught:
        editor.chosen(environment)
    message = "$EDITOR: is not set; set it to your editor, for example export EDITOR=nano"
    assert str(caught.value) == message
    (tmp_path / "vi").write_text("")
    (tmp_path / "vi").chmod(0o755)
    assert editor.chosen(environment) == "vi"


def test_edit_runs_the_editor_without_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    script = tmp_path / "vim"
    script.write_text(f"#!/bin/sh\nprintf '%s|' \"$@\" > {told}\n")
    script.chmod(0o755)
    document = tmp_path / "a $(b).rst"
    document.write_text("x\n")
    monkeypatch.setenv("VISUAL", f"{script} -n")
    monkeypatch.chdir(tmp_path)
    editor.edit(document.name, 7)
    assert told.read_text() == f"-n|+7|{document}|"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that the editors next to it write their arguments to."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    told = tmp_path / "told"
    for name in ("vim", "nano", "emacs", "emacsclient", "code", "my-own-editor"):
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\nprintf '%s|' \"$@\" > {told}\n")
        script.chmod(0o755)
    return told


@pytest.mark.parametrize(
    ("value", "arguments"),
    [
        ("vim", "-R|+3|{file}|"),
        ("nano", "-v|+3|{file}|"),
        ("emacs -nw", "-nw|+3|{copy}|"),
        ("emacsclient -t", "-t|+3|{copy}|"),
        ("code --wait", "--wait|--goto|{copy}:3|"),
        ("my-own-editor", "{copy}|"),
    ],
)
def test_a_file_of_the_installed_program_is_not_changed(
    value: str, arguments: str, told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", f"{tmp_path}/{value}")
    copy = tmp_path / "state" / "bpffaq" / "shown" / "__init__.py"
    for _ in range(2):  # the copy of last time is replaced
        editor.edit(faq.__file__, 3)
    assert told.read_text() == arguments.format(file=faq.__file__, copy=copy)
    if "{copy}" in arguments:
        assert copy.read_bytes() == Path(faq.__file__).read_bytes()
        assert stat.S_IMODE(copy.stat().st_mode) == 0o400
        assert os.listdir(copy.parent) == [copy.name]
    assert copy.exists() == ("{copy}" in arguments)


def test_a_copy_that_cannot_be_written(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "state").write_text("no directory")
    monkeypatch.setenv("VISUAL", str(tmp_path / "code"))
    with pytest.raises(FaqError) as caught:
        editor.edit(faq.__file__, 3)
    copy = tmp_path / "state" / "bpffaq" / "shown" / "__init__.py"
    reason = "cannot be written (not a directory); set $VISUAL to vim, which needs no copy"
    assert str(caught.value) == f"{copy}: {reason}"
    assert not told.exists()


def test_a_file_of_the_user_is_edited_in_place(
    told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", str(tmp_path / "code"))
    editor.edit(str(told.parent / "vim"), 3)
    assert told.read_text() == f"--goto|{tmp_path / 'vim'}:3|"
    assert editor.remark("a/b.rst", 3) == "Edited a/b.rst, line 3"


def test_where_the_own_copy_of_a_shown_file_would_go(
    told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "config" / "bpffaq" / "__init__.py"
    assert editor.remark(faq.__file__, 3) == (
        f"Shown: {faq.__file__}, line 3. To change it, copy it to {own} and name the copy with --source."
    )
    monkeypatch.setattr(editor, "configuration_file", lambda: "")
    assert editor.remark(faq.__file__, 3) == (
        f"Shown: {faq.__file__}, line 3. To change it, copy it and name the copy with --source."
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            "/no/vim",
            "/no/vim: did not start (No such file or directory); set $VISUAL or $EDITOR to an editor",
        ),
        ("sh -c 'exit 3'", "sh: ended with status 3; see what it printed"),
        ("sh -c 'kill -9 $$'", "sh: was ended by signal 9; see what it printed"),
    ],
)
def test_edit_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, message: str) -> None:
    monkeypatch.setenv("VISUAL", value)
    with pytest.raises(FaqError) as caught:
        editor.edit(os.fspath(__file__), 1)
    assert str(caught.value) == message


def test_edit_of_a_file_that_is_gone() -> None:
    with pytest.raises(FaqError) as caught:
        editor.edit("/no/such.rst", 1)
    assert str(caught.value) == "/no/such.rst: is no longer there; restore it, or name another with --source"
