"""Reads and writes generated knowledge files (``FAQ.generated.toml``): what nobody reviewed, and trained weights."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from faq.knowledge.file import read
from faq.knowledge.values import Curated, Detail, Knowledge


def with_weights(
    knowledge: Knowledge, entries: Mapping[str, str], details: Mapping[str, Mapping[str, str]], outside: str
) -> Knowledge:
    """Return knowledge with other weights.

    Args:
        knowledge: what the file holds; weights that it has are left out.
        entries: the weights of entries, by id.
        details: for entries, by id, the weights of the sentences that answer, by their first words.
        outside: those of questions that are out of scope.
    """
    known = {curated.id: curated for curated in knowledge.entries}
    weighed = []
    for id in dict.fromkeys((*known, *entries)):
        curated = known.get(id, Curated(id))
        asked = {detail.answer: detail for detail in curated.details if detail.questions}
        trained = details.get(id, {})
        both = [asked.get(answer, Detail(answer)) for answer in dict.fromkeys((*asked, *trained))]
        of_sentences = tuple(detail._replace(weights=trained.get(detail.answer, "")) for detail in both)
        weighed.append(curated._replace(weights=entries.get(id, ""), details=of_sentences))
    return knowledge._replace(entries=tuple(weighed), outside_weights=outside)


def lines(knowledge: Knowledge) -> Iterator[str]:
    """Return the lines of a knowledge file with entries and out-of-scope questions."""
    for curated in knowledge.entries:
        yield f"[entries.{curated.id}]"
        if curated.weights:
            yield f"weights = '{curated.weights}'"
        yield from _listed("questions", curated.questions)
        if curated.details:
            yield "details = ["
            for detail in curated.details:
                yield from _detail(detail)
            yield "]"
        yield from _listed("follow_ups", curated.follow_ups)
        yield from _listed("symptoms", curated.symptoms)
        yield ""
    if knowledge.outside or knowledge.outside_weights:
        yield "[out_of_scope]"
        if knowledge.outside_weights:
            yield f"weights = '{knowledge.outside_weights}'"
        yield from _listed("questions", knowledge.outside)


def _listed(key: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield f"{key} = ["
        for text in texts:
            yield f"  {_string(text)},"
        yield "]"


def _detail(detail: Detail) -> Iterator[str]:
    weights = f", weights = '{detail.weights}'" if detail.weights else ""
    if not detail.questions:
        yield f"  {{answer = {_string(detail.answer)}{weights}}},"
        return
    yield f"  {{answer = {_string(detail.answer)}{weights}, questions = ["
    for question in detail.questions:
        yield f"    {_string(question)},"
    yield "  ]},"


def _string(text: str) -> str:
    """A text in single quotes, or three where it has one itself, since tomllib reads those several times as fast."""
    if "'''" in text or text.endswith("'") or not text.isprintable():
        return json.dumps(text, ensure_ascii=False)
    quotes = "'''" if "'" in text else "'"
    return f"{quotes}{text}{quotes}"


def known(file: Path) -> Knowledge:
    """Return what a knowledge file says; nothing where there is none."""
    return read(file.read_text("utf-8"), str(file)).knowledge if file.exists() else Knowledge()


def comment(file: Path) -> str:
    """Return the comment at the beginning of a file, with the empty line behind it."""
    kept = takewhile(
        lambda line: line.startswith("#"), file.read_text("utf-8").split("\n") if file.exists() else ()
    )
    return "".join(f"{line}\n" for line in kept) + "\n"
