"""The JSON form of answers, entries and lists, as every command and the server print it."""

from typing import Any

from faq.library.snapshot import Snapshot
from faq.model import Answer, Result


def answer(answer: Answer) -> dict[str, Any]:
    """Return the JSON form of an answer (``search --json``, ``faq/search``)."""
    return {
        "query": scalar(answer.query),
        "status": answer.status,
        "confidence": answer.confidence,
        "level": answer.level,
        "corrections": dict(answer.corrections),
        "unmatched": list(answer.unmatched),
        "results": [result(one) for one in answer.results],
    }


def result(result: Result) -> dict[str, Any]:
    """Return the JSON form of one entry (``show --json``, ``faq/show``)."""
    entry, short = result.entry, result.short_answer
    return {
        "id": entry.id,
        "kind": entry.kind,
        "question": entry.question,
        "alternate_questions": list(entry.alternates),
        "section": list(entry.section),
        "confidence": result.confidence,
        "short_answer": {"text": short.text, "lines": list(short.lines)} if short else None,
        "answer": "\n\n".join(block.text for block in entry.blocks),
        "blocks": [{"kind": b.kind, "text": b.text, "lines": list(b.lines)} for b in entry.blocks],
        "links": [{"text": k.text, "url": k.url or None, "resolved": k.resolved} for k in entry.links],
        "citation": citation(result),
    }


def citation(result: Result) -> dict[str, Any]:
    """Return where an entry stands."""
    document, anchor = result.document, result.entry.id.rpartition("#")[2]
    return {
        "document": document.title,
        "file": document.file,
        "lines": list(result.entry.lines),
        "anchor": anchor,
        "url": f"{document.url}#{anchor}" if document.url else None,
        "revision": document.revision or None,
    }


def listing(snapshot: Snapshot) -> dict[str, Any]:
    """Return the list of all entries (``list --json``, ``faq/list``)."""
    return {
        "entries": [
            {
                "id": one.entry.id,
                "kind": one.entry.kind,
                "question": one.entry.question,
                "section": list(one.entry.section),
                "citation": citation(one),
            }
            for one in snapshot.entries()
        ]
    }


def scalar(text: str) -> str:
    """Return a text that any encoding can carry: a lone surrogate becomes the replacement character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
