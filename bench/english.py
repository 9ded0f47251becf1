"""Writes the list of English words anew from SCOWL, as Debian's package ``scowl`` installs it.

    python -m bench.english [/usr/share/dict/scowl]

Taken are the words, names and words in capitals of the American and British lists and their variants up to size 70
(of 95: what stands in a large dictionary), in lower case, letters alone. SCOWL counts nothing, it has sizes: a word's
count is about the median that the words of its smallest size have in 1.6 billion words of film subtitles. The list
in the repository was made from scowl 2020.12.07-2.
"""

import argparse
from pathlib import Path

from index.english import WORDS

COUNTS = {"10": 20_000, "20": 3_000, "35": 300, "40": 100, "50": 50, "55": 50, "60": 50, "70": 50}
"""The count of a word by the smallest size of SCOWL that has it."""

CATEGORIES = ("american", "british", "english", "variant")
KINDS = ("words", "upper", "names")


def chosen(directory: Path) -> dict[str, int]:
    """Return the words and their counts."""
    counts: dict[str, int] = {}
    for size, count in COUNTS.items():
        for file in sorted(directory.glob(f"*.{size}")):
            if file.stem.startswith(CATEGORIES) and file.stem.endswith(KINDS):
                for word in file.read_text("latin-1").split():
                    if word.isalpha():
                        counts.setdefault(word.lower(), count)
    return counts


def main() -> None:
    """Write the list of English words anew from SCOWL."""
    parser = argparse.ArgumentParser(prog="python -m bench.english", description=main.__doc__)
    parser.add_argument("directory", nargs="?", default="/usr/share/dict/scowl", type=Path)
    counts = chosen(parser.parse_args().directory)
    lines = sorted(f"{word} {count}\n".encode() for word, count in counts.items())
    Path(WORDS).write_bytes(b"\n" + b"".join(lines))
    print(f"{WORDS}: {len(lines)} words")


if __name__ == "__main__":
    main()
