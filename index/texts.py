"""Several texts as one, taken apart again without a look at what stands in them."""

from collections.abc import Iterable


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
