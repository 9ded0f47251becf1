"""The editors' lists of harmful characters are the program's."""

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from faq.output.harmless import RANGES, safe
from tests.editors.test_emacs import PACKAGE, emacs
from tests.editors.vim_editors import BOTH, run_bare
from tests.record_characters import VSCODE, recorded

pytestmark = pytest.mark.slow

EDGES = sorted({char for first, last in RANGES for char in (first - 1, first, last, last + 1)})
SAMPLES = [
    *[f"a{chr(char)}b" for char in EDGES if 0 < char < 0xD7FF or char > 0xDFFF if char != 0x0A],
    "👩\u200d🍳",
    "می\u200cخواهم",  # noqa: RUF001  Persian
    "a\u200db",
    "\u200cé",
    "é\u200d",
    "é\u200d\u200dé",
    "é \u200d é",
    "日\u200c本",
]
"""Texts of one line: what stands at the ends of each range, and joiners within words and elsewhere."""


def test_the_lists_are_those_of_the_program() -> None:
    for path, text in recorded():
        assert path.read_text("utf-8") == text, f"{path}: run python -m tests.record_characters"


@BOTH
def test_vim_agrees(editor: str, folder: Path) -> None:
    (folder / "samples").write_text(json.dumps(SAMPLES))
    script = f"""
    call See(map(json_decode(readfile('{folder}/samples')[0]), 'bpffaq#harmless(v:val)'))
    """
    assert run_bare(editor, folder, script).seen == [[safe(sample) for sample in SAMPLES]]


def test_emacs_agrees(tmp_path: Path) -> None:
    (tmp_path / "samples").write_text("".join(f"{sample}\n" for sample in SAMPLES), "utf-8")
    program = """
    (with-temp-buffer
      (insert-file-contents "samples")
      (bpffaq--disarm)
      (write-region nil nil "disarmed" nil 'silent))
    """
    done = emacs("-L", str(PACKAGE), "-l", "bpffaq", "--eval", program, home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    told = (tmp_path / "disarmed").read_text("utf-8").split("\n")[:-1]
    assert told == [safe(sample) for sample in SAMPLES]


@pytest.mark.skipif(
    shutil.which("node") is None, reason="node, which the extension is built with, is not installed"
)
def test_vscode_agrees(tmp_path: Path) -> None:
    (tmp_path / "samples").write_text(json.dumps(SAMPLES), "utf-8")
    untyped = VSCODE.read_text("utf-8").replace("(text: string): string", "(text)")
    (tmp_path / "told.mjs").write_text(
        f"{untyped}\nimport {{ readFileSync }} from 'node:fs';\n"
        "const samples = JSON.parse(readFileSync('samples', 'utf-8'));\n"
        "console.log(JSON.stringify(samples.map(harmless)));\n",
        "utf-8",
    )
    done = subprocess.run(["node", "told.mjs"], cwd=tmp_path, capture_output=True, timeout=60, check=True)
    assert json.loads(done.stdout) == [safe(sample) for sample in SAMPLES]


def test_what_unicode_says_does_not_show_is_on_the_list() -> None:
    """Control and format characters, except for joiners, marks of Arabic numbers and Egyptian or musical layout."""
    shown = {0x09, 0x0A, 0x200C, 0x200D}
    missing = [
        char
        for char in range(0x10000)
        if unicodedata.category(chr(char)) in ("Cc", "Cf", "Zl", "Zp")
        and safe(f"é{chr(char)}é") == f"é{chr(char)}é"
    ]
    assert set(missing) - shown <= {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2}
