"""Documents as if nothing were known about them, even the bundled one."""

import os
import shutil
import tempfile
from pathlib import Path
from unittest import mock

from faq.indexing import knowledge_for
from faq.library.library import Library, open_library
from faq.sources.selection import in_use
from faq.vectors.encoder import Encoder


def open_plain(document: Path, encoder: Encoder | None = None) -> Library:
    """Open a document without any knowledge about it, in an empty cache."""
    with tempfile.TemporaryDirectory() as place:
        alone = shutil.copy(document, place)
        with (
            mock.patch.dict(os.environ, XDG_CACHE_HOME=f"{place}/cache"),
            mock.patch.object(knowledge_for, "is_revision", lambda *_: False),
        ):
            return open_library(in_use([alone]), encoder=encoder)


def open_plain_text(text: str, encoder: Encoder | None = None) -> Library:
    """Open a text in the same way."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "faq.rst"
        file.write_text(text, "utf-8")
        return open_plain(file, encoder)
