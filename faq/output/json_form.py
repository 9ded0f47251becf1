"""The JSON form of answers, entries and lists, as every command and the server print it."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from faq.model import AlsoAsked, Answer, Result
from faq.output.age import source_url

MOST, FEWEST, USUAL = 8_000, 3, 5
"""Bytes of an answer above which it has fewer results; how many it always has; how many it has by default: whoever asks
for more gets them."""


def answer(
    answer: Answer, *, full: bool = False, alternates: bool = False, notices: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the JSON form of an answer (``search --json``, ``faq/search``).

    Args:
        answer: the answer.
        full: whether all results are whole, not just the first.
        alternates: whether curated alternate questions are included besides the document's own.
        notices: notices about the sources.

    Returns:
        The form; its ``notices`` also say what was left out of the question, what the previous entry does not have,
        and what else was asked; it has ``also_asked`` if the message asks several things. The last results are left
        out of a large one.
    """
    results = [
        result(one, alternates=alternates) if full or not number else brief(one)
        for number, one in enumerate(answer.results)
    ]
    said = filter(None, (answer.reasons.cut, answer.reasons.missing))
    form = {
        "query": answer.query,
        "status": answer.status,
        "confidence": answer.confidence,
        "level": answer.level,
        "corrections": dict(answer.corrections),
        "unmatched": list(answer.unmatched),
        "taken_with": answer.reasons.taken or None,
        "notices": [*notices, *said],
        "results": results,
    }
    if answer.also_asked:
        form = _with_also_asked(form, answer.also_asked)
    return form if full or len(results) > USUAL else _of_size(form)


def _of_size(form: dict[str, Any]) -> dict[str, Any]:
    """The form of an answer with as many of its results as ``MOST`` allows."""
    results = list(form["results"])
    while len(results) > FEWEST and _size({**form, "results": results}) > MOST:
        del results[-1]
    return {**form, "results": results}


def _size(form: dict[str, Any]) -> int:
    return len(json.dumps(form, ensure_ascii=False).encode("utf-8", "replace"))


def _with_also_asked(form: dict[str, Any], also_asked: Sequence[AlsoAsked]) -> dict[str, Any]:
    """The form of an answer with the message's other questions: in words for people, by id for programs."""
    from faq.output.several import told  # here: few messages ask several things

    notices, others = list(form["notices"]), []
    for other in also_asked:
        notices.append(told(other))
        others.append({"query": other.query, "id": other.entry.id if other.entry else None})
    return {**form, "notices": notices, "also_asked": others}


def result(result: Result, *, alternates: bool = False) -> dict[str, Any]:
    """Return the JSON form of one entry, whole (``show --json``, ``faq/show``).

    Args:
        result: the entry.
        alternates: whether curated alternate questions are included besides the document's own.
    """
    entry, short = result.entry, result.short_answer
    asked = entry.alternates if alternates else entry.alternates[: entry.own]
    return {
        "id": entry.id,
        "kind": entry.kind,
        "question": entry.question,
        "alternate_questions": list(asked),
        "section": list(entry.section),
        "confidence": result.confidence,
        "short_answer": {"text": short.text, "lines": list(short.lines)} if short else None,
        "answer": "\n\n".join(block.text for block in entry.blocks),
        "blocks": [{"kind": b.kind, "text": b.text, "lines": list(b.lines)} for b in entry.blocks],
        "links": [{"text": k.text, "url": k.url or None, "resolved": k.resolved} for k in entry.links],
        "citation": full_citation(result),
    }


def brief(result: Result) -> dict[str, Any]:
    """Return the JSON form of a result that is not the first: its name and its location."""
    return {**entry(result), "confidence": result.confidence, "citation": citation(result)}


def entry(result: Result) -> dict[str, Any]:
    """Return the fields that identify an entry."""
    entry = result.entry
    return {"id": entry.id, "kind": entry.kind, "question": entry.question, "section": list(entry.section)}


def citation(result: Result) -> dict[str, Any]:
    """Return the location of an entry."""
    document, anchor = result.document, result.entry.id.rpartition("#")[2]
    return {
        "document": document.title,
        "file": document.file,
        "lines": list(result.entry.lines),
        "anchor": anchor,
        "url": f"{document.url}#{anchor}" if document.url else None,
        "revision": document.revision or None,
        "as_of": document.age.as_of or None,
        "path": document.path,
    }


def full_citation(result: Result) -> dict[str, Any]:
    """Return the location of an entry, whether it differs in a newer revision, and the address of its exact text."""
    found, age = citation(result), result.document.age
    changed = {"revision": age.newer, "url": found["url"]} if found["anchor"] in dict(age.changed) else None
    return {**found, "changed": changed, "source_url": source_url(result) or None}


def listing(results: Iterable[Result]) -> dict[str, Any]:
    """Return the list of entries (``list --json``, ``faq/list``)."""
    return {"entries": [{**entry(one), "citation": citation(one)} for one in results]}
