"""Runs scripts in the real Vim and Neovim, without a terminal, and brings back what they saw."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.needed import needed

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "editors" / "vim"
STAND_IN = Path(__file__).with_name("stand_in_server.py")

COMMANDS = {
    "vim": ("vim", "-i", "NONE", "-N", "-n", "--not-a-term"),
    "nvim": ("nvim", "-i", "NONE", "-n", "--headless"),
}
BOTH = pytest.mark.parametrize("editor", sorted(COMMANDS))
PACKAGES = {"vim": "vim-nox", "nvim": "neovim", "kak": "kakoune"}

ANSWER = """\
? how many
- high confidence (90 %)
- read "maling" as "mailing"
- not found in the document: zebra

# How many is 1?
numbers.rst:10-15
https://example.org/numbers.html#q-1

> Answer 1 says so.

        one
          two

Links
  a link  https://example.org/1

Other entries
# How many is 2?
numbers.rst:20-25
# How many is 3?
numbers.rst:30-35""".splitlines()
"""What the answer window shows of the stand-in server's answer."""

PREAMBLE = """
set columns=80 lines=40 noruler noshowcmd
let g:seen = []
function! See(...) abort
  call extend(g:seen, a:000)
endfunction
" Waits for a condition, long enough for any machine.
function! Until(Ready) abort
  let start = reltime()
  while !a:Ready()
    if reltimefloat(reltime(start)) > 30
      throw 'gave up waiting for ' . string(a:Ready) . execute('messages')
    endif
    sleep 5m
  endwhile
endfunction
" The lines of the answer window.
function! Shown() abort
  return getbufline('bpffaq://answer', 1, '$')
endfunction
function! Ask(question) abort
  execute 'BpfFaq' a:question
  call Until({-> get(Shown(), 0, '') ==# '? ' . a:question})
endfunction
" What the plugin said, without the editor's own messages.
function! Said() abort
  return filter(split(execute('messages'), "\\n"), 'v:val =~# "^bpffaq: "')
endfunction
"""


class Finished(NamedTuple):
    """What a script saw (its calls of ``See``) and the requests the stand-in server got."""

    seen: list[Any]
    requests: list[dict[str, Any]]


def program(name: str) -> str:
    """The path of an editor."""
    return needed(name, PACKAGES[name])


def environment(home: Path) -> dict[str, str]:
    """A clean environment with a home of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "XDG_CACHE_HOME": str(home / ".cache"),
        "PYTHONPATH": str(ROOT),
    }


def stand_in(folder: Path, behaviour: str) -> list[str]:
    """``g:bpffaq_command`` for the stand-in server, which keeps its log in a folder."""
    return [sys.executable, str(STAND_IN), str(folder / "log"), behaviour, "serve"]


def bare(editor: str, folder: Path, command: object) -> tuple[list[str], str]:
    """The options for an editor without configuration, and the lines that load the plugin into it."""
    load = f"set runtimepath^={PLUGIN}\nfiletype plugin on\nsyntax on\nruntime plugin/bpffaq.vim\n"
    return ["-u", "NONE"], f"{load}let g:bpffaq_command = {vim_value(command)}\n"


def vim_value(value: object) -> str:
    """A value as Vim script writes it."""
    return "json_decode('" + json.dumps(value).replace("'", "''") + "')"


def run(editor: str, folder: Path, script: str, *, options: Sequence[str] = (), load: str = "") -> Finished:
    """Runs a script in an editor until its end and brings back what it saw."""
    script_file, out = folder / "script.vim", folder / "seen.json"
    out.unlink(missing_ok=True)
    body = (
        f"{PREAMBLE}\ntry\n{load}\n{script}\ncatch\n"
        "  call See(['failed', v:exception, v:throwpoint])\nendtry\n"
        f"call writefile([json_encode(g:seen)], '{out}')\nqall!\n"
    )
    script_file.write_text(body, encoding="utf-8")
    argv = [program(editor), *COMMANDS[editor][1:], *options, "-S", str(script_file)]
    finished = subprocess.run(
        argv, cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL, capture_output=True, timeout=90
    )
    if not out.exists():
        pytest.fail(f"{editor} wrote nothing: {finished.stdout!r} {finished.stderr!r}")
    log = folder / "log"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return Finished(json.loads(out.read_text(encoding="utf-8")), [json.loads(line) for line in lines])


def run_bare(editor: str, folder: Path, script: str, behaviour: str = "well") -> Finished:
    """Runs a script with the plugin and the stand-in server."""
    options, load = bare(editor, folder, stand_in(folder, behaviour))
    return run(editor, folder, script, options=options, load=load)
