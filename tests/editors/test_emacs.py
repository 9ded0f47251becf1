"""The Emacs package in the real Emacs: compiled, checked, tested, installed as the manual says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.needed import needed

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "editors" / "emacs"
MANUAL = (ROOT / "docs" / "emacs.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```elisp\n(.*?)^```$", MANUAL, re.MULTILINE | re.DOTALL)
FILES = ("bpffaq.el", "bpffaq-tests.el")

TOO_OLD = "bpffaq.el:7:23: warning: This makes the package uninstallable in all released Emacs versions."
"""What package-lint 0.16 (Debian 12) says of any package for Emacs 28, which it does not know."""


NO_HOME = "error: Package should have a Homepage or URL header."
"""bpffaq has no page of its own, and that of others would bring them reports of its bugs."""


def emacs(*arguments: str, home: Path, quick: str = "-Q") -> subprocess.CompletedProcess[str]:
    """Run Emacs in batch mode in a home directory of its own."""
    program = needed(os.environ.get("EMACS", "emacs"), "emacs-nox elpa-package-lint elpa-use-package")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "BPFFAQ_"))},
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "BPFFAQ_TEST_PYTHON": sys.executable,
        "BPFFAQ_TEST_COMMAND": "\n".join([sys.executable, "-m", "faq", "serve"]),
    }
    command = [program, quick, "--batch", *arguments]
    return subprocess.run(
        command, env=environment, cwd=home, text=True, timeout=300, check=False, capture_output=True
    )


@pytest.fixture(name="home")
def home_with_a_tree(tmp_path: Path) -> Path:
    """A home directory with the package in the place that the manual names."""
    shutil.copytree(PACKAGE, tmp_path / "src/bpffaq/editors/emacs", ignore=shutil.ignore_patterns("*.elc"))
    return tmp_path


@pytest.mark.parametrize("file", FILES)
def test_compiles_without_a_warning(home: Path, file: str) -> None:
    folder = home / "src/bpffaq/editors/emacs"
    done = emacs(
        *("-L", str(folder), "--eval", "(setq byte-compile-error-on-warn t)"),
        *("-f", "batch-byte-compile", str(folder / file)),
        home=home,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (folder / file).with_suffix(".elc").exists()


@pytest.mark.parametrize("file", FILES)
def test_checkdoc_finds_nothing(home: Path, file: str) -> None:
    done = emacs("--eval", f'(checkdoc-file "{PACKAGE / file}")', home=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_package_lint_finds_nothing(home: Path) -> None:
    # -Q would hide the packages that Debian installs.
    run = ("-l", "package-lint", "-f", "package-lint-batch-and-exit", "bpffaq.el")
    done = emacs("--chdir", str(PACKAGE), *run, home=home, quick="-q")
    findings = [
        line for line in done.stdout.splitlines() + done.stderr.splitlines() if line.startswith("bpf")
    ]
    assert [line for line in findings if line != TOO_OLD and NO_HOME not in line] == []
    assert done.returncode == int(bool(findings)), f"apt-get install elpa-package-lint?\n{done.stderr}"


@pytest.mark.parametrize("compiled", [False, True])
def test_the_tests_written_in_lisp_pass(home: Path, compiled: bool) -> None:
    count = (PACKAGE / "bpffaq-tests.el").read_text(encoding="utf-8").count("(ert-deftest ")
    folder = home / "compiled" if compiled else PACKAGE
    if compiled:
        shutil.copytree(PACKAGE, folder)
        emacs("-f", "batch-byte-compile", str(folder / "bpffaq.el"), home=home)
        assert (folder / "bpffaq.elc").exists()
    tests = ("-l", str(PACKAGE / "bpffaq-tests.el"), "-f", "ert-run-tests-batch-and-exit")
    done = emacs("-L", str(folder), *tests, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"\nRan {count} tests, {count} results as expected, 0 unexpected" in done.stderr


def snippet(word: str) -> str:
    """The one snippet of the manual with a word in it."""
    (found,) = (text for text in SNIPPETS if word in text)
    return str(found)


def evaluated(code: str, home: Path) -> str:
    """What is printed by code that Emacs runs with its packages active, as they are for a user."""
    script = home / "script.el"
    script.write_text(f";;; -*- lexical-binding: t -*-\n(package-activate-all)\n{code}", encoding="utf-8")
    done = emacs("-l", str(script), home=home, quick="-q")
    assert done.returncode == 0, done.stderr
    return done.stdout


COMMANDS = """
(princ (list (mapcar #'commandp '(bpffaq bpffaq-region bpffaq-list bpffaq-new)) (featurep 'bpffaq)))
(require 'bpffaq)
(princ (boundp 'bpffaq-command))
"""


@pytest.mark.parametrize("word", ["(use-package bpffaq", "(add-to-list 'load-path"])
def test_installs_from_the_tree(home: Path, word: str) -> None:
    assert evaluated(snippet(word) + COMMANDS, home) == "((t t t t) nil)t"


def test_installs_as_a_package(home: Path) -> None:
    evaluated(snippet("package-install-file"), home)
    assert evaluated(COMMANDS, home) == "((t t t t) nil)t"


def test_installs_as_a_link_where_emacs_can(home: Path) -> None:
    """Emacs 28 has no package-vc; Emacs 29 wants a tree under version control."""
    subprocess.run(["git", "init", "--quiet", str(home / "src/bpffaq")], check=True)
    able = '(if (fboundp \'package-vc-install-from-checkout)\n{}\n  (princ "Emacs 28"))'
    if evaluated(able.format(snippet("package-vc-install")), home) != "Emacs 28":
        assert evaluated(COMMANDS, home) == "((t t t t) nil)t"


def test_installs_with_straight(home: Path) -> None:
    """straight.el itself is in no Debian package: its recipe is compared with the tree."""
    recipe = evaluated(
        "(defun straight-use-package (recipe)\n"
        "  (let ((default-directory (expand-file-name (plist-get (cdr recipe) :local-repo))))\n"
        "    (princ (list (car recipe) (mapcan #'file-expand-wildcards (plist-get (cdr recipe) :files))))))\n"
        + snippet("(straight-use-package"),
        home,
    )
    assert recipe == "(bpffaq (editors/emacs/bpffaq.el))"


def test_binds_the_keys_of_the_manual(home: Path) -> None:
    keys = '(princ (mapcar (lambda (key) (key-binding (kbd key))) \'("C-c q" "C-c Q")))'
    assert evaluated(snippet("global-set-key") + keys, home) == "(bpffaq bpffaq-region)"


def test_takes_the_settings_of_the_manual(home: Path) -> None:
    loaded = f"{snippet('add-to-list')}(require 'bpffaq)"
    code = f"{loaded}{snippet('setq bpffaq-command')}(princ (car (last bpffaq-command)))"
    assert evaluated(code, home) == f"{home}/src/linux/Documentation/bpf/bpf_devel_QA.rst"


def test_the_directory_variables_of_the_manual_are_safe(home: Path) -> None:
    project = home / "project"
    project.mkdir()
    (project / ".dir-locals.el").write_text(snippet("bpffaq-sources"), encoding="utf-8")
    (project / "a.c").write_text("", encoding="utf-8")
    loaded = f"{snippet('add-to-list')}(require 'bpffaq)"
    code = f'{loaded}(find-file "{project}/a.c")(princ (car (last (bpffaq--command))))'
    assert evaluated(code, home) == f"{project}/Documentation/bpf/bpf_devel_QA.rst"


def test_every_snippet_is_run() -> None:
    assert len(SNIPPETS) == 8


def test_the_manual_names_every_setting_key_face_and_command() -> None:
    source = (PACKAGE / "bpffaq.el").read_text(encoding="utf-8")
    settings = re.findall(r"\(defcustom (bpffaq-[a-z-]+) (.*)$", source, re.MULTILINE)
    rows = [f"| `{name}` | `{default.lstrip(chr(39))}` |" for name, default in settings]
    keys = [f"`{key}`" for key in re.findall(r'\(define-key map "(\w)" #\'bpffaq', source)]
    faces = re.findall(r"\(defface (bpffaq-[a-z-]+) ", source)
    autoloads = [
        f"`M-x {name}`" for name in re.findall(r"^;;;###autoload\n\(defun (\S+) ", source, re.MULTILINE)
    ]
    assert (len(rows), len(keys), len(faces), len(autoloads)) == (6, 9, 4, 4)
    assert [text for text in rows + keys + faces + autoloads if text not in MANUAL] == []
