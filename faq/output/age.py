"""How old an answer is, in words that people understand, and the web address of its exact text."""

from faq.model import Document, Result
from faq.output.harmless import safe_line


def as_of(document: Document) -> str:
    """Return how old a document's text is: the release that first contained it, and its year; empty if unknown."""
    age = document.age
    year = age.as_of.partition("-")[0]
    return safe_line(f"as of {age.release}{year and f', {year}'}") if age.release else ""


def said_differently(result: Result) -> str:
    """Return the notice for an entry that differs in a newer revision at hand, empty for any other."""
    age, id = result.document.age, result.entry.id.rpartition("#")[2]
    short = dict(age.changed).get(id)
    if short is None:
        return ""
    newer = age.newer.replace("-", " ").capitalize()
    return safe_line(f"{newer} says this differently: bpffaq show --revision {age.newer} {short}")


def source_url(result: Result) -> str:
    """Return the address of exactly the quoted text, empty if unknown."""
    source = result.document.age.source
    return f"{source}#n{result.entry.lines.first}" if source else ""
