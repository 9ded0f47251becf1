"""How a question is asked in the real Vim and Neovim: typed, selected, completed, followed up."""

import sys
from pathlib import Path

import pytest

from tests.editors.vim_editors import BOTH, bare, run, run_bare

pytestmark = pytest.mark.slow


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
def test_what_was_taken_from_the_conversation_is_shown(editor: str, folder: Path) -> None:
    script = "call Ask('first')\ncall Ask('second')\ncall See(Shown()[2])"
    assert run_bare(editor, folder, script).seen == ["- taken with: first"]


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
def test_the_real_server_answers_with_the_document(editor: str, folder: Path) -> None:
    options, load = bare(editor, folder, [sys.executable, "-m", "faq", "serve"])
    script = """
    call Ask('How do I report bugs for BPF kernel code?')
    call See(Shown()[0], filter(Shown(), 'v:val =~# "^# "')[0])
    normal gf
    call Until({-> bufname('%') =~# 'rst$'})
    call See(getline('.'), &readonly)
    call Until({-> !empty(getcompletion('BpfFaq How do I re', 'cmdline'))})
    call See(getcompletion('BpfFaq How do I report', 'cmdline'), map(bpffaq#health#report()[:3], 'v:val[0]'))
    """
    assert run(editor, folder, script, options=options, load=load).seen == [
        "? How do I report bugs for BPF kernel code?",
        "# How do I report bugs for BPF kernel code?",
        "Q: How do I report bugs for BPF kernel code?",
        1,
        ["report bugs for BPF kernel code?"],
        ["ok", "ok", "ok", "ok"],
    ]
