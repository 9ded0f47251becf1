"""English words and how common they are, in a file that is looked into without being taken apart.

The list is pyspellchecker's (from film subtitles and checked against dictionaries); it is
written once, sorted, when an index is built, so that a question costs a few look-ups.
"""

from collections.abc import Iterator

from index.pieces import DiskFile, root

FILE = "english"
"""The list's name in an index's directory."""


def listing() -> bytes:
    """Return the list: a line a word, sorted by bytes, the word and its count.

    The package's file is read as it is: its own reader takes every word through a tokenizer, half a first run's time.
    """
    import gzip
    import json
    from importlib.resources import files

    counts = json.loads(gzip.decompress(files("spellchecker").joinpath("resources/en.json.gz").read_bytes()))
    lines = sorted(f"{word} {count}".encode() for word, count in counts.items() if " " not in word)
    return b"\n" + b"\n".join(lines) + b"\n"


class English:
    """Looks words up in a list.

    Args:
        listing: the list, where it is in memory.
        file: the file that holds it as its root (``index.pieces``).
    """

    def __init__(self, listing: bytes | None = None, file: DiskFile | None = None) -> None:
        self._read, self._file = listing, file

    @classmethod
    def open(cls, path: str) -> "English":
        """Open the list of a file, to be read when a word is looked up: most questions have none that needs it."""
        return cls(file=DiskFile(path))

    @property
    def _listing(self) -> bytes:
        if self._read is None:
            self._read = root(self._file) if self._file is not None else b""
        return self._read

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def count(self, word: str) -> int:
        """Return how often a lower-case word was met, 0 where it is no English word of the list."""
        wanted = word.encode("utf-8", "replace")
        low, high = 0, len(self._listing) - 1
        while low < high:
            start = self._listing.rfind(b"\n", 0, (low + high) // 2 + 1)
            end = self._listing.find(b"\n", start + 1)
            met, _, count = self._listing[start + 1 : end].partition(b" ")
            if met == wanted:
                return int(count)
            if met < wanted:
                low = end
            else:
                high = start
        return 0

    def __iter__(self) -> Iterator[str]:
        return (line.split(b" ")[0].decode() for line in self._listing.split(b"\n") if line)
