"""Several texts as one: taken apart without a look at what stands in them, or looked into without being taken apart."""

from collections.abc import Iterable, Iterator


def join(texts: Iterable[str]) -> str:
    """Return texts as one: their lengths on a line, then all of them."""
    parts = list(texts)
    return " ".join([str(len(part)) for part in parts]) + "\n" + "".join(parts)


def split(joined: str) -> list[str]:
    """Return the texts that ``join`` made one of."""
    lengths, _, rest = joined.partition("\n")
    texts = []
    start = 0
    for length in lengths.split():
        end = start + int(length)
        texts.append(rest[start:end])
        start = end
    return texts


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Return rows by key as one text. Neither holds a line end, nor a key a tab."""
    return "\n" + "".join(f"{key}\t{row}\n" for key, row in rows)


class Table:
    """Rows by key in one text: it is searched, which for the few keys of a question takes less than taking it apart.

    Args:
        text: what ``table`` returned, or nothing.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def get(self, key: str) -> str:
        """Return the row of a key, empty where there is none."""
        start = self._text.find(f"\n{key}\t")
        if start < 0:
            return ""
        start += len(key) + 2
        return self._text[start : self._text.index("\n", start)]

    def __len__(self) -> int:
        return max(0, self._text.count("\n") - 1)

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self._text.split("\n")[1:-1])
