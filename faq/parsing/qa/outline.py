"""Headings become entries: some are questions, some group others, some are sections of plain text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from faq.model import QNA, TOPIC, Block, Entry, Lines, Link
from faq.parsing.markup import tree
from faq.parsing.markup.tree import Group, Leaf, Mark, Node, Section, body_of, fold, sections_of
from faq.parsing.qa.blocks import blocks_of
from faq.parsing.qa.markers import marked_pairs, opening
from faq.parsing.qa.pairs import NOTHING, Pair, Split
from faq.parsing.qa.rubrics import grouped
from faq.parsing.qa.shapes import Setting, proven, split
from faq.parsing.qa.title import Head
from faq.parsing.qa.wording import (
    asks,
    asks_outright,
    completed,
    completes,
    has_marker,
    is_faq_title,
    is_open_ended,
    is_questions_title,
    without_marker,
)

_SHARE = 0.6
"""Share of sibling headings that must ask for a page that is not called an FAQ to be taken for one."""

_FURNITURE = frozenset(("contents", "table of contents", "indices and tables", "index", "indices"))
"""Headings of page furniture, which is neither questions nor text."""

_LOCAL = "uri:#"
"""The beginning of the target of a link within the document."""

_LISTED = 3
"""Minimum links that, with nothing else, make a table of contents, whatever it is called."""

_ASIDE = frozenset(
    """acknowledgements acknowledgments authors bibliography changelog changes contributors copyright credits
    footnotes history references""".split()
) | {"further reading", "next steps", "release notes", "see also", "what's next"}
"""Headings of text that accompanies the questions."""

_ADDRESS = re.compile(r"<[^<>`]+>`_")

_STEP = re.compile(r"(?:step\s*)?\d+\W", re.IGNORECASE)
"""The beginning of a numbered step of an answer."""


class Outline(NamedTuple):
    """A document, whether it is called an FAQ, and how anchors are made."""

    head: Head
    faq: bool
    anchor: Callable[[str], str]


class _Place(NamedTuple):
    """The context of a heading.

    ``path`` has the titles above it; ``faq`` says whether questions are asked here, ``proven`` in which shapes besides
    headings, ``level`` whether the headings next to it ask.
    """

    path: tuple[str, ...]
    faq: bool
    proven: frozenset[str]
    level: bool = False


def entries_of(outline: Outline) -> tuple[Entry, ...]:
    """Return all entries of a document, with unique ids."""
    title, heading, children = outline.head
    children = grouped(children) if outline.faq else children
    faq = outline.faq and not _is_in_parts(children)
    place = _Place((), faq, _proven(children, title, faq))
    found = list(_below(title, heading, children, place))
    return tuple(_with_ids(found, outline.anchor))


def _all_sections(children: Sequence[Node]) -> Iterator[Section]:
    """Every section, at any depth."""
    for section in sections_of(children):
        yield section
        yield from _all_sections(section.children)


def _is_in_parts(children: Sequence[Node]) -> bool:
    """Whether the questions of a document are in parts of it that are called FAQs, and none is asked elsewhere."""
    parts = any(is_faq_title(section.title.text) for section in _all_sections(children))
    return parts and not any(asks_outright(fold(title.text)) for title in _outside_of_parts(children))


def _outside_of_parts(children: Sequence[Node]) -> Iterator[Leaf]:
    """The headings outside the parts that are called FAQs."""
    for section in sections_of(children):
        if not is_faq_title(section.title.text):
            yield section.title
            yield from _outside_of_parts(section.children)


def _proven(children: Sequence[Node], title: str, faq: bool) -> frozenset[str]:
    """The shapes of questions in the bodies of headings that do not ask themselves."""
    groups = not asks(title) or is_open_ended(title)
    found = proven(body_of(children), Setting(title, faq)) if groups else frozenset()
    return found.union(*(_proven(s.children, fold(s.title.text), faq) for s in sections_of(children)))


def _below(title: str, heading: Section | None, children: Sequence[Node], place: _Place) -> Iterator[Entry]:
    """The entries of a heading that groups others, or of the document itself."""
    body, terms = _without_terms(body_of(children))
    sections = tuple(_headings(children))
    parts = split(body, Setting(title, place.faq, place.proven))
    rest = parts.rest if parts.pairs else body
    if place.path or not place.faq or not (sections or parts.pairs):
        yield from _topic(title, heading, rest, place)
    yield from _pair_entries(parts.pairs, title, place)
    yield from _term_entries(terms, place)
    level = place.faq and _asks_at_this_level(sections)
    inner = place._replace(faq=place.faq or _mostly_asks(sections), level=level)
    for section in sections:
        yield from _section(section, title, inner)


def _mostly_asks(sections: Sequence[Section]) -> bool:
    """Whether most sibling headings are questions."""
    asking = sum(map(asks_outright, _titles(sections)))
    alone = len(sections) == 1 and not sections_of(sections[0].children)
    return asking >= (1 if alone else 2) and asking >= _SHARE * len(sections)


def _asks_at_this_level(sections: Sequence[Section]) -> bool:
    """Whether any of some sibling headings asks."""
    return any(map(asks_outright, _titles(sections)))


def _headings(children: Sequence[Node]) -> Iterator[Section]:
    """The sections below a heading; a table of contents is replaced by those below it."""
    for section in sections_of(children):
        if _is_furniture(section):
            yield from _headings(section.children)
        else:
            yield section


def _is_furniture(section: Section) -> bool:
    """Whether a section is a table of contents, by its name or because it is nothing but links within the document."""
    title = fold(section.title.text)
    if title.lower() in _FURNITURE:
        return True
    listed = tuple(tree.leaves(body_of(section.children)))
    return len(listed) >= _LISTED and all(map(_only_links_here, listed)) and not asks(title)


def _only_links_here(leaf: Leaf) -> bool:
    """Whether a text is nothing but a link within the document."""
    if len(leaf.links) != 1:
        return False
    (link,) = leaf.links
    return link.target.startswith(_LOCAL) and fold(link.text) == fold(leaf.text)


def _titles(sections: Iterable[Section]) -> list[str]:
    """The texts of headings."""
    return [fold(section.title.text) for section in sections]


def _section(section: Section, above: str, place: _Place) -> Iterator[Entry]:
    """The entries of one section."""
    title = fold(section.title.text)
    if is_questions_title(title) and not place.faq:
        inner = _Place((*place.path, title), True, _proven(section.children, title, True))
        yield from _below(title, section, section.children, inner)
    elif not _is_question(section, title, place):
        yield from _below(title, section, section.children, place._replace(path=(*place.path, title)))
    elif _groups_questions(section, title):
        if tree.has_text(body_of(section.children)):
            yield from _heading_entries(section, above, body_of(section.children), place)
        inner = place._replace(path=(*place.path, title))
        for child in _headings(section.children):
            yield from _section(child, title, inner)
    else:
        yield from _heading_entries(section, above, section.children, place)


def _is_question(section: Section, title: str, place: _Place) -> bool:
    """Whether a heading is a question here, by its words or as a statement among questions."""
    if has_marker(title):
        return True
    if not place.faq or (is_open_ended(title) and sections_of(section.children)):
        return False
    pairs = split(body_of(section.children), Setting(title, True, place.proven)).pairs
    if asks(title) or completes(title):
        return not is_open_ended(title) or not pairs
    return _states(section, title, pairs, place)


def _states(section: Section, title: str, pairs: Sequence[Pair], place: _Place) -> bool:
    """Whether a heading on a page of questions that does not ask by its words has its answer below it."""
    if title.lower() in _ASIDE or is_questions_title(title):
        return False
    if sections_of(section.children):
        return place.level and not pairs and _has_steps(section)
    if not pairs:
        return not place.proven
    first = next(tree.leaves(section.children), None)
    return len(pairs) == 1 and place.level and pairs[0].question is first


def _has_steps(section: Section) -> bool:
    """Whether a statement is followed by its answer: text of its own, then headings of which none asks."""
    below = _titles(_all_sections(section.children))
    numbered = all(map(_STEP.match, below))
    return (numbered or tree.has_text(body_of(section.children))) and not any(map(asks, below))


def _groups_questions(section: Section, title: str) -> bool:
    """Whether the headings below a question are questions, too, and not parts of its answer."""
    below = _titles(sections_of(section.children))
    asking = sum(1 for text in below if asks_outright(text) or completes(text))
    if is_open_ended(title) and below:
        return True
    if not below or asking * 2 < len(below):
        return False
    return asking > 1 or not tree.has_text(body_of(section.children))


def _heading_entries(section: Section, above: str, nodes: Sequence[Node], place: _Place) -> Iterator[Entry]:
    """The entry of a heading that asks, and those of marked questions within its answer."""
    title = fold(section.title.text)
    question = without_marker(title)
    opened = opening(question, nodes)
    more = _further_questions(opened.answer)
    answer = more.rest if more.pairs else opened.answer
    alternates = opened.alternates
    if is_open_ended(above) and completes(question):
        alternates = (*alternates, completed(above, question))
    entry = _entry(section.anchor, question, alternates, section.title, answer, place)
    if entry is not None:
        yield entry
    yield from _pair_entries(more.pairs, title, place)


def _further_questions(answer: tuple[Node, ...]) -> Split:
    """The marked questions in an answer, after its first paragraph."""
    for number, node in enumerate(answer):
        if isinstance(node, Leaf) and has_marker(node.text) and number and node.kind == tree.PARAGRAPH:
            found = marked_pairs(answer[number:])
            if not found.pairs:
                found = Split((), (Pair(node, (), answer[number + 1 :]),))
            return Split((*answer[:number], *found.rest), found.pairs)
    return NOTHING


def _pair_entries(pairs: Sequence[Pair], above: str, place: _Place) -> Iterator[Entry]:
    """The entries of questions that are not headings; those without an answer are left out."""
    for pair in pairs:
        question = without_marker(fold(pair.question.text))
        alternates = pair.alternates
        if is_open_ended(above) and completes(question):
            alternates = (*alternates, completed(above, question))
        opened = opening(question, pair.answer)
        entry = _entry("", question, (*alternates, *opened.alternates), pair.question, opened.answer, place)
        if entry is not None:
            yield entry


def _without_terms(body: Sequence[Node]) -> tuple[tuple[Node, ...], tuple[Group, ...]]:
    """A body without its glossaries, and the terms in these."""
    rest: list[Node] = []
    terms: list[Group] = []
    for node in body:
        if not isinstance(node, Group) or node.kind != tree.GLOSSARY:
            rest.append(node)
            continue
        for child in node.children:
            if isinstance(child, Group) and child.kind == tree.DEFINITIONS:
                terms += [item for item in child.children if isinstance(item, Group)]
            else:
                rest.append(child)
    return tuple(rest), tuple(terms)


def _term_entries(terms: Sequence[Group], place: _Place) -> Iterator[Entry]:
    """The entries of a glossary's terms; a term that asks is a question."""
    for term in terms:
        if term.title is None:
            continue
        name = fold(term.title.text).partition(" : ")[0]  # what follows is for an index
        entry = _entry("", name, (), term.title, term.children, place)
        if entry is not None:
            yield entry if asks(entry.question) else entry._replace(kind=TOPIC)


def _entry(
    anchor: str, question: str, alternates: tuple[str, ...], at: Leaf, nodes: Sequence[Node], place: _Place
) -> Entry | None:
    """An entry; None if it has no answer, not even one that is included from elsewhere."""
    blocks = blocks_of(nodes)
    links = unique_links(nodes)
    if not blocks and next(_includes(nodes), None) is None:
        return None
    lines = Lines(at.lines.first, max(_last_line(nodes, blocks), at.lines.last))
    return Entry(anchor, QNA, question, alternates, place.path, blocks, links, lines)


def _last_line(nodes: Sequence[Node], blocks: Sequence[Block]) -> int:
    """The last line of blocks, or of the address of a link at the end of their last paragraph."""
    last = max((block.lines.last for block in blocks), default=0)
    for leaf in tree.leaves(nodes):
        rows = leaf.raw.strip("\n").split("\n")
        if leaf.lines.last == last and leaf.kind == tree.PARAGRAPH and _ADDRESS.match(rows[-1].strip()):
            return max(last, leaf.lines.first + len(rows) - 1)
    return last


def _topic(title: str, heading: Section | None, body: Sequence[Node], place: _Place) -> Iterator[Entry]:
    """The entry of a section of plain text."""
    blocks = blocks_of(body)
    if not blocks:
        return
    first = min(block.lines.first for block in blocks)  # above the heading if that is the only one
    if heading is not None:
        first = min(first, heading.title.lines.first)
    lines = Lines(first, _last_line(body, blocks))
    anchor = heading.anchor if heading is not None else ""
    yield Entry(anchor, TOPIC, title, (), place.path[:-1], blocks, unique_links(body), lines)


def _includes(nodes: Sequence[Node]) -> Iterator[Link]:
    """The files that are included at these nodes."""
    for node in nodes:
        if isinstance(node, Mark) and node.kind == tree.INCLUDE and node.link is not None:
            yield node.link
        elif isinstance(node, (Group, Section)):
            yield from _includes(node.children)


def unique_links(nodes: Sequence[Node]) -> tuple[Link, ...]:
    """Return the links of nodes in order, each once."""
    links = chain.from_iterable(leaf.links for leaf in tree.leaves(nodes))
    return tuple(dict.fromkeys(chain(links, _includes(nodes))))


def _with_ids(entries: Sequence[Entry], anchor: Callable[[str], str]) -> Iterator[Entry]:
    """The entries; those without an anchor of their own are named by their question."""
    taken = {entry.id for entry in entries if entry.id}
    last: dict[str, int] = {}
    for entry in entries:
        if entry.id:
            yield entry
            continue
        name = base = anchor(entry.question) or f"line-{entry.lines.first}"
        while name in taken:
            last[base] = last.get(base, 1) + 1
            name = f"{base}-{last[base]}"
        taken.add(name)
        yield entry._replace(id=name)
