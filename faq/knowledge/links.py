"""Resolves links: to a document's own places, to other documents in use, and to a source tree's pages on the web.

A link to an unknown place stays unresolved; no address is ever guessed, and only web and
mail addresses count as addresses.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from faq.knowledge.values import Knowledge
from faq.model import Document, Entry, Label, Link

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_PAGES = (".rst", ".html", ".htm", ".txt")


class Target(NamedTuple):
    """A place in a document in use: its address, empty if the document has none, and its title."""

    url: str
    title: str


class Neighbours(NamedTuple):
    """The documents in use by the names that others use for them: labels, and paths without suffix.

    ``own`` has the titles of the document's own places, for callers that resolve many of its links (``own_places``).
    """

    labels: Mapping[str, Target] = {}
    paths: Mapping[str, Target] = {}
    own: Mapping[tuple[str, str], str] | None = None


def labels_of(document: Document) -> dict[str, Target]:
    """Return the places of a document that other documents can name, by label; the first with a name counts."""
    labels: dict[str, Target] = {}
    for label in document.labels:
        if not _is_heading(label):
            url = f"{document.url}#{label.anchor}" if document.url and label.anchor else ""
            labels.setdefault(label.name, Target(url, label.title))
    return labels


def own_places(document: Document) -> dict[tuple[str, str], str]:
    """Return the titles of a document's own places by anchor and name; the first of several counts."""
    places: dict[tuple[str, str], str] = {}
    for label in document.labels:
        places.setdefault((label.anchor, label.name), label.title)
    return places


def resolve(document: Document, known: Knowledge) -> Document:
    """Return a document with the links resolved that lead to its own places or into its source tree.

    Other links, and paths if its source tree is not known, may lead to other documents and are left as they are.

    Args:
        document: a parsed document, with its ``url`` if it has one.
        known: its knowledge file: where it is in its source tree and on the web.
    """
    nobody = Neighbours(own=own_places(document))
    now = "uri:" if known.place.tree_path else "uri:#"

    def resolved(link: Link) -> Link:
        return resolve_link(link, document, known, nobody) if link.target.startswith(now) else link

    entries = [entry._replace(links=tuple(map(resolved, entry.links))) for entry in document.entries]
    return document._replace(entries=tuple(entries))


def resolve_link(link: Link, document: Document, known: Knowledge, others: Neighbours) -> Link:
    """Return a link, resolved as far as possible.

    Args:
        link: the link as the document has it.
        document: the document.
        known: its knowledge file.
        others: the places of the other documents in use.
    """
    kind, _, target = link.target.partition(":")
    if link.resolved or not target:
        return link
    if kind == "ref":
        return _to(link, target, others.labels.get(" ".join(target.lower().split())))
    if kind == "doc":
        return _resolve_doc(link, target, document, known, others)
    if kind == "uri" and target.startswith("#"):
        own = own_places(document) if others.own is None else others.own
        title = own.get((target[1:], link.text.lower()), "")
        return _to(link, link.text, Target(document.url and f"{document.url}{target}", title))
    if kind == "uri":
        return _resolve_path(link, target, document, known, others)
    return link


def named_files(entry: Entry, known: Knowledge) -> Iterator[Link]:
    """Yield the files of the documentation's source tree that an answer names by path, as links.

    Args:
        entry: the entry, its links resolved; a path that is already one of them is left out.
        known: its document's knowledge file.
    """
    folder = known.place.docs_path.rstrip("/")
    if not folder:
        return
    path = re.compile(rf"(?<![\w./-]){re.escape(folder)}/[\w./-]+\.rst\b")
    done = {link.text for link in entry.links if link.url}
    for found in dict.fromkeys(file for block in entry.blocks for file in path.findall(block.text)):
        url = _on_the_web(posixpath.normpath(found), known)
        if found not in done and _WEB.match(url):
            yield Link(found, url, True)


def file_of(link: Link, known: Knowledge) -> str:
    """Return the file of the documentation's source tree whose page a link leads to, empty if it leads elsewhere."""
    root, folder = known.place.web_root, known.place.docs_path
    page = link.url.partition("#")[0]
    if not root or not page.startswith(root) or not page.endswith(".html"):
        return ""
    return posixpath.normpath(posixpath.join(folder, page.removeprefix(root).removesuffix(".html") + ".rst"))


def _to(link: Link, written: str, found: Target | None) -> Link:
    """The link to a place: its title is shown unless the document gives other words."""
    if found is None:
        return link
    text = found.title if found.title and link.text == written else link.text
    return Link(text, found.url, True) if _WEB.match(found.url) else link._replace(text=text)


def _resolve_doc(link: Link, target: str, document: Document, known: Knowledge, others: Neighbours) -> Link:
    """The link for a ``:doc:``, which names a document without its suffix."""
    stem = _stem(target)
    found = _at_hand(stem, document, others)
    place = known.place
    url = ""
    if stem.startswith("/"):
        if place.docs_path:
            url = _on_the_web(posixpath.join(place.docs_path, stem.lstrip("/")) + ".rst", known)
    elif place.tree_path:
        url = _on_the_web(_joined(place.tree_path, stem + ".rst"), known)
    elif found is None:
        return link
    here = found or Target("", "")
    return _to(link, target, Target(here.url or url, here.title))


def _resolve_path(link: Link, target: str, document: Document, known: Knowledge, others: Neighbours) -> Link:
    """The link for a path: another document in use, or a file of the document's source tree."""
    if _SCHEME.match(target) or target.startswith("/"):
        return link
    path, hash_mark, anchor = target.partition("#")
    fragment = hash_mark + anchor
    found = _at_hand(_stem(path), document, others) if path.endswith(_PAGES) else None
    if found is not None and found.url:
        return _to(link, target, found._replace(url=found.url + fragment))
    if known.place.tree_path:
        url = _on_the_web(_joined(known.place.tree_path, path), known, fragment)
    elif path.endswith((".html", ".htm")) and document.url:
        url = _beside(document.url, path, fragment)
    else:
        url = ""
    return Link(link.text, url, True) if _WEB.match(url) else link


def _on_the_web(path: str, known: Knowledge, fragment: str = "") -> str:
    """Where a file of the tree is on the web: a page or a source; empty if it is outside the tree."""
    place = known.place
    if not path or path.startswith(("..", "/")):
        return ""
    docs = place.docs_path.rstrip("/") + "/" if place.docs_path else ""
    if docs and place.web_root and path.startswith(docs) and path.endswith((".rst", ".html")):
        return place.web_root + _quoted(posixpath.splitext(path[len(docs) :])[0]) + ".html" + fragment
    if not place.source_root:
        return ""
    revision = f"?id={known.revision.revision}" if known.revision.revision else ""
    return place.source_root + _quoted(path) + revision


def _joined(base: str, path: str) -> str:
    """A path relative to a file of the tree, as a path in the tree; a directory keeps its slash."""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
    return joined + "/" if path.endswith("/") and joined != "." else joined


def _beside(url: str, path: str, fragment: str) -> str:
    """The address of a page relative to another page, as a browser would resolve it; nothing above the site."""
    scheme, _, rest = url.partition("://")
    host, _, page = rest.partition("/")
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), path))
    depth = len(posixpath.dirname(page).split("/")) if posixpath.dirname(page) else 0
    climbs = path.split("/").count("..")
    return f"{scheme}://{host}{_quoted(joined)}{fragment}" if climbs <= depth else ""


def _at_hand(stem: str, document: Document, others: Neighbours) -> Target | None:
    """The document in use that a path without suffix means, relative to a document."""
    here = _slashes(document.path or document.file)
    if not stem.startswith("/"):
        return others.paths.get(posixpath.normpath(posixpath.join(posixpath.dirname(here), stem)))
    folder = posixpath.dirname(here)
    while True:
        found = others.paths.get(posixpath.normpath(f"{folder}/{stem}" if folder else stem.lstrip("/")))
        parent = posixpath.dirname(folder)
        if found is not None or parent == folder:
            return found
        folder = parent


def _is_heading(label: Label) -> bool:
    """Whether a label is a heading's title, which names it within its own document only."""
    return label.name == label.title


def _stem(path: str) -> str:
    """A path without the suffix of a page, normalised."""
    base, suffix = posixpath.splitext(path)
    return posixpath.normpath(base if suffix in _PAGES else path)


def _slashes(path: str) -> str:
    """A path with forward slashes."""
    return path.replace("\\", "/")


def _quoted(path: str) -> str:
    """A path as part of an address."""
    return path.replace("%", "%25").replace(" ", "%20").replace("?", "%3F")
