"""The codec of this index: Whoosh's own, but for how terms and postings are written and read."""

from typing import Any

from index._whoosh import W3Codec
from index.postings import PACKED, Postings, unpacked


class Codec(W3Codec):  # type: ignore[misc]  # whoosh is untyped
    """Whoosh's codec with other postings. A segment names it, so it must be found here when that is read."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> Any:
        """Return what writes terms and postings."""
        from index.writer import FieldWriter

        return FieldWriter(self, storage, segment)

    def postings_reader(
        self, file: Any, info: Any, format: Any, term: object = None, scorer: object = None
    ) -> Postings:
        """Return a term's postings."""
        start, _ = info.extent()
        numbers, weights = unpacked(file.get(start, info.doc_frequency() * PACKED))
        return Postings(numbers, weights, format)
