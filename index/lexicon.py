"""Words that people use where documents of any subject use others.

The list is written from groups of words by ``python -m bench.lexicon``. It is read when a document that nobody has
curated is asked: those who curate one know its readers' words better.
"""

import os
from functools import lru_cache

from index.texts import Table

LEXICON = os.path.join(os.path.dirname(__file__), "lexicon.txt")
"""The list: a table (``index.texts.table``) of words by phrase, a phrase as its terms with spaces between them."""


@lru_cache(maxsize=1)
def lexicon() -> Table:
    """Return for each phrase the words that documents may have for it, with tabs between them."""
    with open(LEXICON, encoding="utf-8") as file:
        return Table(file.read())
