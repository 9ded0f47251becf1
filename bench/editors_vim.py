"""Times the plugin inside Vim and Neovim: from ``:BpfFaq`` to the answer in its window.

``python -m bench.editors_vim`` asks 50 questions of a warm server in each editor and prints the
median and the 95th percentile in milliseconds; the goal is below 50.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EDITORS: Mapping[str, tuple[str, ...]] = {
    "vim": ("vim", "-u", "NONE", "-i", "NONE", "-N", "-n", "--not-a-term"),
    "nvim": ("nvim", "-u", "NONE", "-i", "NONE", "-n", "--headless"),
}
QUESTIONS = (
    "who do I cc on a bug report?",
    "how often is bpf-next merged?",
    "when does the merge window close",
    "which llvm do I need",
    "where do selftests go",
    "how do I backport a fix to stable?",
    "can I use clang with -O0",
    "patchwork states",
    "what does signed-off mean",
    "jit stability",
)
COUNT = 50

SCRIPT = """
set runtimepath^={root}/editors/vim
filetype plugin on
syntax on
runtime plugin/bpffaq.vim
let g:bpffaq_command = json_decode('{command}')
let g:times = []
let g:done = 0
autocmd User BpfFaqShown let g:done = reltimefloat(reltime(g:start)) * 1000
function! Ask(question) abort
  let [g:done, g:start] = [0, reltime()]
  execute 'BpfFaq' a:question
  while g:done == 0 && reltimefloat(reltime(g:start)) < 10
    sleep 1m
  endwhile
  return g:done
endfunction
let questions = json_decode('{questions}')
for number in range({count} + 5)
  call add(g:times, Ask(questions[number % len(questions)]))
  BpfFaqNew
endfor
call writefile([json_encode(g:times[5:])], '{out}')
qall!
"""


def measure(editor: str) -> list[float]:
    """Time the questions in one editor.

    Args:
        editor: a key of ``EDITORS``.

    Returns:
        Milliseconds of each question, the first five left out.
    """
    with tempfile.TemporaryDirectory() as folder:
        script, out = Path(folder, "script.vim"), Path(folder, "times.json")
        command = json.dumps([sys.executable, "-m", "faq", "serve"])
        text = SCRIPT.format(
            root=ROOT, command=command, questions=json.dumps(QUESTIONS), count=COUNT, out=out
        )
        script.write_text(text, encoding="utf-8")
        argv = [*EDITORS[editor], "-S", str(script)]
        clean = os.environ | {"XDG_CACHE_HOME": folder, "PYTHONPATH": str(ROOT)}
        subprocess.run(
            argv,
            cwd=folder,
            env=clean,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=True,
        )
        times: list[float] = json.loads(out.read_text(encoding="utf-8"))
        return times


def main() -> None:
    """Print one line per editor."""
    for editor in EDITORS:
        times = measure(editor)
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{editor:5} p50 {statistics.median(times):6.1f} ms   p95 {p95:6.1f} ms   of {len(times)}")


if __name__ == "__main__":
    main()
