"""The answer window in the real Vim and Neovim: what it shows, its keys, the way back."""

from pathlib import Path

import pytest

from tests.editors.stand_in_server import result
from tests.editors.vim_editors import ANSWER, BOTH, run_bare, vim_value

pytestmark = pytest.mark.slow

HEADINGS = [line for n in (1, 2, 3) for line in (f"# How many is {n}?", f"numbers.rst:{n}0-{n}5")]

REMARKS = ANSWER[2:4]


@BOTH
def test_an_answer_has_a_window_of_its_own(editor: str, folder: Path) -> None:
    script = """
    autocmd User BpfFaqShown call See(expand('<afile>'), &filetype)
    call Ask('how many')
    autocmd! User BpfFaqShown
    call See(Shown(), line('.'), winnr('$'), &filetype, &buftype, &modifiable, &buflisted, &swapfile)
    call See(map([1, 2, 6, 7, 8, 10, 12, 15], {_, line -> synIDattr(synID(line, 3, 1), 'name')}))
    call Ask('and more')
    call See(winnr('$'), Said())
    """
    names = ["Query", "Remark", "Heading", "Citation", "Url", "Short", "Code", "Title"]
    groups = [f"bpffaq{name}" for name in names]
    window = [ANSWER, 6, 2, "bpffaq", "nofile", 0, 0, 0, groups, 2, []]
    assert run_bare(editor, folder, script).seen == ["BpfFaqShown", "bpffaq", *window]


@BOTH
@pytest.mark.parametrize(
    ("status", "lines"),
    [
        ("closest", ["- no sure answer; these entries may help", *REMARKS, "", *HEADINGS]),
        ("not_covered", ["- the document does not cover this", *REMARKS]),
    ],
)
def test_what_is_no_answer_does_not_look_like_one(
    editor: str, folder: Path, status: str, lines: list[str]
) -> None:
    script = f"call Ask('{status}')\ncall See(Shown())"
    assert run_bare(editor, folder, script).seen == [[f"? {status}", *lines]]


@BOTH
def test_everything_shown_is_harmless(editor: str, folder: Path) -> None:
    script = """
    call setline(1, 'how many')
    %BpfFaq
    call Until({-> !empty(Shown())})
    call See(Shown())
    """
    mark = "\ufffd]0;owned\ufffd\ufffd\ufffd31m\ufffd\ufffd"
    shown = run_bare(editor, folder, script, "hostile").seen[0]
    assert shown[:8] == [
        f"? how many{mark}",
        f"- high{mark} confidence (90 %)",
        f'- read "maling" as "mailing{mark}"',
        f"- not found in the document: zebra{mark}",
        "",
        f"# How many is 1?{mark}",
        f"numbers.rst{mark}:10-15",
        f"https://example.org/numbers.html#q-1{mark}",
    ]
    assert not [char for line in shown for char in line if ord(char) < 32 or 127 <= ord(char) < 160]


BLOCKS = [
    {"kind": "paragraph", "text": "Not here. Take one: or two. Done.", "lines": [3, 4]},
    {"kind": "enumerated", "text": "Take one: or two.", "lines": [6, 6], "label": "1."},
    {"kind": "code", "text": "one\n  two\nthree", "lines": [8, 10]},
    {"kind": "paragraph", "text": "Then rest.", "lines": [12, 12]},
]


@BOTH
@pytest.mark.parametrize(
    ("short", "lines", "body"),
    [
        (
            "Take one: or two.",
            [3, 4],
            ["  Not here.", "> Take one: or two.", "  Done.", "", "  1. Take one: or two."],
        ),
        ("Take one:\none\n  two", [6, 9], [f"  {BLOCKS[0]['text']}", "", "> 1. Take one:", "     or two.", "",
                                         ">       one", ">         two", "        three"]),
        ("rest", [12, 12], [f"  {BLOCKS[0]['text']}", "", "  1. Take one: or two.", "", "        one", "          two",
                            "        three", "", "  Then", "> rest."]),
        ("nowhere", [3, 4], ["> nowhere", "", f"  {BLOCKS[0]['text']}"]),
        ("Take one:", [12, 12], ["> Take one:", "", f"  {BLOCKS[0]['text']}"]),
    ],
)  # fmt: skip
def test_what_answers_is_marked_in_a_short_text(
    editor: str, folder: Path, short: str, lines: list[int], body: list[str]
) -> None:
    entry = result(1) | {"blocks": BLOCKS, "short_answer": {"text": short, "lines": lines}}
    found = {"query": "so", "status": "answered", "level": "high", "confidence": 0.9, "results": [entry]}
    script = f"""
    call bpffaq#view#show({vim_value(found)}, 0, {{'own': 0}})
    call See(Shown()[7:])
    """
    shown = run_bare(editor, folder, script).seen[0]
    assert shown[: len(body)] == body


@BOTH
def test_the_short_answer_precedes_a_long_text(editor: str, folder: Path) -> None:
    blocks = [{"kind": "paragraph", "text": "Long. " * 160 + "This.", "lines": [3, 3]}]
    entry = result(1) | {"blocks": blocks, "short_answer": {"text": "This.", "lines": [3, 3]}}
    found = {"query": "so", "status": "answered", "level": "high", "confidence": 0.9, "results": [entry]}
    script = f"""
    call bpffaq#view#show({vim_value(found)}, 0, {{'own': 0}})
    call See(Shown()[7:])
    """
    shown = run_bare(editor, folder, script).seen[0]
    assert [shown[0], shown[1], shown[2][:8], shown[3]] == ["> This.", "", "  Long. ", "> This."]


@BOTH
def test_how_old_a_text_is_and_what_is_newer(editor: str, folder: Path) -> None:
    script = """
    let g:bpffaq_browser = ['sh', '-c', 'echo "$0" >opened']
    call Ask('how many')
    execute "normal ]]\\<CR>"
    call Until({-> filter(Shown(), 'v:val =~# "^#"')[0] ==# '# How many is 2?'})
    call See(Shown()[6:8], synIDattr(synID(7, 3, 1), 'name'))
    call cursor(9, 1)
    normal gx
    call Until({-> filereadable('opened') && !empty(readfile('opened'))})
    call See(readfile('opened'))
    """
    shown = [
        "numbers.rst:20-25  as of 2020-07",
        "https://example.org/numbers.html#q-2",
        "- linux-6.12 says this differently",
    ]
    assert run_bare(editor, folder, script).seen == [shown, "bpffaqCitation", ["https://example.org/new"]]


@BOTH
def test_keys_go_from_entry_to_entry_and_open_them(editor: str, folder: Path) -> None:
    script = """
    call Ask('how many')
    normal ]]
    normal ]]
    call See(line('.'))
    normal [[
    call See(line('.'))
    execute "normal \\<CR>"
    call Until({-> line('.') == 6})
    call See(filter(Shown(), 'v:val =~# "^#"'), line('.'))
    normal q
    call See(bufwinnr('bpffaq://answer'))
    """
    headings = ["# How many is 2?", "# How many is 1?", "# How many is 3?"]
    assert run_bare(editor, folder, script).seen == [21, 19, headings, 6, -1]


@BOTH
def test_the_way_back(editor: str, folder: Path) -> None:
    script = """
    call Ask('first')
    execute "normal ]]\\<CR>"
    call Until({-> filter(Shown(), 'v:val =~# "^#"')[0] ==# '# How many is 2?'})
    call See(getline(1), getline(6))
    call Ask('second')
    execute "normal \\<BS>"
    call See(getline(1), getline(6))
    execute "normal \\<BS>"
    call See(getline(1), getline(6))
    execute "normal \\<BS>"
    call See(Said())
    call Ask('third')
    """
    finished = run_bare(editor, folder, script)
    second, first = ["? first", "# How many is 2?"], ["? first", "# How many is 1?"]
    assert finished.seen == [*second, *second, *first, ["bpffaq: nothing was shown before"]]
    contexts = [one["params"]["context"] for one in finished.requests if one["method"] == "faq/search"]
    assert contexts[1:] == [[{"query": "first", "id": "q-2"}], [{"query": "first", "id": "q-1"}]]


@BOTH
def test_candidates_are_picked_in_a_menu(editor: str, folder: Path) -> None:
    script = """
    call Ask('closest')
    if has('nvim')
      lua vim.ui.select = function(items, options, picked) picked(items[2], 2) end
      normal s
    else
      normal s
      call See(popup_list() != [])
      call popup_filter_menu(popup_list()[0], 'j')
      call popup_filter_menu(popup_list()[0], "\\<CR>")
    endif
    call Until({-> index(Shown(), '> Answer 2 says so.') > 0})
    call See(Said())
    """
    assert run_bare(editor, folder, script).seen == ([[]] if editor == "nvim" else [1, []])


def test_neovim_floats_where_it_is_wanted(folder: Path) -> None:
    script = """
    let g:bpffaq_float = v:true
    call Ask('how many')
    call See(nvim_win_get_config(0).relative, winnr('$'))
    normal gf
    call Until({-> bufname('%') =~# 'mine.rst$'})
    call See(winnr('$'), nvim_win_get_config(0).relative)
    """
    assert run_bare("nvim", folder, script).seen == ["editor", 2, 1, ""]


@BOTH
def test_q_in_a_lone_window_goes_back_to_the_buffer_before(editor: str, folder: Path) -> None:
    script = """
    call setline(1, 'mine')
    set hidden
    call Ask('how many')
    only
    normal q
    call See(winnr('$'), getline(1), v:errmsg)
    """
    assert run_bare(editor, folder, script).seen == [1, "mine", ""]


@BOTH
def test_no_window_opens_under_the_fingers_of_someone_who_selects(editor: str, folder: Path) -> None:
    script = """
    normal! v
    BpfFaq how many
    normal! gv
    let g:replies = []
    call bpffaq#server#request('faq/list', {}, {result -> add(g:replies, 1)}, {problem -> add(g:replies, 0)})
    call Until({-> !empty(g:replies)})
    call See(mode(), winnr('$'))
    execute "normal! \\<Esc>"
    call Until({-> winnr('$') == 2})
    """
    assert run_bare(editor, folder, script).seen == ["v", 1]


@BOTH
def test_a_message_never_asks_for_enter(editor: str, folder: Path) -> None:
    script = """
    call bpffaq#say('bpffaq: ' . repeat('long ', 30) . "\\x1b")
    call See(len(Said()[0]) == v:echospace, Said()[0][-3:])
    """
    assert run_bare(editor, folder, script).seen == [1, "..."]
