"""What the names in a document refer to, its targets and headings, and the resulting links."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from faq.model import Link

_ABSOLUTE = re.compile(r"(?:https?://[^\s]|mailto:[^\s])", re.IGNORECASE)
_PEP = "https://peps.python.org/pep-{:04d}/"
_RFC = "https://datatracker.ietf.org/doc/html/rfc{:d}"


class Place(NamedTuple):
    """What a name refers to: an address, another name, or an anchor in the document itself."""

    uri: str = ""
    name: str = ""
    anchor: str = ""


def normal_name(name: str) -> str:
    """Return a reference name in the form in which it is compared: lower case, white space folded."""
    return " ".join(name.lower().split())


def link_to(text: str, uri: str) -> Link:
    """Return a link to an address as written; only addresses on the web and of mail are known to be reachable."""
    if _ABSOLUTE.match(uri):
        return Link(text, uri, True)
    return Link(text, "", False, f"uri:{uri}")


def follow(text: str, name: str, places: Mapping[str, Place]) -> Link:
    """Return the link of a named reference, followed from name to name."""
    wanted, seen = normal_name(name), set[str]()
    while wanted in places and wanted not in seen:
        seen.add(wanted)
        place = places[wanted]
        if place.uri:
            return link_to(text, place.uri)
        if place.anchor:
            return Link(text, "", False, f"uri:#{place.anchor}")
        wanted = normal_name(place.name)
    return Link(text, "", False, f"name:{' '.join(name.split())}")


def cross_reference(text: str, kind: str, target: str, places: Mapping[str, Place]) -> Link:
    """Return the link of a role: resolved by the document's own names if possible, else left for later."""
    if kind in ("pep", "rfc"):
        return _standard(text, kind, target)
    if kind == "uri":
        return link_to(text, target)
    if kind == "ref" and normal_name(target) in places:
        found = follow(text, target, places)
        if not found.target.startswith("name:"):
            return found
    return Link(text, "", False, f"{kind}:{target}")


def _standard(text: str, kind: str, target: str) -> Link:
    """Return the address of a numbered standard's page on the web."""
    number, _, anchor = target.partition("#")
    if not number.strip().isdecimal():
        return Link(text, "", False, f"name:{target}")
    url = (_PEP if kind == "pep" else _RFC).format(int(number))
    shown = f"{kind.upper()} {text}" if text.strip() == target else text
    return Link(shown, url + (f"#{anchor}" if anchor else ""), True)
