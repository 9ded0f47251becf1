"""From the answer window of the real Vim and Neovim to the document and to the web."""

import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.editors.vim_editors import BOTH, bare, run, run_bare, stand_in

pytestmark = pytest.mark.slow


@BOTH
@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("6G\\<CR>", 10),
        ("7G\\<CR>", 10),
        ("6Ggf", 10),
        ("10Ggf", 12),
        ("12G\\<CR>", 14),
        ("13G\\<CR>", 15),
        ("19Ggf", 20),
        ("20G\\<CR>", 20),
    ],
)
def test_a_citation_leads_to_its_line(editor: str, folder: Path, keys: str, line: int) -> None:
    script = f"""
    call Ask('how many')
    execute "normal {keys}"
    call Until({{-> bufname('%') =~# 'mine.rst$'}})
    call See(getline('.'), winnr('$'))
    """
    assert run_bare(editor, folder, script).seen == [f"line {line}", 2]


@BOTH
def test_a_blank_line_within_an_entry_is_the_entrys(editor: str, folder: Path) -> None:
    script = """
    call Ask('how many')
    execute "normal 9G\\<CR>"
    call Until({-> bufname('%') =~# 'mine.rst$'})
    call See(getline('.'))
    """
    assert run_bare(editor, folder, script).seen == ["line 10"]


@BOTH
def test_a_changed_buffer_is_not_lost_to_a_citation(editor: str, folder: Path) -> None:
    script = """
    set nohidden
    call setline(1, 'mine')
    call Ask('how many')
    normal gf
    call Until({-> bufname('%') =~# 'mine.rst$'})
    call See(winnr('$'), getbufline(1, 1))
    """
    assert run_bare(editor, folder, script).seen == [3, ["mine"]]


@BOTH
def test_a_source_that_is_gone_is_told(editor: str, folder: Path) -> None:
    (folder / "numbers of mine.rst").unlink()
    script = """
    set columns=250
    call Ask('how many')
    normal 1Ggf
    normal 6Ggf
    call Until({-> len(Said()) == 2})
    call See(Said())
    """
    expected = [
        "bpffaq: no citation here; put the cursor on an entry",
        f"bpffaq: {folder}/numbers of mine.rst: cannot be read; see :BpfFaqHealth",
    ]
    assert run_bare(editor, folder, script).seen == [expected]


def saying(folder: Path, source: dict[str, str]) -> list[str]:
    """The stand-in server, with a description of its own of the document that it cites, for which no option of
    questions is accepted."""
    document, wrapper = folder / "sources.json", folder / "wrapper"
    document.write_text(json.dumps({"sources": [{"file": "numbers.rst", **source}]}))
    server = " ".join(stand_in(folder, "well")[:-1])
    lines = [
        "#!/bin/sh",
        f'[ "$1" = serve ] && exec {server} serve',
        f'[ "$*" = "sources --json" ] && exec cat "{document}"',
    ]
    wrapper.write_text("\n".join(lines))
    wrapper.chmod(0o755)
    return [str(wrapper), "serve", "--vectors"]


@BOTH
def test_a_path_that_is_not_utf8_is_opened(editor: str, folder: Path) -> None:
    (folder / "numbers of mine.rst").unlink()
    name = os.path.join(os.fsencode(folder), b"\xff\xfe.rst")
    with open(name, "wb") as file:
        file.write(b"line 1\n" * 40)
    options, load = bare(editor, folder, saying(folder, {"path": "?", "uri": "file://" + quote(name)}))
    script = """
    call Ask('how many')
    normal gf
    call Until({-> bufname('%') =~# 'rst$'})
    call See(getline('.'), line('.'))
    """
    assert run(editor, folder, script, options=options, load=load).seen == ["line 1", 10]


@BOTH
@pytest.mark.parametrize(("origin", "read_only"), [("bundled", 1), ("command line", 0)])
def test_what_came_with_the_program_is_opened_read_only(
    editor: str, folder: Path, origin: str, read_only: int
) -> None:
    path = str(folder / "numbers of mine.rst")
    options, load = bare(editor, folder, saying(folder, {"path": path, "origin": origin}))
    script = """
    call Ask('how many')
    normal 6Ggf
    call Until({-> bufname('%') =~# 'mine.rst$'})
    call See(getline('.'), &readonly)
    enew
    wincmd p
    normal 7Ggf
    call See(getline('.'), &readonly)
    """
    assert run(editor, folder, script, options=options, load=load).seen == ["line 10", read_only] * 2


@BOTH
@pytest.mark.parametrize(
    ("before", "opened"),
    [
        ("normal 6G", "https://example.org/numbers.html#q-1"),
        ("normal 16G", "https://example.org/1"),
        ("normal 19G", "https://example.org/numbers.html#q-2"),
        (
            "setlocal modifiable\ncall setline(1, 'see <http://a.b/c?d=e>.')\nnormal 1Gw",
            "http://a.b/c?d=e",
        ),
    ],
)
def test_gx_opens_a_web_address(editor: str, folder: Path, before: str, opened: str) -> None:
    browser = folder / "browser"
    browser.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/new" && mv "{folder}/new" "{folder}/opened"\n'
    )
    browser.chmod(0o755)
    script = f"""
    let g:bpffaq_browser = ['{browser}', '--tab']
    call Ask('how many')
    {before}
    normal gx
    call Until({{-> filereadable('{folder}/opened')}})
    call See(readfile('{folder}/opened'))
    """
    assert run_bare(editor, folder, script).seen == [["--tab", opened]]


@BOTH
def test_gx_opens_nothing_but_the_web(editor: str, folder: Path) -> None:
    script = """
    call Ask('how many')
    let b:bpffaq_places[0].url = 'file:///etc/passwd'
    normal 1Ggx
    normal 23Ggx
    let g:bpffaq_browser = ['no-such-browser']
    normal 6Ggx
    call See(Said())
    """
    expected = [
        "bpffaq: no web address here",
        "bpffaq: no web address here",
        "bpffaq: g:bpffaq_browser: no-such-browser cannot be run; set another program",
    ]
    assert run_bare(editor, folder, script).seen == [expected]
