"""The names in a document's tree: targets, headings, and the references to them."""

import re
from typing import Any

from faq.model import Label, Link
from faq.parsing.markup.references import Place, cross_reference, follow, link_to, normal_name
from faq.parsing.markup.tree import Leaf, fold

_AUTOMATIC = re.compile(r"id\d+")


class Names:
    """Knows where each name of a document leads and what each reference refers to."""

    def __init__(self, document: Any) -> None:
        self.places: dict[str, Place] = {}
        self.labels: list[Label] = []
        self._anonymous: dict[int, Any] = {}
        self._siblings = _Siblings()
        elements = [node for node in document.findall() if node.tagname in ("target", "reference", "section")]
        for node in elements:
            if node.tagname == "target":
                self._note_target(node)
        self._note_names(document)
        anonymous = [node for node in elements if node.get("anonymous")]
        targets = [node for node in anonymous if node.tagname == "target"]
        references = [node for node in anonymous if node.tagname == "reference"]
        for reference, target in zip(references, targets, strict=False):
            self._anonymous[id(reference)] = target

    def _note_names(self, document: Any) -> None:
        """Collect the names of everything else that can be referred to, and those from the project's configuration."""
        for name, anchor in document.nameids.items():
            if anchor is not None:
                self.places.setdefault(normal_name(name), Place(anchor=anchor))
        for name, address in document.given_targets.items():
            self.places.setdefault(normal_name(name), Place(address))

    def _note_target(self, node: Any) -> None:
        """Collect the names of a target; consecutive targets share the address of the last one."""
        names = [*node.get("names", ()), *node.get("dupnames", ())]
        end = _end_of_chain(node, self._siblings)
        place = Place(end.get("refuri", ""), end.get("refname", ""))
        if not place.uri and not place.name:
            place = Place(anchor=(node.get("ids") or [""])[0])
            if not node.get("anonymous"):
                self._note_label(node, names, place.anchor)
        for name in names:
            self.places.setdefault(normal_name(name), place)

    def _note_label(self, node: Any, names: list[str], anchor: str) -> None:
        """Collect a place that other documents can refer to; its title is that of the heading below it."""
        heading = _heading_below(node, self._siblings)
        title = fold(heading.children[0].astext()) if heading is not None else ""
        for name in names:
            self.labels.append(Label(name, title, anchor, node.line or 1))

    def note_heading(self, node: Any, title: Leaf) -> None:
        """Collect a heading as a place; its name is its title as written, while other names are in lower case."""
        text = fold(title.text)
        self.labels.append(Label(text, text, self.anchor(node), title.lines.first))

    def anchor(self, node: Any) -> str:
        """Return the anchor of a heading: its own, or that of a target just above it if its own is only a number."""
        own = str((node.get("ids") or [""])[0])
        if not _AUTOMATIC.fullmatch(own):
            return own
        above = _target_above(node, self._siblings)
        return above or own

    def link(self, reference: Any, text: str) -> Link | None:
        """Return what a reference refers to."""
        if reference.get("xref"):
            return cross_reference(text, reference["xref"], reference["xtarget"], self.places)
        if reference.get("refuri"):
            return link_to(text, reference["refuri"])
        if reference.get("anonymous"):
            target = self._anonymous.get(id(reference))
            return self._anonymous_link(text, target) if target is not None else None
        if reference.get("refname"):
            name = reference["refname"]
            return follow(text, text if normal_name(text) == name else name, self.places)
        return None

    def _anonymous_link(self, text: str, target: Any) -> Link:
        """Return the link of a reference without a name."""
        if target.get("refuri"):
            return link_to(text, target["refuri"])
        if target.get("refname"):
            return follow(text, target["refname"], self.places)
        return Link(text, "", False, f"uri:#{(target.get('ids') or [''])[0]}")


class _Siblings:
    """Finds the siblings of nodes; their positions are counted only once for each parent."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[Any, dict[int, int]]] = {}

    def next_to(self, node: Any, step: int) -> Any:
        """Return the sibling before or after a node, if any."""
        siblings = node.parent.children
        if id(siblings) not in self._places:
            self._places[id(siblings)] = (siblings, {id(one): place for place, one in enumerate(siblings)})
        position = self._places[id(siblings)][1][id(node)] + step
        return siblings[position] if 0 <= position < len(siblings) else None


def _end_of_chain(node: Any, siblings: _Siblings) -> Any:
    """Return the last of the consecutive targets that begin here; one with an address ends them."""
    seen = 0
    while not (node.get("refuri") or node.get("refname")) and seen < 50:
        following = siblings.next_to(node, 1)
        if following is None or following.tagname != "target" or following.get("anonymous"):
            break
        node, seen = following, seen + 1
    return node


def _heading_below(node: Any, siblings: _Siblings) -> Any:
    """Return the section that begins right after a target, if any."""
    following, seen = siblings.next_to(node, 1), 0
    while following is not None and following.tagname in ("target", "comment") and seen < 50:
        following, seen = siblings.next_to(following, 1), seen + 1
    return following if following is not None and following.tagname == "section" else None


def _target_above(node: Any, siblings: _Siblings) -> str:
    """Return the anchor of a target right above a section, if any."""
    above = siblings.next_to(node, -1)
    while above is not None and above.tagname == "comment":
        above = siblings.next_to(above, -1)
    if above is not None and above.tagname == "target" and above.get("ids") and not above.get("refuri"):
        return str(above["ids"][0])
    return ""
