"""The program behind the real Vim and Neovim: its failures, its end, its slowness."""

from pathlib import Path

import pytest

from tests.editors.vim_editors import ANSWER, BOTH, bare, run, run_bare

pytestmark = pytest.mark.slow


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
