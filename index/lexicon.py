"""Words that people use where documents on any subject use others.

The list is written from groups of words by ``python -m bench.lexicon``. It is read for questions to documents that
nobody has curated: curators know their readers' words better.
"""

import os
from functools import lru_cache

from index.texts import Table

LEXICON = os.path.join(os.path.dirname(__file__), "lexicon.txt")
"""The list: a table (``index.texts.table``) of words by phrase, a phrase being its terms separated by spaces."""


@lru_cache(maxsize=1)
def lexicon() -> Table:
    """Return for each phrase the words that documents may use for it, separated by tabs."""
    with open(LEXICON, encoding="utf-8") as file:
        return Table(file.read())
