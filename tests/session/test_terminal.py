"""The real thing in a real terminal, wide and narrow: what the screen shows."""

import os
import re
import stat
from pathlib import Path

import pytest

from tests.support.needed import needed
from tests.support.terminal import COMMAND, Terminal, running, terminal

pytestmark = pytest.mark.slow

GREETING = "Ask in your own words; /help says more, Ctrl-D leaves."
STATUS = " HOWTO interact with BPF subsystem Linux 5.8"

WIDE = f"""\
{GREETING}
faq> /list stab
Stable submission
  1. I need a specific BPF commit in stable kernels. What should I do?
  2. Do you also backport to kernels not currently maintained as stable?
  3. The BPF patch I am about to submit needs to go to stable as well
  4. Queue stable patches

faq> 2
Do you also backport to kernels not currently maintained as stable?

No. If you need a specific BPF commit in kernels that are currently not maintained by the stable
maintainers, then you are on your own.

The current stable and longterm stable kernels are all listed here:

    https://www.kernel.org/

Documentation/bpf/bpf_devel_QA.rst:372-379  data/bpf_devel_QA.rst, as of Linux 5.8, 2020
https://docs.kernel.org/bpf/bpf_devel_QA.html#q-do-you-also-backport-to-kernels-not-currently-mainta
ined-as-stable

See also
  1. I need a specific BPF commit in stable kernels. What should I do?
  2. The BPF patch I am about to submit needs to go to stable as well
  3. Queue stable patches

faq>





{STATUS} | after: Do you also backport to kernels not current..."""

NARROW = """\
Ask in your own words; /help says more,
Ctrl-D leaves.
faq> /list stab
Stable submission
  1. I need a specific BPF commit in
     stable kernels. What should I do?
  2. Do you also backport to kernels not
     currently maintained as stable?
  3. The BPF patch I am about to submit
     needs to go to stable as well
  4. Queue stable patches

faq> how long












 bpf_devel_QA.rst Linux 5.8"""


def ready(shown: Terminal) -> Terminal:
    """Wait until the documents are read."""
    assert "Linux 5.8" in shown.until("faq>", "Linux 5.8")
    return shown


def test_a_wide_screen(tmp_path: Path) -> None:
    with terminal(tmp_path, 100, 34) as shown:
        ready(shown).type("/list stab")
        shown.press("Enter")
        shown.until("4. Queue")
        shown.type("2")
        shown.press("Enter")
        assert shown.shows(WIDE) == WIDE


def test_a_narrow_screen(tmp_path: Path) -> None:
    with terminal(tmp_path, 40, 26, EDITING_MODE="emacs") as shown:
        ready(shown).type("/list stab")
        shown.press("Enter")
        shown.until("4. Queue")
        shown.type("how lost")
        shown.until("how lost")
        shown.press("BSpace", "BSpace")
        shown.type("ng")
        shown.until("how long")
        shown.press("Left")
        shown.press("Right")
        assert shown.shows(NARROW) == NARROW


def test_the_menu_stays_out_of_the_way(tmp_path: Path) -> None:
    with terminal(tmp_path, 100, 30) as shown:
        ready(shown).type("/li")
        assert " /links" in shown.until("/list ", " /links ", "every question, or those of a section")
        shown.press("Enter")
        assert "/li: can be short for /list or /links; type more of it" in shown.until("type more")
        shown.type("/li")
        shown.until("faq> /li", "every question")
        shown.press("Down", "Down", "Enter")
        assert "faq> /links\n" in shown.until("faq> /links\n")


def test_topic_words_stand_in_the_menu_with_their_section(tmp_path: Path) -> None:
    with terminal(tmp_path, 100, 30) as shown:
        ready(shown).type("run self")
        row = next(line for line in shown.until(" run selftests ").split("\n") if " run selftests " in line)
        assert row.split("  ")[-1].strip() == "Testing patches"
        shown.press("Down", "Escape")
        closed = shown.until("faq> run self\n\n")
        assert "faq> run self\n\n" in closed and "selftests" not in closed


FITS = f"""\
{GREETING}
faq> /list stab
Stable submission
  1. I need a specific BPF commit in stable kernels. What should I do?
  2. Do you also backport to kernels not currently maintained as stable?
  3. The BPF patch I am about to submit needs to go to stable as well
  4. Queue stable patches

faq>
{STATUS}"""


def test_what_fits_is_not_pushed_off_the_screen(tmp_path: Path) -> None:
    with terminal(tmp_path, 80, 10) as shown:
        ready(shown).type("/list stab")
        shown.press("Enter")
        assert shown.shows(FITS) == FITS


def test_typed_before_the_documents_are_read(tmp_path: Path) -> None:
    with terminal(tmp_path, 100, 30) as shown:
        shown.until("faq>")
        shown.type("/list stab")
        shown.press("Enter")
        assert "4. Queue stable patches" in shown.until("4. Queue stable patches")


def test_ctrl_c_clears_and_ctrl_d_leaves(tmp_path: Path) -> None:
    with terminal(tmp_path, 80, 20) as shown:
        ready(shown).type("nonsense")
        shown.until("faq> nonsense")
        shown.press("C-c")
        assert "nonsense" not in shown.until("faq>\n\n")
        shown.press("C-c")
        assert shown.until("/quit leaves.").endswith("\n Ctrl-D or /quit leaves.")
        shown.type("x")
        assert shown.until("faq> x", "Linux 5.8").endswith(STATUS)
        shown.press("C-c")
        shown.until("faq>\n\n")
        shown.press("C-d")
        assert shown.shows(f"{GREETING}\nfaq>\nended with 0") == f"{GREETING}\nfaq>\nended with 0"


def test_history_of_an_earlier_session(tmp_path: Path) -> None:
    with terminal(tmp_path, 80, 20) as shown:
        ready(shown).type("what is queued for stable?")
        shown.press("Enter")
        shown.until("See also", "\n\nfaq>")
        shown.type("/list stab")
        shown.press("Enter")
        shown.until("4. Queue")
        shown.press("C-d")
        shown.until("ended with 0")
    file = tmp_path / ".local" / "state" / "bpffaq" / "history"
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("what is queued for stable?\n", 0o600)
    with terminal(tmp_path, 80, 20) as shown:
        ready(shown).type("what is q")
        assert "faq> what is queued for stable?" in shown.until("faq> what is queued for stable?")
        shown.press("Right", "Enter")
        assert "See also" in shown.until("See also", "\n\nfaq>")
        shown.type("/new")
        shown.press("Enter")
        shown.until("A new conversation", "forgotten.\n\nfaq>")
        shown.press("C-l")
        shown.type("/li")
        shown.until("/links ", "the links of this answer")
        shown.press("Up", "Up", "Enter")
        assert "See also" in shown.until("See also", "\n\nfaq>")


@pytest.mark.parametrize(("options", "extra"), [(("--no-history",), {}), ((), {"BPFFAQ_HISTORY": "off"})])
def test_no_history(tmp_path: Path, options: tuple[str, ...], extra: dict[str, str]) -> None:
    with terminal(tmp_path, 80, 20, *options, **extra) as shown:
        ready(shown).type("what is queued for stable?")
        shown.press("Enter")
        shown.until("See also", "\n\nfaq>")
        shown.press("C-d")
        shown.until("ended with 0")
    assert not (tmp_path / ".local" / "state").exists()


def test_a_paste_of_several_lines_is_one_question(tmp_path: Path) -> None:
    with terminal(tmp_path, 80, 20) as shown:
        ready(shown).tmux("set-buffer", "/list\n  stab\n")
        shown.tmux("paste-buffer", "-p")
        assert "faq> /list stab\n" in shown.until("faq> /list stab\n")
        shown.press("Enter")
        assert "4. Queue stable patches" in shown.until("4. Queue stable patches")


def test_a_resized_terminal(tmp_path: Path) -> None:
    with terminal(tmp_path, 100, 20) as shown:
        ready(shown).tmux("resize-window", "-x", "44", "-y", "30")
        shown.until("\n bpf_devel_QA.rst Linux 5.8")
        shown.type("/list stab")
        shown.press("Enter")
        assert "  2. Do you also backport to kernels not\n" in shown.until("4. Queue stable patches")


def test_the_pager_and_its_absence(tmp_path: Path) -> None:
    pager = tmp_path / "pages"
    pager.write_text('#!/bin/sh\necho "the pager has $(wc -l) lines"\n')
    pager.chmod(0o755)
    with terminal(tmp_path, 80, 20, PAGER=f"{pager} -x") as shown:
        ready(shown).type("/help")
        shown.press("Enter")
        assert "the pager has " in shown.until("the pager has")
        shown.type("/new")
        shown.press("Enter")
        assert "A new conversation" in shown.until("A new conversation")
    with terminal(tmp_path, 80, 20, "--no-pager", PAGER=str(pager)) as shown:
        ready(shown).type("/help")
        shown.press("Enter")
        assert "the pager" not in shown.until("Ctrl-D            leave")


@pytest.mark.parametrize(("columns", "rows"), [(80, 20), (40, 16)])
def test_what_to_read_next_is_on_the_screen_after_the_pager(tmp_path: Path, columns: int, rows: int) -> None:
    with terminal(tmp_path, columns, rows, PAGER="head -2") as shown:
        ready(shown).type("/show run-bpf-selftests")
        shown.press("Enter")
        screen = shown.until("How to run BPF selftests\n\n\nSee also\n  1. ", "\n\nfaq>")
        assert "How to run BPF selftests\n\n\nSee also\n  1. " in screen
        assert "After you have booted" not in screen


def test_less_that_is_left_early(tmp_path: Path) -> None:
    needed("less", "less")
    with terminal(tmp_path, 80, 20) as shown:
        ready(shown).type("/show run-bpf-selftests")
        shown.press("Enter")
        assert shown.until("After you have booted", "\n:").endswith("\n:")
        shown.press("q")
        assert "\n\nSee also\n  1. " in shown.until("See also", "\n\nfaq>")


def test_ctrl_z_and_back(tmp_path: Path) -> None:
    with running(tmp_path, 80, 20, "PS1='shell: ' sh -i", {}) as shown:
        shown.until("shell:")
        shown.type(" ".join(COMMAND))
        shown.press("Enter")
        ready(shown).type("/list st")
        shown.until("faq> /list st", "/list Stable submission")
        shown.press("C-z")
        assert "Stopped" in shown.until("Stopped", "\nshell:")
        shown.type("fg")
        shown.press("Enter")
        shown.until("faq> /list st", "Linux 5.8")
        shown.type("ab")
        shown.press("Enter")
        assert "4. Queue stable patches" in shown.until("4. Queue stable patches", "\n\nfaq>")
        shown.press("C-d")
        shown.until("faq>\nshell:")


COLOR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:[34][0-7]|9[0-7]|10[0-7])m")


@pytest.mark.parametrize(("extra", "colored"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color(tmp_path: Path, extra: dict[str, str], colored: bool) -> None:
    with terminal(tmp_path, 80, 30, "--no-pager", **extra) as shown:
        ready(shown).type("/show run-bpf-selftests")
        shown.press("Enter")
        shown.until("See also", "\n\nfaq>")
        shown.type("/sho")
        shown.until("faq> /show run-bpf-selftests")
        screen = shown.colors()
        assert bool(COLOR.search(screen)) is colored
        typed, suggested = "/sho", "w run-bpf-selftests"
        assert f"{typed}{suggested}" not in screen, "the suggestion looks like what was typed"


def test_a_clipboard_program(tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "xclip").write_text(f'#!/bin/sh\necho "$*" > {folder}/told\ncat > {folder}/got\n')
    (folder / "xclip").chmod(0o755)
    path = f"{folder}:{os.environ['PATH']}"
    with terminal(tmp_path, 80, 30, "--no-pager", PATH=path, DISPLAY=":987") as shown:
        ready(shown).type("/show backport")
        shown.press("Enter")
        shown.until("See also", "\n\nfaq>")
        shown.type("/copy")
        shown.press("Enter")
        assert "Copied through xclip:\n    https://www.kernel.org/\n" in shown.until(
            "Copied", "kernel.org/\n\nfaq>"
        )
    assert (folder / "told").read_text() == "-selection clipboard\n"
    assert (folder / "got").read_text() == "https://www.kernel.org/"


def test_a_clipboard_program_without_its_display(tmp_path: Path) -> None:
    with terminal(tmp_path, 80, 30, "--no-pager", DISPLAY=":987") as shown:
        ready(shown).type("/show backport")
        shown.press("Enter")
        shown.until("See also", "\n\nfaq>")
        shown.type("/copy")
        shown.press("Enter")
        assert "Copied through tmux:\n    https://www.kernel.org/\n" in shown.until(
            "Copied", "kernel.org/\n\nfaq>"
        )
        assert shown.tmux("show-buffer") == "https://www.kernel.org/"


def test_vi_keys_of_readlines_file(tmp_path: Path) -> None:
    (tmp_path / ".inputrc").write_text("set editing-mode vi\n")
    with terminal(tmp_path, 80, 20) as shown:
        ready(shown).type("xyz /list stab")
        shown.until("faq> xyz /list stab")
        shown.press("Escape")
        shown.type("0dw")
        assert "faq> /list stab\n" in shown.until("faq> /list stab\n")


def test_documents_that_cannot_be_read(tmp_path: Path) -> None:
    with terminal(tmp_path, 120, 20, "--source", "/no/such.rst") as shown:
        screen = shown.until("ended with 2")
        hint = "name an RST file or a directory (command line)"
        error = f"bpffaq: /no/such.rst: cannot be read (no such file or directory); {hint}"
        assert screen == f"{error}\nended with 2"


def test_a_dumb_terminal(tmp_path: Path) -> None:
    with terminal(tmp_path, 80, 20, TERM="dumb") as shown:
        shown.until("faq>")
        shown.type("nonsense")
        shown.press("C-c")
        assert shown.until("^C\nfaq>") == "faq> nonsense^C\nfaq>"
        shown.type("/list stab")
        shown.press("Enter")
        wanted = "faq> /list stab\nStable submission\n  1. I need a specific BPF commit"
        assert wanted in shown.until("4. Queue stable patches", "\n\nfaq>")
        shown.press("C-d")
        assert "ended with 0" in shown.until("ended with 0")
