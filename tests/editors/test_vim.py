"""The plugin in the real Vim and Neovim."""

import json
import os
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.editors.vim_editors import (
    ANSWER,
    BOTH,
    bare,
    run,
    run_bare,
    stand_in,
)

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
    call See(map([1, 2, 6, 7, 8, 10, 12, 14, 17], {_, line -> synIDattr(synID(line, 3, 1), 'name')}))
    call Ask('and more')
    call See(winnr('$'), Said())
    """
    names = ["Query", "Remark", "Heading", "Citation", "Url", "Short", "", "Code", "Title"]
    groups = [f"bpffaq{name}" if name else "" for name in names]
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
@pytest.mark.parametrize(
    ("command", "question"),
    [
        ('BpfFaq which | "tree"  is it?', 'which | "tree" is it?'),
        ("normal! 2Gw\nBpfFaq", "kernel"),
        ("2,3BpfFaq", "bpf kernel list für Flicken"),
        ("execute \"normal! 2Gwv3G0wl:\\<C-U>'<,'>BpfFaq\\<CR>\"", "kernel list fü"),
        ("set selection=exclusive\nexecute \"normal! 2Gwv3G0wl:\\<C-U>'<,'>BpfFaq\\<CR>\"", "kernel list f"),
        ('execute "normal! 2GV:BpfFaq\\<CR>"', "bpf kernel"),
    ],
)
def test_the_question_is_typed_or_selected_or_the_word_under_the_cursor(
    editor: str, folder: Path, command: str, question: str
) -> None:
    script = f"""
    call setline(1, ['', 'bpf kernel', 'list für Flicken'])
    {command}
    call Until({{-> !empty(Shown())}})
    """
    finished = run_bare(editor, folder, script)
    assert (finished.seen, finished.requests[0]["params"]["query"]) == ([], question)


@BOTH
def test_what_cannot_be_asked_is_told(editor: str, folder: Path) -> None:
    script = """
    BpfFaq
    call setline(1, repeat('a', 4001))
    %BpfFaq
    call See(Said())
    """
    expected = [
        "bpffaq: no question: type one or put the cursor on a word",
        "bpffaq: question: over 4000 characters; select the question alone",
    ]
    finished = run_bare(editor, folder, script)
    assert finished == ([expected], [])


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
    assert run_bare(editor, folder, script).seen == [23, 21, headings, 6, -1]


@BOTH
@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("6G\\<CR>", 10),
        ("7G\\<CR>", 10),
        ("6Ggf", 10),
        ("10Ggf", 12),
        ("12G\\<CR>", 12),
        ("15G\\<CR>", 15),
        ("21Ggf", 20),
        ("22G\\<CR>", 20),
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


@BOTH
def test_a_message_never_asks_for_enter(editor: str, folder: Path) -> None:
    script = """
    call bpffaq#say('bpffaq: ' . repeat('long ', 30) . "\\x1b")
    call See(len(Said()[0]) == v:echospace, Said()[0][-3:])
    """
    assert run_bare(editor, folder, script).seen == [1, "..."]


@BOTH
@pytest.mark.parametrize(
    ("before", "opened"),
    [
        ("normal 6G", "https://example.org/numbers.html#q-1"),
        ("normal 18G", "https://example.org/1"),
        ("normal 21G", "https://example.org/numbers.html#q-2"),
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


@BOTH
def test_the_command_line_completes_questions(editor: str, folder: Path) -> None:
    script = """
    call Until({-> len(getcompletion('BpfFaq How', 'cmdline')) == 2})
    call See(getcompletion('BpfFaq How', 'cmdline'), getcompletion('1,2BpfFaq how many i', 'cmdline'))
    call See(getcompletion('BpfFaq who', 'cmdline'), Said())
    """
    expected = [["How many is 1?", "How many is 2?"], ["is 1?", "is 2?"], [], []]
    finished = run_bare(editor, folder, script)
    assert finished.seen == expected
    assert finished.requests[-2]["params"] == {"prefix": "how many i"}


@BOTH
def test_a_follow_up_carries_the_conversation(editor: str, folder: Path) -> None:
    script = """
    call Ask('first')
    call Ask('not_covered')
    call Ask('closest')
    execute "normal ]]\\<CR>"
    call Until({-> index(Shown(), '> Answer 2 says so.') > 0})
    call Ask('fourth')
    BpfFaqNew
    call Ask('fifth')
    """
    requests = [one for one in run_bare(editor, folder, script).requests if one["method"] == "faq/search"]
    turns = [
        {"query": "first", "id": "q-1"},
        {"query": "not_covered", "id": ""},
        {"query": "closest", "id": "q-2"},
    ]
    assert [request["params"]["context"] for request in requests] == [[], turns[:1], turns[:2], turns, []]


@BOTH
@pytest.mark.parametrize(
    ("behaviour", "said", "asked"),
    [
        ("dies", "the program ended twice: memory: used up; give it more", 2),
        ("garbage", "g:bpffaq_command: no server of bpffaq; see :BpfFaqHealth", 1),
        ("refuses", "query: refused here; ask something else", 1),
    ],
)
def test_a_failure_is_one_line(editor: str, folder: Path, behaviour: str, said: str, asked: int) -> None:
    script = """
    BpfFaq how many
    call Until({-> !empty(Said())})
    call See(Said(), winnr('$'))
    """
    finished = run_bare(editor, folder, script, behaviour)
    assert (finished.seen, len(finished.requests)) == ([[f"bpffaq: {said}"], 1], asked)


@BOTH
def test_a_server_that_dies_once_is_not_noticed(editor: str, folder: Path) -> None:
    finished = run_bare(editor, folder, "call Ask('how many')\ncall See(Shown(), Said())", "dies-once")
    assert finished.seen == [ANSWER, []]
    assert finished.requests[0] == finished.requests[1]


@BOTH
def test_a_server_killed_between_questions_is_started_again(editor: str, folder: Path) -> None:
    script = """
    call Ask('first')
    call system('kill ' . readfile('pid')[0])
    call Ask('second')
    call See(Said())
    """
    finished = run_bare(editor, folder, script)
    assert finished.seen == [[]]
    assert {request["params"]["query"] for request in finished.requests} == {"first", "second"}


@BOTH
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["no-such-program", "serve"], "no-such-program: not found; install bpffaq or set g:bpffaq_command"),
        ("bpffaq serve", "g:bpffaq_command: not a list; set it like ['bpffaq', 'serve']"),
        ([], "g:bpffaq_command: not a list; set it like ['bpffaq', 'serve']"),
    ],
)
def test_a_program_that_cannot_be_run_is_one_line(
    editor: str, folder: Path, command: object, said: str
) -> None:
    options, load = bare(editor, folder, command)
    script = "BpfFaq how many\ncall See(Said())"
    assert run(editor, folder, script, options=options, load=load).seen == [[f"bpffaq: {said}"]]


@BOTH
def test_a_result_of_the_wrong_shape_is_one_line(editor: str, folder: Path) -> None:
    script = """
    BpfFaq how many
    call Until({-> !empty(Said())})
    call See(len(Said()), Said()[0][:29])
    """
    assert run_bare(editor, folder, script, "shapeless").seen == [1, "bpffaq: answer: not understood"]


@BOTH
def test_a_server_that_says_nothing_stops_nobody(editor: str, folder: Path) -> None:
    script = """
    BpfFaq how many
    call setline(1, 'typed meanwhile')
    call See(getline(1), winnr('$'), getcompletion('BpfFaq How', 'cmdline'), Said())
    """
    assert run_bare(editor, folder, script, "silent").seen == ["typed meanwhile", 1, [], []]


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
def test_browsing(editor: str, folder: Path) -> None:
    script = """
    BpfFaqList
    call Until({-> len(Shown()) > 1})
    call See(Shown()[:4])
    BpfFaqList is 3
    call Until({-> len(Shown()) == 5})
    call See(Shown())
    execute "normal \\<CR>"
    call Until({-> index(Shown(), '> Answer 3 says so.') > 0})
    """
    shown = ["? all entries", "- 3 entries", "", "# How many is 1?", "numbers.rst:10-15"]
    one = ['? entries with "is 3"', "- 1 entry", "", "# How many is 3?", "numbers.rst:30-35"]
    assert run_bare(editor, folder, script).seen == [shown, one]


@BOTH
def test_what_was_taken_from_the_conversation_is_shown(editor: str, folder: Path) -> None:
    script = "call Ask('first')\ncall Ask('second')\ncall See(Shown()[2])"
    assert run_bare(editor, folder, script).seen == ["- taken with: first"]


@BOTH
def test_a_server_that_reads_says_how_far_it_is(editor: str, folder: Path) -> None:
    script = """
    let g:bpffaq_timeout = 1
    call Ask('how many')
    call See(Said(), Shown()[0])
    BpfFaqList
    call Until({-> !empty(Said())})
    call See(Said())
    """
    said = "bpffaq: reading documents, 312 of 1,200; try again in a while"
    assert run_bare(editor, folder, script, "reading").seen == [[], "? how many", [said]]


@BOTH
def test_a_server_that_is_late_is_told_and_left_alone(editor: str, folder: Path) -> None:
    script = """
    let g:bpffaq_timeout = 0.3
    set columns=120
    BpfFaq how many
    call Until({-> !empty(Said())})
    call See(Said(), system('kill -0 ' . readfile('pid')[0]))
    """
    said = "bpffaq: no answer within 0.3 s; ask again, or :BpfFaqStop ends the program"
    assert run_bare(editor, folder, script, "silent").seen == [[said], ""]


@BOTH
def test_a_program_is_stopped_and_another_command_starts_another(editor: str, folder: Path) -> None:
    script = """
    function! Alive(pid) abort
      call system('kill -0 ' . a:pid)
      return !v:shell_error
    endfunction
    call Ask('first')
    let g:first = readfile('pid')[0]
    let g:bpffaq_command += ['--other']
    call Ask('second')
    let g:second = readfile('pid')[0]
    call Until({-> !Alive(g:first)})
    call See(g:second ==# g:first, Alive(g:second))
    BpfFaqStop
    call Until({-> !Alive(g:second)})
    call Ask('third')
    call See(Said())
    """
    finished = run_bare(editor, folder, script)
    assert finished.seen == [0, 1, []]
    assert [one["params"]["context"] for one in finished.requests][:2] == [[], []]


@BOTH
def test_a_buffer_may_have_documents_of_its_own(editor: str, folder: Path) -> None:
    script = """
    let b:bpffaq_command = g:bpffaq_command + ['--mine']
    call Ask('first')
    call Ask('second')
    call See(b:bpffaq_command[-1])
    new
    call Ask('third')
    call See(exists('b:bpffaq_command'))
    """
    finished = run_bare(editor, folder, script)
    assert finished.seen == ["--mine", 0]
    contexts = [len(one["params"]["context"]) for one in finished.requests]
    assert contexts == [0, 1, 0]


@BOTH
@pytest.mark.parametrize(("keys", "question"), [("K", "bpf-next"), ("2K", "bpf-next")])
def test_k_asks_for_the_word(editor: str, folder: Path, keys: str, question: str) -> None:
    script = f"""
    set keywordprg=:BpfFaq iskeyword+=-
    call setline(1, ['for bpf-next.', '', ''])
    normal! w
    normal! {keys}
    call Until({{-> !empty(Shown())}})
    """
    finished = run_bare(editor, folder, script)
    assert (finished.seen, finished.requests[0]["params"]["query"]) == ([], question)


@BOTH
@pytest.mark.parametrize(
    ("line", "column", "question"),
    [
        ("for (bpf-next).", 6, "bpf-next"),
        ("for (bpf-next).", 14, "bpf-next"),
        ("net/core/filter.c:", 1, "net/core/filter.c"),
        ("bpf_map_lookup_elem(&map, &key);", 3, "bpf_map_lookup_elem"),
        ("für Flicken", 1, "für"),
    ],
)
def test_the_word_under_the_cursor(editor: str, folder: Path, line: str, column: int, question: str) -> None:
    script = f"""
    call setline(1, '{line}')
    call cursor(1, {column})
    BpfFaq
    call Until({{-> !empty(Shown())}})
    """
    finished = run_bare(editor, folder, script)
    assert (finished.seen, finished.requests[0]["params"]["query"]) == ([], question)


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
def test_a_path_that_is_not_utf8_is_opened(editor: str, folder: Path) -> None:
    (folder / "numbers of mine.rst").unlink()
    name = os.path.join(os.fsencode(folder), b"\xff\xfe.rst")
    with open(name, "wb") as file:
        file.write(b"line 1\n" * 40)
    document = folder / "sources.json"
    uri = "file://" + quote(name)
    document.write_text(json.dumps({"sources": [{"file": "numbers.rst", "path": "?", "uri": uri}]}))
    wrapper = folder / "wrapper"
    server = " ".join(stand_in(folder, "well")[:-1])
    wrapper.write_text(f'#!/bin/sh\n[ "$1" = serve ] && exec {server} serve\nexec cat "{document}"\n')
    wrapper.chmod(0o755)
    options, load = bare(editor, folder, [str(wrapper), "serve"])
    script = """
    call Ask('how many')
    normal gf
    call Until({-> bufname('%') =~# 'rst$'})
    call See(getline('.'), line('.'))
    """
    assert run(editor, folder, script, options=options, load=load).seen == ["line 1", 10]


@BOTH
def test_the_real_server_answers_with_the_document(editor: str, folder: Path) -> None:
    options, load = bare(editor, folder, [sys.executable, "-m", "faq", "serve"])
    script = """
    call Ask('How do I report bugs for BPF kernel code?')
    call See(Shown()[0], filter(Shown(), 'v:val =~# "^# "')[0])
    normal gf
    call Until({-> bufname('%') =~# 'rst$'})
    call See(getline('.'))
    call Until({-> !empty(getcompletion('BpfFaq How do I re', 'cmdline'))})
    call See(getcompletion('BpfFaq How do I report', 'cmdline'), map(bpffaq#health#report()[:3], 'v:val[0]'))
    """
    assert run(editor, folder, script, options=options, load=load).seen == [
        "? How do I report bugs for BPF kernel code?",
        "# How do I report bugs for BPF kernel code?",
        "Q: How do I report bugs for BPF kernel code?",
        ["report bugs for BPF kernel code?"],
        ["ok", "ok", "ok", "ok"],
    ]
