"""Reads RST, Sphinx's included, into a document tree with docutils, cut off from the outside.

No configuration file is read, and nothing is included, run or printed. Directives and roles are looked up here
and not in docutils' registry, so that an unknown one is kept, too. The lookup depends on the settings of a
document, so that other users of docutils in the same process are not affected.
"""

import copy
import sys
from functools import lru_cache
from typing import Any

from docutils import frontend, nodes, utils
from docutils.parsers import rst
from docutils.parsers.rst import directives as registry
from docutils.parsers.rst import states
from docutils.statemachine import StringList

from faq.parsing.markup import directives, limits, listed_tables, substitutions
from faq.parsing.markup.given import NOTHING, Given
from faq.parsing.markup.inline import rendered
from faq.parsing.markup.line_list import Lines
from faq.parsing.markup.roles import (
    ICONS,
    LITERAL,
    PERMALINKS,
    REFERENCES,
    SPANS,
    STRONG,
    bare_role,
    elsewhere,
    read_role,
)
from faq.parsing.markup.source import source_lines

_MARK = "faq_dialect"

_SETTINGS = {
    "report_level": 5, "halt_level": 5, "warning_stream": False, "file_insertion_enabled": False,
    "raw_enabled": False, "_disable_config": True, "line_length_limit": sys.maxsize, "tab_width": 8,
    "traceback": False, "auto_id_prefix": "id", "syntax_highlight": "none", "language_code": "en",
    "smart_quotes": False, "input_encoding": "unicode", "record_dependencies": None, _MARK: True,
}  # fmt: skip
_DEFAULTS = frontend.get_default_settings(rst.Parser)
_original_directive = registry.directive


def _lookup(name: str, language: Any, document: Any) -> Any:
    """Find any directive for our own documents, and only what docutils knows for all others."""
    if getattr(document.settings, _MARK, False):
        return Kept, []
    return _original_directive(name, language, document)


registry.directive = _lookup


class Kept(rst.Directive):  # type: ignore[misc]  # docutils has no types
    """Any directive: its content is kept, its options are left out."""

    has_content = True

    def run(self) -> list[Any]:
        """Return the nodes that represent the directive."""
        name = directives.bare(self.name)
        if isinstance(self.state, states.SubstitutionDef):
            return [nodes.Text(self._substitution(name))]
        if name in directives.INCLUDES:
            return [nodes.container(box="include", path=" ".join(self.content[:1]))]
        if name in directives.DROPPED:
            return []
        parts = directives.divide(list(self.content), self._has_argument(name))
        argument, content = self.content[: parts.argument], self.content[parts.content :]
        if name in directives.CODE:
            return self._code(name, argument, content)
        if name == "csv-table":
            return [*self._title(argument), *self._values(parts)]
        box = self._box(name, argument, content)
        if name in listed_tables.LISTS and box:
            self._rows(box[0], parts)
        return box

    def _substitution(self, name: str) -> str:
        """Return the text of a substitution; the names of others in it keep their bars."""
        if name != "replace":
            return substitutions.text_of(name, self.content, self.state.parent["names"][0])
        found, _ = self.state.inline_text(" ".join(self.content), self.lineno)
        return "".join(
            f"|{node.astext()}|" if node.tagname == "substitution_reference" else rendered(node)
            for node in found
        )

    def _has_argument(self, name: str) -> bool:
        """Return whether text follows the directive's name on the same line and is an argument."""
        first = self.block_text.split("\n", 1)[0].partition("::")[2]
        return bool(first.strip()) and name not in directives.NO_ARGUMENT

    def _verbatim(self, kind: Any, content: StringList, **attributes: Any) -> list[Any]:
        """Return the content as written, with its lines."""
        rows = [number for number, line in enumerate(content) if line.strip()]
        if not rows:
            return []
        content = content[rows[0] : rows[-1] + 1]
        text = "\n".join(content)
        span = (content.items[0][1] + 1, content.items[-1][1] + 1)
        return [kind(text, text, span=span, **attributes)]

    def _values(self, parts: directives.Parts) -> list[Any]:
        """A table of comma-separated values; kept as written if it cannot be parsed."""
        content = self.content[parts.content :]
        options = listed_tables.options_of(self.content[parts.argument : parts.options])
        head = options.get("header")
        try:
            above = list(listed_tables.values(head.value, options)) if head else []
            rows = [*above, *listed_tables.values("\n".join(content), options)]
        except ValueError:
            rows = []
        if not rows or sum(map(len, content)) > limits.LARGEST_TABLE:
            return self._verbatim(nodes.literal_block, content, tabular=True)
        self.state.count(sum(map(len, rows)))
        cells = [list(map(self._cell, row)) for row in rows]
        whole = self.content[parts.argument + head.line :] if head else content
        header = len(above) + listed_tables.header_rows(options)
        return [listed_tables.table(cells, header, limits.span(_without_end(whole)))]

    def _cell(self, text: str) -> list[Any]:
        """Return the nodes of a cell: its value as a paragraph."""
        found, _ = self.state.inline_text(text.strip(), self.lineno)
        return [nodes.paragraph(text, "", *found)]

    def _rows(self, box: Any, parts: directives.Parts) -> None:
        """Replace a list of rows by a table; any other list is kept."""
        found = box.children[-1]
        rows = listed_tables.rows_of_list(found) if isinstance(found, nodes.bullet_list) else []
        if rows:
            options = listed_tables.options_of(self.content[parts.argument : parts.options])
            where = limits.span(_without_end(self.content[parts.content :]))
            box.children[-1] = listed_tables.table(rows, listed_tables.header_rows(options), where)

    def _code(self, name: str, argument: StringList, content: StringList) -> list[Any]:
        """A code block; an argument that is text itself is the first part of the code."""
        if name == "parsed-literal":
            return self._parsed(content if content else argument)
        if name in directives.LANGUAGE_ARGUMENT:
            language = " ".join(argument).split()[:1]
            return self._verbatim(nodes.literal_block, content, language="".join(language))
        joined = content if content else argument
        before = (
            self._verbatim(nodes.literal_block, argument)
            if content and name in ("math", "productionlist")
            else []
        )
        return [*before, *self._verbatim(nodes.literal_block, joined)]

    def _parsed(self, content: StringList) -> list[Any]:
        """A literal block with inline markup."""
        block = self._verbatim(nodes.literal_block, content)
        for node in block:
            inline, messages = self.state.inline_text(node.rawsource, self.lineno)
            node.children = []
            node.extend(inline)
            block = [node, *messages]
        return block

    def _box(self, name: str, argument: StringList, content: StringList) -> list[Any]:
        """Return a container with the name of the directive, its title and its content."""
        box = nodes.container(box=name)
        if name in directives.VERSIONS:
            argument = self._version(box, argument)
            box.extend(self._paragraphs(argument))
        elif name == "rubric":
            return [*self._title(argument, rubric=True), *self._body(content, box).children]
        elif name not in directives.SILENT_ARGUMENT:
            box.extend(self._title(argument))
        self._body(content, box)
        return [box] if box.children or "version" in box else []

    def _version(self, box: Any, argument: StringList) -> StringList:
        """Remove the version from the argument; the rest is text."""
        if not argument:
            return argument
        version, _, rest = argument[0].strip().partition(" ")
        box["version"], box["span"] = version, (argument.items[0][1] + 1,) * 2
        remaining = argument[:]
        remaining[0] = rest.strip()
        return remaining if rest.strip() else argument[1:]

    def _paragraphs(self, lines: StringList) -> list[Any]:
        """Return lines as one paragraph."""
        return self._title(lines) if lines else []

    def _title(self, argument: StringList, rubric: bool = False) -> list[Any]:
        """Return the argument as a paragraph marked as a title."""
        if not argument:
            return []
        raw = "\n".join(argument)
        text, messages = self.state.inline_text(raw.strip(), self.lineno)
        title = nodes.paragraph(raw, "", *text, title=True, rubric=rubric)
        title.line = argument.items[0][1] + 1
        return [title, *messages]

    def _body(self, content: StringList, box: Any) -> Any:
        """Parse the content into the box."""
        if content:
            self.state.nested_parse(content, content.items[0][1], box)
        return box


def _without_end(lines: StringList) -> StringList:
    """Return lines without the empty ones at the end."""
    last = max((number for number, line in enumerate(lines) if line.strip()), default=0)
    return lines[: last + 1]


def _interpreted(rawsource: str, text: str, role: str) -> list[Any]:
    """Return the node of a role, whatever it is."""
    name = bare_role(role)
    if name in LITERAL:
        return [nodes.literal(rawsource, utils.unescape(text, True))]
    if name in SPANS or name in ICONS:
        return []
    found = read_role(name, text)
    shown = utils.unescape(found.text)
    if name in STRONG:
        return [nodes.strong(rawsource, shown)]
    if name in REFERENCES and shown.strip() in PERMALINKS:
        return []
    if name in REFERENCES:
        target = utils.unescape(found.target)
        return [nodes.reference(rawsource, shown, xref=REFERENCES[name], xtarget=target)]
    return [nodes.inline(rawsource, shown)]


def _link_of_project(
    rawsource: str, text: str, name: str, roles: tuple[tuple[str, str, str], ...]
) -> list[Any]:
    """Return the link of a role that the project defines, nothing for any other."""
    for role, address, words in roles:
        if role == name:
            found = read_role(name, text)
            target = utils.unescape(found.target or found.text)
            own = found.text != found.target
            shown = utils.unescape(found.text) if own else words.replace("%s", target)
            return [nodes.reference(rawsource, shown, refuri=address.replace("%s", target))]
    return []


def _link_elsewhere(rawsource: str, text: str, role: str, projects: tuple[tuple[str, str], ...]) -> list[Any]:
    """Return the link of a reference that names another project, nothing for any other role."""
    words, address = elsewhere(role, text, dict(projects))
    return [nodes.reference(rawsource, utils.unescape(words), refuri=address)] if address else []


class _Inliner(limits.Inliner):
    """Inline markup in which every role is known."""

    def interpreted(self, rawsource: str, text: str, role: str, lineno: int) -> tuple[list[Any], list[Any]]:
        """Return the text of a role, with what it refers to if it is a reference."""
        given = self.document.given
        link = _link_of_project(rawsource, text, bare_role(role), given.roles)
        if not link and given.projects:
            link = _link_elsewhere(rawsource, text, role, given.projects)
        return link or _interpreted(rawsource, text, role), []


# docutils builds its patterns from the names of the inliner's own class, so a subclass must have them too.
for _name, _value in vars(states.Inliner).items():
    if isinstance(_value, str) and not _name.startswith("__"):
        setattr(_Inliner, _name, _value)


def read(lines: list[str], file: str, given: Given = NOTHING) -> tuple[Any, list[str]]:
    """Return the document tree of some lines, and docutils' complaints as sentences that begin with file and line."""
    settings = copy.copy(_DEFAULTS)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    reporter = limits.Reporter(file)
    document = nodes.document(settings, reporter, source=file)
    document.note_source(file, -1)
    document.given, document.given_targets = given, {}
    document.parts_left = limits.PARTS + sum(map(len, lines)) // limits.BYTES_A_PART
    machine = limits.Machine(limits.STATES, "Body")
    whole = lines[:-1] if lines[-1:] == [""] else lines  # what follows the last line end is no line
    try:
        machine.run(Lines(whole, file), document, inliner=_Inliner())
    finally:
        limits.forget()
    known, document.given_targets = _definitions(given)
    substitutions.resolve(document, [*lines, *source_lines(given.definitions)], known)
    return document, reporter.problems


@lru_cache(maxsize=2)
def _definitions(given: Given) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a project defines for its documents: substitutions, and the addresses of targets."""
    words = {substitutions.name_of(name): text for name, text in given.words}
    if not given.definitions.strip():
        return words, {}
    document, _ = read(source_lines(given.definitions), "", given._replace(definitions=""))
    targets: dict[str, str] = {}
    for node in document.findall(nodes.target):
        if "refuri" in node:
            targets.update(dict.fromkeys(node["names"], node["refuri"]))
    return words | substitutions.defined(document), targets


def anchor_of(text: str) -> str:
    """Return the anchor that docutils would give a heading with this text."""
    return str(nodes.make_id(text))
