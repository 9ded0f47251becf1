"""The command ``bpffaq``: starts the program after checking that the packages ``faq`` and ``index`` are its own.

Other distributions have modules with these names, too, and the first on Python's path wins.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def process() -> int:
    """Run bpffaq as a process; return its exit status if the process has not ended by then."""
    for package in ("faq", "index"):
        found = _location(package)
        if os.path.dirname(found) != os.path.join(HERE, package):
            print(_hidden(package, found), file=sys.stderr)
            return 2
    from faq.cli.main import process as run

    return run()


def _location(package: str) -> str:
    """Return the file that importing a package would run, empty if there is none."""
    for finder in sys.meta_path:
        spec = finder.find_spec(package, None)
        if spec is not None:
            return spec.origin or ", ".join(spec.submodule_search_locations or ())
    return ""


def _hidden(package: str, found: str) -> str:
    own = os.path.join(HERE, package)
    if not found:
        return f"bpffaq: {_printable(own)}: missing; install bpffaq again"
    hint = "unset PYTHONPATH, or install bpffaq by itself (pipx install)"
    return f"bpffaq: {_printable(found)}: shadows bpffaq's own package {package!r}; {hint}"


def _printable(path: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in path)


if __name__ == "__main__":
    sys.exit(process())
