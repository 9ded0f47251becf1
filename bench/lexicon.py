"""Regenerates index/lexicon.txt from the groups of words in bench/lexicon.txt: ``python -m bench.lexicon``.

The groups were written by hand, from what is common to the questions of many FAQs and the words of kernel
developers, without looking at the questions used for measuring.
"""

import sys
from pathlib import Path

from index.analysis import terms, tokens
from index.lexicon import LEXICON
from index.texts import table

GROUPS = Path(__file__).with_suffix(".txt")


def written(groups: str) -> str:
    """Return the table of groups of words.

    Args:
        groups: one group per line, its words separated by commas; each stands for the others. Words after ``>`` stand
            only for those before it. Lines that begin with ``#`` are ignored.
    """
    rows: dict[str, dict[str, None]] = {}
    for line in groups.splitlines():
        if not line or line.startswith("#"):
            continue
        alike, _, only = line.partition(">")
        words = _words(alike)
        for word in words:
            own = terms(word)
            others = (other for other in (*words, *_words(only)) if terms(other) != own)
            phrase = " ".join(term for token in tokens(word) for term in token.terms)
            rows.setdefault(phrase, {}).update(dict.fromkeys(others))
    return table((phrase, "\t".join(row)) for phrase, row in sorted(rows.items()))


def _words(group: str) -> list[str]:
    return [word.strip() for word in group.split(",") if word.strip()]


def main() -> int:
    """Write the list."""
    Path(LEXICON).write_text(written(GROUPS.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
