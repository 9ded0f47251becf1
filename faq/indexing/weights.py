"""The trained weights in a knowledge file: which of them are not well formed."""

from collections.abc import Iterator

from faq.errors import FaqError
from faq.knowledge.toml import Toml
from faq.knowledge.values import Curated, Knowledge
from index.buckets import BUCKETS, FEW, is_written

_HINT = "remove them, or write them with python -m bench.weights"


def are_written(knowledge: Knowledge) -> bool:
    """Return whether all weights in a knowledge file are well formed."""
    return _is_written(knowledge.outside_weights, BUCKETS) and all(map(_entry, knowledge.entries))


def _entry(entry: Curated) -> bool:
    return _is_written(entry.weights, BUCKETS) and all(
        _is_written(detail.weights, FEW) for detail in entry.details
    )


def _is_written(weights: str, size: int) -> bool:
    return not weights or is_written(weights, size)


def malformed(knowledge: Knowledge, toml: Toml) -> Iterator[FaqError]:
    """Yield the problems with weights that are not well formed.

    Args:
        knowledge: a knowledge file.
        toml: the same as written.
    """
    for path in toml.lines if not are_written(knowledge) else ():
        match path:
            case ("out_of_scope" as whose, "weights") | ("entries", str(whose), "weights"):
                size = BUCKETS
            case ("entries", str(whose), "details", int(), "weights"):
                size = FEW
            case _:
                continue
        weights = toml.value(path)
        if isinstance(weights, str) and not _is_written(weights, size):
            yield toml.problem(path, f"the weights of '{whose}' are not well formed", _HINT)
