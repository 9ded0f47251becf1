"""Converts docutils' document tree to the neutral tree: rendered text with exact lines and links."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from docutils import nodes

from faq.model import Lines, Link
from faq.parsing.markup import tree
from faq.parsing.markup.directives import NOTES, QUOTES, VERSIONS
from faq.parsing.markup.inline import lead, rendered, rendered_option
from faq.parsing.markup.lean import take_apart, taken
from faq.parsing.markup.limits import TABLES_REFUSED
from faq.parsing.markup.names import Names
from faq.parsing.markup.source import Locator, tight
from faq.parsing.markup.tables import Change, columns, rendered_lines
from faq.parsing.markup.tree import Group, Leaf, Mark, Node, Section, fold

_DEEPEST = 50
"""Maximum depth of headings that the parser rejected; deeper ones start over."""

_ENUMERATOR = re.compile(r"\(?[\w#]+[.)]")


def _line_of_term(item: Any, term: Any) -> int | None:
    """Return the line above the definition; docutils before 0.22 gives the one below if it knows no better."""
    begins = next((child.line for child in item.children[-1].children if child.line), None)
    said: int | None = term.line or item.line
    return min(said, begins - 1) if said and begins else said


class Converted(NamedTuple):
    """The neutral tree of a document, and where its names lead."""

    children: tuple[Node, ...]
    names: Names


def convert(document: Any, lines: Sequence[str]) -> Converted:
    """Return the neutral tree of a document that was read from these lines."""
    names = Names(document)
    return Converted(_Builder(Locator(lines), names).children(document), names)


class _Builder:
    """Walks the tree once, in order, so that each text is searched for after the previous one."""

    def __init__(self, locator: Locator, names: Names) -> None:
        self.locator = locator
        self.names = names
        self.by_tag: dict[str, Callable[[Any], Iterator[Node]]] = {
            "paragraph": self.paragraph, "attribution": self.paragraph, "literal_block": self.code,
            "doctest_block": self.code, "math_block": self.code, "block_quote": self.quote,
            "bullet_list": self.bullets, "enumerated_list": self.numbers, "definition_list": self.definitions,
            "field_list": self.fields, "option_list": self.options, "line_block": self.verse,
            "table": self.table,
            "section": self.section, "transition": self.transition, "comment": self.comment,
            "target": self.target,
            "footnote": self.footnote, "citation": self.footnote, "container": self.box,
            "system_message": self.trouble, "substitution_definition": self.nothing, "label": self.nothing,
            "title": self.nothing, "image": self.nothing, "raw": self.nothing, "pending": self.nothing,
        }  # fmt: skip

    def children(self, node: Any) -> tuple[Node, ...]:
        """Convert all children; those after a heading that the parser rejected go below it."""
        found: list[Node] = []
        refused: list[tuple[Leaf, list[Node]]] = []
        here = found
        for child in node.children:
            title = _refused_heading(child)
            if title:
                raw = title.split("\n")[0 if len(title.split("\n")) < 3 else 1]
                where = self.locator.find(raw, child.get("line"))
                here = []
                refused.append((Leaf(tree.PARAGRAPH, fold(raw), where, raw=raw), here))
            here.extend(self.by_tag.get(child.tagname, self.unknown)(child))
            take_apart([child])
        return (*found, *_below_one_another(refused))

    def nothing(self, node: Any) -> Iterator[Node]:
        """Convert a node without text of its own."""
        yield from ()

    def unknown(self, node: Any) -> Iterator[Node]:
        """Convert any other node to what it contains."""
        if isinstance(node, nodes.TextElement):
            yield from self.paragraph(node)
        elif not isinstance(node, nodes.Text):
            yield from self.children(node)

    def leaf(self, kind: str, node: Any, raw: str | None = None, hint: int | None = None) -> Leaf:
        """Return the text of a node with its lines."""
        raw = node.rawsource if raw is None else raw
        text = rendered(node)
        where = self.locator.find(raw or text, hint or node.line)
        bold, strong = lead(node)
        links = tuple(self.links(node))
        return Leaf(kind, text, tight(text, raw or text, where), links, strong, raw=raw or text, lead=bold)

    def links(self, node: Any) -> Iterator[Link]:
        """Return the references in a node, in order."""
        if all(child.tagname == "#text" for child in node.children):
            return
        for reference in node.findall(nodes.reference):
            link = self.names.link(reference, fold(rendered(reference)))
            if link is not None:
                yield link

    def paragraph(self, node: Any) -> Iterator[Node]:
        """A paragraph, or the title of a directive."""
        leaf = self.leaf(tree.RUBRIC if node.get("rubric") else tree.PARAGRAPH, node)
        if leaf.text.strip():
            yield leaf

    def code(self, node: Any) -> Iterator[Node]:
        """Text that is kept as written."""
        span = node.get("span")
        text = rendered(node) if node.children else node.rawsource
        if span is None:
            where = self.locator.find(node.rawsource or text, node.line)
        else:
            where = Lines(*span)
            self.locator.floor = max(self.locator.floor, where.first)
        links = tuple(self.links(node))
        kind = tree.TABLE if node.get("tabular") else tree.CODE
        if text.strip():
            yield Leaf(kind, text, where, links, language=node.get("language", ""), raw=node.rawsource)

    def quote(self, node: Any) -> Iterator[Node]:
        """A block quote."""
        yield Group(tree.QUOTE, self.children(node))

    def bullets(self, node: Any) -> Iterator[Node]:
        """A bullet list."""
        yield Group(
            tree.BULLETS, tuple(Group(tree.ITEM, self.children(item)) for item in taken(node.children))
        )

    def numbers(self, node: Any) -> Iterator[Node]:
        """An enumerated list; each item's number is drawn as it was written."""
        items = []
        for number, item in enumerate(taken(node.children), node.get("start", 1)):
            children = self.children(item) or self._only_number()
            items.append(Group(tree.ITEM, children, self._number(children, number)))
        yield Group(tree.NUMBERS, tuple(items))

    def _only_number(self) -> tuple[Node, ...]:
        """Convert an empty list item, such as the answer ``5.``, to text."""
        for number in range(self.locator.floor, min(self.locator.floor + 60, len(self.locator.lines)) + 1):
            text = self.locator.lines[number - 1].strip()
            if _ENUMERATOR.fullmatch(text):
                self.locator.floor = number + 1
                return (Leaf(tree.PARAGRAPH, text, Lines(number, number), raw=text),)
        return ()

    def _number(self, children: Sequence[Node], number: int) -> str:
        """Return the number before an item's first text."""
        first = next(tree.leaves(children), None)
        if first is not None and _ENUMERATOR.fullmatch(first.text):
            return ""
        if first is None:
            return f"{number}."
        line = self.locator.lines[first.lines.first - 1]
        if _ENUMERATOR.match(line.strip()):
            written = next(filter(_ENUMERATOR.fullmatch, line.split()[:6]), "#")
        else:
            written = self.locator.lines[first.lines.first - 2].strip() if first.lines.first > 1 else ""
        return written if _ENUMERATOR.fullmatch(written) and "#" not in written else f"{number}."

    def definitions(self, node: Any) -> Iterator[Node]:
        """A definition list; classifiers are part of the term."""
        yield Group(tree.DEFINITIONS, tuple(self.definition(item) for item in taken(node.children)))

    def definition(self, node: Any) -> Group:
        """A term and its definition."""
        terms, rest = _parted(node.children, ("term", "classifier"))
        title = None
        if terms:
            raw = terms[0].rawsource
            title = self.leaf(tree.PARAGRAPH, terms[0], hint=_line_of_term(node, terms[0]))
            text = " : ".join([title.text, *(rendered(term) for term in terms[1:])])
            title = title._replace(text=text, raw=raw)
        return Group(tree.DEFINITION, self.children(nodes.container("", *rest)), title=title)

    def fields(self, node: Any) -> Iterator[Node]:
        """A field list."""
        yield Group(tree.FIELDS, tuple(self.field(field) for field in taken(node.children)))

    def field(self, node: Any) -> Group:
        """A field: its name and its body."""
        names, body = _parted(node.children, ("field_name",))
        title = self._field_name(names[0], node.line) if names else None
        return Group(tree.FIELD, self.children(nodes.container("", *body)), title=title)

    def _field_name(self, name: Any, hint: int | None) -> Leaf:
        """The name of a field; its colons tell its line."""
        raw, text = name.rawsource, rendered(name)
        first = max(1, (hint or 1) - 2, self.locator.floor)
        line = self._line_with(f":{raw}:", first, (hint or 1) + 40) or hint or self.locator.floor
        self.locator.floor = max(self.locator.floor, line)
        return Leaf(tree.PARAGRAPH, text, Lines(line, line), raw=raw)

    def _line_with(self, text: str, first: int, last: int) -> int:
        """Return the number of the first line in a range that contains a text, 0 if none does."""
        for number in range(first, min(len(self.locator.lines), last) + 1):
            if text in self.locator.lines[number - 1]:
                return number
        return 0

    def options(self, node: Any) -> Iterator[Node]:
        """A list of command-line options, each like a term and its definition."""
        items = []
        for item in taken(node.children):
            group, description = item.children[0], item.children[1]
            text = ", ".join(rendered_option(option) for option in group.children)
            first = text.split(",")[0].split()[0]
            floor = self.locator.floor
            line = self._line_with(first, floor, floor + 60) or item.line or floor
            self.locator.floor = max(self.locator.floor, line)
            title = Leaf(tree.PARAGRAPH, text, Lines(line, line), raw=text)
            items.append(Group(tree.DEFINITION, self.children(description), title=title))
        yield Group(tree.DEFINITIONS, tuple(items))

    def verse(self, node: Any) -> Iterator[Node]:
        """A line block; each line is a separate text."""
        for line in node.children:
            if line.tagname == "line_block":
                yield from self.verse(line)
            elif line.astext().strip():
                yield self.leaf(tree.PARAGRAPH, line, hint=line.line or node.line)

    def table(self, node: Any) -> Iterator[Node]:
        """A table: row by row if it is written as a list, else as written, with its texts rendered."""
        links = tuple(self.links(node))
        if "header" in node:
            yield self._columns(node, links)
            return
        where = Lines(*node["span"])
        rows = self.locator.lines[where.first - 1 : where.last]
        indent = min(len(row) - len(row.lstrip()) for row in rows if row.strip())
        rows = rendered_lines([row[indent:] for row in rows], list(_changes(node, where.first)))
        text = "\n".join(rows)
        self.locator.floor = max(self.locator.floor, where.last + 1)
        yield Leaf(tree.TABLE, text, where, links, raw=text)

    def _columns(self, node: Any, links: tuple[Link, ...]) -> Leaf:
        """A table that is written as a list or as comma-separated values."""
        rows = []
        for row in node.children:
            rows.append([fold(" ".join(map(rendered, _texts(cell)))) for cell in row])
        where = Lines(*node["span"])
        self.locator.floor = max(self.locator.floor, where.last)
        text = columns(rows, node["header"])
        return Leaf(tree.TABLE, text, where, links, raw=text)

    def section(self, node: Any) -> Iterator[Node]:
        """A heading and everything below it."""
        heading = node.children[0]
        title = self.leaf(tree.PARAGRAPH, heading, hint=heading.line or node.line)
        self.names.note_heading(node, title)
        yield Section(title, self.names.anchor(node), self.children(node))

    def transition(self, node: Any) -> Iterator[Node]:
        """A transition: a line across the page."""
        yield Mark(tree.TRANSITION)

    def comment(self, node: Any) -> Iterator[Node]:
        """A comment; only its presence matters."""
        yield Mark(tree.COMMENT)

    def target(self, node: Any) -> Iterator[Node]:
        """A link target with an address; anchors leave no mark."""
        if node.get("refuri") or node.get("refname"):
            yield Mark(tree.TARGET)

    def footnote(self, node: Any) -> Iterator[Node]:
        """A footnote or citation: its text, labelled."""
        label = next((child.astext() for child in node.children if child.tagname == "label"), "#")
        yield Group(tree.PLAIN, self.children(node), f"[{label}]")

    def box(self, node: Any) -> Iterator[Node]:
        """A directive: a note, a version, a quotation, something with a title, or just its content."""
        name = node.get("box", "")
        if name == "include":
            path = node.get("path", "").strip()
            yield Mark(tree.INCLUDE, Link(path, "", False, f"uri:{path}"))
            return
        if name in VERSIONS:
            yield self._version(node, name)
            return
        title = None
        if node.children and node.children[0].get("title"):
            title = self.leaf(tree.PARAGRAPH, node.children[0])
        children = self.children(nodes.container("", *node.children[1 if title else 0 :]))
        if name in NOTES:
            yield Group(tree.NOTE, children, NOTES[name], title)
        elif name in QUOTES:
            yield Group(tree.QUOTE, children)
        elif title is not None:
            yield Group(tree.BOX, children, name, title)
        elif name == "glossary":
            yield Group(tree.GLOSSARY, children)
        else:
            yield Group(tree.PLAIN, children)

    def _version(self, node: Any, name: str) -> Group:
        """A note on a version; if it has no words of its own, the version is its text."""
        version, children = node.get("version", ""), self.children(node)
        if not children and version:
            where = Lines(*node["span"])
            children = (Leaf(tree.PARAGRAPH, version, where, raw=version),)
            return Group(tree.NOTE, children, VERSIONS[name])
        return Group(tree.NOTE, children, f"{VERSIONS[name]} {version}".strip())

    def trouble(self, node: Any) -> Iterator[Node]:
        """Keep a part that the parser could not read as it is written."""
        for child in node.children:
            if child.tagname == "literal_block" and node.children[0].astext().startswith(TABLES_REFUSED):
                yield from self.code(child)


def _parted(children: Sequence[Any], tags: Sequence[str]) -> tuple[list[Any], list[Any]]:
    """Divide nodes into those that have one of these tags and the others."""
    named: list[Any] = []
    others: list[Any] = []
    for child in children:
        (named if child.tagname in tags else others).append(child)
    return named, others


def _texts(node: Any) -> Iterator[Any]:
    """Return the paragraphs, terms and the like within a node."""
    for text in node.findall(nodes.TextElement):
        if not isinstance(text, (nodes.Inline, nodes.FixedTextElement)):
            yield text


def _changes(table: Any, first: int) -> Iterator[Change]:
    """Return the texts of a table that look different without their markup, with lines counted from its first."""
    for node in _texts(table):
        text = rendered(node)
        if node.line and text != node.rawsource:
            yield Change(node.line - first, tuple(node.rawsource.split("\n")), tuple(text.split("\n")))


def _below_one_another(headings: Sequence[tuple[Leaf, list[Node]]]) -> Iterator[Section]:
    """Nest sections, each below the previous one, down to ``_DEEPEST``."""
    for first in range(0, len(headings), _DEEPEST):
        below: tuple[Section, ...] = ()
        for title, children in reversed(headings[first : first + _DEEPEST]):
            below = (Section(title, "", (*children, *below)),)
        yield from below


def _refused_heading(node: Any) -> str:
    """Return the heading that the parser rejected here, with its underline, if any."""
    return str(node.get("heading", "")) if node.tagname == "system_message" else ""
