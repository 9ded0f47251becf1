"""A knowledge file next to a document, read with everything that is wrong in it, its trained weights included."""

from collections.abc import Iterator

from faq.errors import FaqError
from faq.knowledge.check import Written
from faq.knowledge.file import read_toml
from faq.knowledge.toml import CUTS, Toml, salvaged
from faq.knowledge.values import Curated, Knowledge
from faq.sources.contents import Beside, knowledge_text
from index.buckets import BUCKETS, FEW, is_written

_HINT = "remove them, or write them with python -m bench.weights"


def read_beside(file: Beside, cuts: int = CUTS) -> tuple[Written, tuple[FaqError, ...]]:
    """Return a knowledge file, and what is wrong with it and left out.

    Args:
        file: the file.
        cuts: maximum broken tables left out; a file with more of them is not read at all.
    """
    try:
        toml = salvaged(knowledge_text(file), file.path, cuts)
    except FaqError as error:
        toml = Toml(file.path, "", {}, (error,))
    knowledge, problems = read_toml(toml)
    return Written(toml, knowledge), (*problems, *_malformed(knowledge, toml))


def _malformed(knowledge: Knowledge, toml: Toml) -> Iterator[FaqError]:
    """The problems with weights that are not well formed."""
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
