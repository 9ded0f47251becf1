"""How old an answer is, in words that people understand, and where exactly its text is on the web."""

from faq.model import Document, Result
from faq.output.harmless import safe_line


def as_of(document: Document) -> str:
    """Return how old a document's text is: the release that first carried it, and its year; empty if not known."""
    age = document.age
    year = age.as_of.partition("-")[0]
    return safe_line(f"as of {age.release}{year and f', {year}'}") if age.release else ""


def said_differently(result: Result) -> str:
    """Return what is to be said of an entry that a newer revision at hand says differently, else nothing."""
    age, id = result.document.age, result.entry.id.rpartition("#")[2]
    if id not in age.changed:
        return ""
    newer = age.newer.replace("-", " ").capitalize()
    return safe_line(f"{newer} says this differently: bpffaq show --revision {age.newer} {id}")


def source_url(result: Result) -> str:
    """Return the address of exactly the text that is quoted, empty if it is not known."""
    source = result.document.age.source
    return f"{source}#n{result.entry.lines.first}" if source else ""
