"""An open index, and what it knows about its files."""

import time
from collections.abc import Iterator, Mapping, Sequence

from faq.sources.contents import checksum
from faq.sources.file_state import Files, FileState, checksum_of, is_young, loaded, looks, read_when
from faq.sources.source import Found
from index.records import Records
from index.search import Searcher
from index.values import NamedTuple


class Opened(NamedTuple):
    """An open index. ``location`` is empty if it is in memory; ``notice`` then says why.

    ``read`` has the files that were read for it, each with whether no index before it had the file.
    """

    searcher: Searcher
    files: "FileStates"
    location: str = ""
    notice: str = ""
    read: Mapping[str, bool] = {}

    @property
    def build(self) -> str:
        """The build that made the index."""
        return self.files.about["build"]

    def close(self) -> None:
        """Close the index's files."""
        self.searcher.close()
        self.files.close()


class FileStates(Files):
    """What an index knows about its files, by its own names for them, read on demand: there may be thousands.

    Args:
        about: the description of the index.
        records: how the files looked, then the state of each.
        found: the files in use, as named and as they look now.
        groups: the index's name for each file, if that is not its path.
    """

    def __init__(
        self,
        about: Mapping[str, str],
        records: Records,
        found: Mapping[str, Found],
        groups: Sequence[str] = (),
    ) -> None:
        self.about, self.records, self.found = about, records, found
        self._groups = groups or tuple(found)
        self._places: dict[str, tuple[int, str]] = {}
        self._read: dict[str, FileState] = {}

    def are_fresh(self) -> bool:
        """Return whether these are the files in use, in their current state.

        A file changed shortly before it was read may have changed again without looking different, so
        its contents are compared, too; once they are certain, the times of its next reading must be noted instead.
        """
        if self.records.part(0, 0) != looks(self.found):
            return False
        if self.are_sure:
            return True
        now = time.time_ns()
        for place, (path, found) in enumerate(self.found.items(), 1):
            state = self.records.part(place, 0)
            if not is_young(found, read_when(state)):
                continue
            if not is_young(found, now):
                return False
            if checksum(path, found.source.is_text_only) != checksum_of(state):
                return False
        return True

    @property
    def are_sure(self) -> bool:
        """Whether any change to a file since it was read would show in how the file looks."""
        return self.about["young"] == "0"

    def __getitem__(self, group: str) -> FileState:
        if group not in self._read:
            place, path = self._place(group)
            self._read[group] = loaded(self.records.part(place, 0), path, self.found[path])
        return self._read[group]

    def file(self, group: str) -> str:
        """Return the name under which a file is cited; what is known of it is not read."""
        return self.found[self.path(group)].file

    def path(self, group: str) -> str:
        """Return where a file is."""
        return self._place(group)[1]

    def _place(self, group: str) -> tuple[int, str]:
        """The number of a file's state, and its path."""
        if not self._places:
            pairs = zip(self._groups, self.found, strict=True)
            self._places = {group: (place, path) for place, (group, path) in enumerate(pairs, 1)}
        return self._places[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def broken(self) -> Iterator[FileState]:
        """Return the files that could not be read."""
        return (self[self._groups[int(place)]] for place in self.about["broken"].split())

    def plain(self) -> Iterator[FileState]:
        """Return the files that were read as plain text because their markup could not be parsed."""
        return (self[self._groups[int(place)]] for place in self.about["plain"].split())

    @property
    def languages(self) -> frozenset[str]:
        """The languages of the files other than English."""
        return frozenset(self.about["languages"].split())

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return int(self.about["entries"])

    def close(self) -> None:
        """Close the file."""
        self.records.close()
