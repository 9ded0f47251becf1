"""Whoosh, imported as cheaply as possible.

``whoosh.compat`` imports ``urllib.request`` (with it ``http.client``, ``ssl``, ``email``: 28 of 70 ms,
and all the network code that a question would load) for one function that it never calls
outside its own benchmarks. While Whoosh is being imported, an empty module takes its place.
"""

import sys
import warnings
from types import ModuleType

_NETWORK = "urllib.request"

if _NETWORK not in sys.modules and "whoosh.compat" not in sys.modules:
    _stand_in = ModuleType(_NETWORK)
    _stand_in.urlretrieve = None  # type: ignore[attr-defined]  # the one name that whoosh.compat asks for
    sys.modules[_NETWORK] = _stand_in
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old escapes, which each Python warns of in its own way
            import whoosh.codec.whoosh3
            import whoosh.index
            import whoosh.writing  # noqa: F401 (imported here for its imports' sake)
    finally:
        del sys.modules[_NETWORK]

from whoosh import fields, formats
from whoosh.codec.base import (
    Codec,
    FieldCursor,
    FieldWriter,
    PerDocumentReader,
    PerDocumentWriter,
    TermsReader,
)
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC, FileIndex
from whoosh.matching import ListMatcher
from whoosh.reading import IndexReader, TermInfo, TermNotFound
from whoosh.writing import SegmentWriter

__all__ = [
    "TOC",
    "Codec",
    "FieldCursor",
    "FieldWriter",
    "FileIndex",
    "FileStorage",
    "IndexReader",
    "ListMatcher",
    "PerDocumentReader",
    "PerDocumentWriter",
    "RamStorage",
    "SegmentWriter",
    "TermInfo",
    "TermNotFound",
    "TermsReader",
    "W3Segment",
    "fields",
    "formats",
]
