"""What docs/vim.md and the help tell of the plugin, in the real Vim and Neovim: installing, settings, health."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.editors.vim_editors import (
    ANSWER,
    BOTH,
    PLUGIN,
    ROOT,
    bare,
    environment,
    program,
    run,
    run_bare,
    stand_in,
    vim_value,
)

pytestmark = pytest.mark.slow

HEALTHY = [
    ["ok", "bpffaq 0.0 (stand-in)"],
    ["ok", "the server answers: 3 entries"],
    ["ok", "source: numbers of mine.rst"],
    ["ok", "gx: sh"],
]


@BOTH
def test_health_says_what_works(editor: str, folder: Path) -> None:
    script = """
    let g:bpffaq_browser = ['sh']
    call See(bpffaq#health#report())
    BpfFaqHealth
    call See(len(split(execute('messages'), "\\n")) >= 5)
    """
    report, shown = run_bare(editor, folder, script).seen
    for row in report:
        row[1] = row[1].partition(" (python")[0].partition(" (/")[0].replace(f"{folder}/", "")
    jobs = ["ok", "Neovim has jobs" if editor == "nvim" else "Vim has +job and +channel"]
    assert (report, shown) == ([jobs, *HEALTHY], 1)


@BOTH
def test_health_says_what_is_missing(editor: str, folder: Path) -> None:
    options, load = bare(editor, folder, ["no-such-program", "serve"])
    script = "let g:bpffaq_browser = ['no-browser']\ncall See(bpffaq#health#report()[1:])"
    assert run(editor, folder, script, options=options, load=load).seen == [
        [
            ["error", "no-such-program: not found; install bpffaq or set g:bpffaq_command"],
            ["warn", "gx: no browser found; set g:bpffaq_browser"],
        ]
    ]


def test_checkhealth_shows_the_report(folder: Path) -> None:
    script = """
    checkhealth bpffaq
    call See(join(getline(1, '$'), "\\n"))
    """
    text = run_bare("nvim", folder, script).seen[0]
    assert [part in text for part in ("Neovim has jobs", "the server answers: 3 entries", "Error")] == [
        True,
        True,
        False,
    ]


@BOTH
def test_help_is_found(editor: str, folder: Path) -> None:
    topics = ["bpffaq", ":BpfFaq", ":BpfFaqNew", ":BpfFaqHealth", "bpffaq-keys", "g:bpffaq_command"]
    script = f"""
    for topic in {topics}
      execute 'help' topic
      call See(expand('<cWORD>'))
    endfor
    """
    expected: list[Any] = ["*bpffaq.txt*" if topic == "bpffaq" else f"*{topic}*" for topic in topics]
    assert run_bare(editor, folder, script).seen == expected


@BOTH
def test_the_tags_that_are_shipped_are_those_of_the_help(editor: str, folder: Path) -> None:
    shutil.copytree(PLUGIN / "doc", folder / "doc")
    (folder / "doc" / "tags").unlink()
    assert run_bare(editor, folder, f"helptags {folder}/doc").seen == []
    assert (folder / "doc" / "tags").read_text() == (PLUGIN / "doc" / "tags").read_text()


def snippets(heading: str) -> list[str]:
    """The code blocks of one section of the page for users."""
    page = (ROOT / "docs" / "vim.md").read_text(encoding="utf-8")
    sections = [part for part in page.split("\n#") if part.lstrip("# ").startswith(heading + "\n")]
    assert len(sections) == 1, f"docs/vim.md: no section {heading!r}"
    return [block.partition("\n")[2] for block in sections[0].split("```")[1::2]]


@pytest.fixture(name="home")
def home_with_the_source_tree(folder: Path) -> Path:
    """A home with the plugin where the page expects it."""
    shutil.copytree(PLUGIN, folder / "src" / "bpffaq" / "editors" / "vim")
    return folder


PLUG = """
function! plug#begin(...) abort
endfunction
function! plug#end() abort
  filetype plugin indent on
  syntax enable
endfunction
command! -nargs=+ Plug let &runtimepath = expand(<args>) . ',' . &runtimepath
"""

LAZY = """
return { setup = function(specs)
  for _, spec in ipairs(specs) do
    vim.opt.runtimepath:prepend(vim.fn.expand(spec.dir))
  end
end }
"""


@pytest.mark.parametrize(
    ("editor", "heading", "configuration"),
    [
        ("vim", "Vim, without a plugin manager", ".vimrc"),
        ("nvim", "Neovim, without a plugin manager", ".config/nvim/init.vim"),
        ("vim", "vim-plug", ".vimrc"),
        ("nvim", "vim-plug", ".config/nvim/init.vim"),
        ("nvim", "lazy.nvim", ".config/nvim/init.lua"),
        ("vim", "One line in your vimrc", ".vimrc"),
        ("nvim", "One line in your vimrc", ".config/nvim/init.vim"),
    ],
)
def test_each_way_to_install_works(editor: str, heading: str, configuration: str, home: Path) -> None:
    blocks = snippets(heading)
    if "ln -s" in blocks[0]:
        program(editor)
        subprocess.run(
            ["sh", "-e", "-c", blocks.pop(0)], env=environment(home), stdin=subprocess.DEVNULL, check=True
        )
    if heading == "One line in your vimrc":
        blocks += snippets("Vim, without a plugin manager")[1:]
    for path, text in {
        configuration: "".join(blocks),
        ".vim/autoload/plug.vim": PLUG,
        ".config/nvim/autoload/plug.vim": PLUG,
        ".config/nvim/lua/lazy/init.lua": LAZY,
    }.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, encoding="utf-8")
    script = f"""
    help bpffaq
    close
    let g:bpffaq_command = {vim_value(stand_in(home, "well"))}
    call Ask('how many')
    normal ]]
    call See(Shown(), line('.'), synIDattr(synID(6, 3, 1), 'name'))
    """
    finished = run(editor, home, script, options=["--cmd", f"let $MYVIMRC = '{home / configuration}'"])
    assert finished.seen == [ANSWER, 19, "bpffaqHeading"]


@pytest.mark.parametrize(("editor", "block"), [("vim", 0), ("nvim", 0), ("nvim", 1)])
def test_the_mappings_of_the_page_work(editor: str, block: int, folder: Path) -> None:
    mappings = folder / ("mappings.lua" if block else "mappings.vim")
    mappings.write_text(snippets("Mappings")[block], encoding="utf-8")
    script = f"""
    source {mappings}
    call setline(1, 'alpha beta gamma')
    call feedkeys("\\\\bhow many\\<CR>", 'tx')
    call Until({{-> get(Shown(), 0, '') ==# '? how many'}})
    quit
    call feedkeys("w\\\\B", 'tx')
    call Until({{-> get(Shown(), 0, '') ==# '? beta'}})
    quit
    call feedkeys("v$\\\\b", 'tx')
    call Until({{-> get(Shown(), 0, '') ==# '? beta gamma'}})
    """
    assert run_bare(editor, folder, script).seen == []


@BOTH
def test_the_settings_of_the_page_are_understood(editor: str, folder: Path) -> None:
    script = snippets("Settings")[0] + "call See(bpffaq#server#command(), g:bpffaq_browser)"
    source = f"{folder}/src/linux/Documentation/bpf/bpf_devel_QA.rst"
    assert run_bare(editor, folder, script).seen == [
        ["bpffaq", "serve", "--source", source],
        ["firefox", "--new-tab"],
    ]
