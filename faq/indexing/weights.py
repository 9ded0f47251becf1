"""The trained weights in a knowledge file: which of them are not well formed."""

from collections.abc import Iterator

from faq.errors import FaqError
from faq.knowledge.toml import Toml
from faq.knowledge.values import Curated, Knowledge
from index.buckets import BUCKETS, FEW, is_written

_HINT = "remove them, or write them with python -m bench.weights"


def malformed(knowledge: Knowledge, toml: Toml) -> Iterator[FaqError]:
    """Yield the problems with weights that are not well formed.

    Args:
        knowledge: a knowledge file.
        toml: the same as written.
    """
    if _are_all_written(knowledge):  # usually; finding the lines takes longer
        return
    for path in toml.lines:
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


def _are_all_written(knowledge: Knowledge) -> bool:
    return _is_written(knowledge.outside_weights, BUCKETS) and all(map(_are_written, knowledge.entries))


def _are_written(entry: Curated) -> bool:
    details = (_is_written(detail.weights, FEW) for detail in entry.details)
    return _is_written(entry.weights, BUCKETS) and all(details)


def _is_written(weights: str, size: int) -> bool:
    """Whether weights are well formed, or left out."""
    return not weights or is_written(weights, size)
