"""Measures, inside the real Emacs, the time from a question to the drawn answer.

``python -m bench.editors_emacs`` asks a warm server 50 questions through the package, one after
another, and prints the median and the 95th percentile in milliseconds. The goal is under 50 ms.
``EMACS`` names a different Emacs.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 5
REQUESTS = 50
GOAL = 50.0

QUESTIONS = (
    "How do I report bugs for BPF kernel code?",
    "which mailing list gets my patches",
    "where do I see patches under review",
    "bpf or bpf-next, how do I say which tree?",
    "what does it take to get a new feature in",
    "how do i run the selftests",
    "do I need to add documentation for my maling list patch",
    "llvm version",
    "stable backport of a fix",
    "what is the weather in Berlin",
)

SCRIPT = """
(load (expand-file-name "bpffaq.elc" (getenv "BENCH_FOLDER")) nil t)
(setq bpffaq-command (split-string (getenv "BENCH_COMMAND") "\\n"))
(let ((questions (json-parse-string (getenv "BENCH_QUESTIONS"))) times failure)
  (advice-add 'bpffaq--tell :before (lambda (reason) (setq failure reason)))
  (dotimes (number (string-to-number (getenv "BENCH_REQUESTS")))
    (let ((start (float-time))
          (before (and (get-buffer "*bpffaq*")
                       (buffer-local-value 'bpffaq--views (get-buffer "*bpffaq*")))))
      (setq bpffaq--turns nil)
      (bpffaq (aref questions (% number (length questions))))
      (while (and (not failure)
                  (or (not (get-buffer "*bpffaq*"))
                      (eq before (buffer-local-value 'bpffaq--views (get-buffer "*bpffaq*")))))
        (accept-process-output nil 1))
      (when failure (kill-emacs 1))
      (push (* 1000 (- (float-time) start)) times)))
  (princ (json-serialize (list :emacs emacs-version :times (vconcat (nreverse times))))))
"""


def measure(folder: str) -> tuple[str, list[float]]:
    """Ask all questions.

    Args:
        folder: where the package may be compiled, like an installed one.

    Returns:
        The version of Emacs, and the milliseconds of each warm request.
    """
    shutil.copy(ROOT / "editors" / "emacs" / "bpffaq.el", folder)
    environment = {
        **os.environ,
        "BENCH_FOLDER": folder,
        "PYTHONPATH": str(ROOT),
        "BENCH_COMMAND": "\n".join([sys.executable, "-m", "faq", "serve"]),
        "BENCH_QUESTIONS": json.dumps(QUESTIONS),
        "BENCH_REQUESTS": str(WARM_UP + REQUESTS),
    }
    command = [os.environ.get("EMACS", "emacs"), "-Q", "--batch"]
    # In an Emacs of its own: the compiler's memory would slow the measured one's garbage collector.
    subprocess.run([*command, "-f", "batch-byte-compile", f"{folder}/bpffaq.el"], check=True)
    done = subprocess.run(
        [*command, "--eval", f"(progn {SCRIPT})"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit("bench.editors_emacs: Emacs gave up, for the reason above")
    printed = json.loads(done.stdout)
    return printed["emacs"], printed["times"][WARM_UP:]


def main() -> None:
    """Measure and print one line."""
    with tempfile.TemporaryDirectory() as folder:
        version, times = measure(folder)
    cuts = quantiles(times, n=20, method="inclusive")
    print(
        f"Emacs {version}: {len(times)} warm requests, p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms,"
        f" longest {max(times):.1f} ms (goal: p95 under {GOAL:.0f} ms)"
    )


if __name__ == "__main__":
    main()
