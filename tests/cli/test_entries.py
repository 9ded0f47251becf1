"""The entries as commands show and open them: list, show, --edit and --open."""

import json
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.test_main import ASKED, QUESTION, ROOT, run

ID = "q-to-which-mailing-list-do-i-need-to-submit-my-bpf-patches"


@pytest.mark.parametrize(
    "id", ["REPORT-BUGS", "q-how-do-i-report", "Q-How-Do-I-Report-Bugs-For-BPF-Kernel-Code"]
)
def test_show_takes_a_part_of_an_id(id: str) -> None:
    assert run("show", id) == run("show", "q-how-do-i-report-bugs-for-bpf-kernel-code")


def test_show_takes_a_number_of_the_list_printed_last(tmp_path: Path) -> None:
    here = {"XDG_STATE_HOME": str(tmp_path)}
    assert (
        run("show", "1", around=here)[2]
        == "bpffaq: number 1: no list has been printed yet; see: bpffaq list\n"
    )
    found = json.loads(run(ASKED, "--json", around=here)[1])["results"]
    assert not list(tmp_path.iterdir())
    run(ASKED, around=here)
    assert run("show", "2", around=here) == run("show", found[2]["id"])
    assert (
        run("show", "5", around=here)[2]
        == "bpffaq: number 5: is not in the list printed last; it ends at 4\n"
    )
    kept = tmp_path / "bpffaq" / "last"
    assert kept.read_text() == "".join(f"{one['id']}\n" for one in found[1:])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    run("list", "stable", around=here)
    assert run("show", "4", around=here) == run("show", "q-queue-stable-patches")


def test_a_number_is_no_part_of_an_id_of_another_document(tmp_path: Path) -> None:
    other = tmp_path / "other.rst"
    other.write_text("Other\n=====\n\nqueue\n-----\n\nIt is long.\n")
    here = {"XDG_STATE_HOME": str(tmp_path)}
    run("list", "--source", str(other), around=here)
    assert run("show", "1", around=here) == (
        2,
        "",
        "bpffaq: number 1: no such entry in these documents: 'queue'; "
        "name those that were listed, or see: bpffaq list\n",
    )
    assert run("show", "1", "--source", str(other), around=here)[1].startswith("queue\n\nIt is long.\n")


def test_no_list_is_remembered_where_no_history_is_wanted(tmp_path: Path) -> None:
    run(ASKED, XDG_STATE_HOME=str(tmp_path), BPFFAQ_HISTORY="off")
    assert not list(tmp_path.iterdir())


def test_list_with_a_word() -> None:
    everything = json.loads(run("list", "--json")[1])["entries"]
    some = json.loads(run("list", "--json", "STABLE", "submission")[1])["entries"]
    assert some == [entry for entry in everything if entry["section"] == ["Stable submission"]]
    fields = [line.split("\t") for line in run("list", "stable submission", "--tsv")[1].splitlines()]
    first, last = some[0]["citation"]["lines"]
    assert fields[0] == [
        some[0]["id"], some[0]["question"], "Stable submission", "data/bpf_devel_QA.rst", f"{first}-{last}",
    ]  # fmt: skip
    assert len(fields) == 4


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("submiting", "bpffaq: submiting: no entry matches; did you mean Submitting?"),
        ("xyzzy", "bpffaq: xyzzy: no entry matches; see: bpffaq list"),
        ("x\n\ty", "bpffaq: x y: no entry matches; see: bpffaq list"),
    ],
)
def test_list_without_a_match(word: str, message: str) -> None:
    assert run("list", word) == (1, "", f"{message}\n")
    assert run("list", "--json", word) == (1, '{"entries": []}\n', "")
    assert run("list", "--tsv", word) == (1, "", "")


def test_edit_opens_the_line_that_answers(tmp_path: Path) -> None:
    told = f"{sys.executable} -c 'import sys; print(sys.argv[1:])'"
    status, out, err = run("--edit", QUESTION, VISUAL=told)
    assert (status, err) == (0, "")
    assert out == f"[{str(ROOT / 'data' / 'bpf_devel_QA.rst')!r}]\n"
    name = tmp_path / "vim"
    name.write_text(f"#!{sys.executable}\nimport sys\nprint(sys.argv[1:])\n")
    name.chmod(0o755)
    assert run("--edit", QUESTION, VISUAL=str(name))[1].startswith("['+187', ")
    assert run("show", "report-bugs", "--edit", VISUAL=str(name))[1].startswith("['+20', ")


def test_open_opens_the_page(tmp_path: Path) -> None:
    name = tmp_path / "browser"
    name.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    name.chmod(0o755)
    status, out, _ = run("show", "report-bugs", "--open", BROWSER=str(name))
    assert (status, (tmp_path / "opened").read_text()) == (0, out)
    assert out.startswith("https://docs.kernel.org/bpf/")


@pytest.mark.parametrize("browser", ["false", "/no/such", 'a" %s'])
def test_a_chosen_browser_that_fails(browser: str) -> None:
    url = run("show", "backport", "--url")[1].strip()
    message = (
        f"bpffaq: {url}: $BROWSER ('{browser}') failed to open it; set it to another, or open it elsewhere\n"
    )
    assert run("show", "backport", "--open", BROWSER=browser, DISPLAY="", WAYLAND_DISPLAY="") == (
        2,
        "",
        message,
    )


def test_show_is_the_result_of_a_search() -> None:
    shown = json.loads(run("show", ID, "--json")[1])
    found = json.loads(run("search", ASKED, "--json")[1])["results"][0]
    different = {"confidence", "short_answer"}
    assert {k: v for k, v in shown.items() if k not in different} == {
        k: v for k, v in found.items() if k not in different
    }


def test_list_has_every_entry() -> None:
    status, out, err = run("list")
    entries = json.loads(run("list", "--json")[1])["entries"]
    assert (status, err, len(entries)) == (0, "", 27)
    for entry in entries:
        first, last = entry["citation"]["lines"]
        assert f"     {entry['id']}  {first}-{last}\n" in out
