"""The knowledge file: what people know of a document beyond its text, in TOML next to it.

``FAQ.rst`` may have a ``FAQ.toml``: the document's title, addresses and revision, alternate
questions by entry, questions of detail by the sentence that answers them, synonyms, and
questions of the field that the document does not answer. ``FAQ.generated.toml`` may hold more of the
same that nobody has reviewed. Whatever is wrong in such a file costs that line only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from faq.errors import FaqError
from faq.knowledge.forms import FORMS
from faq.knowledge.toml import Toml, salvaged
from faq.knowledge.values import Curated, Detail, Knowledge, Place, Revision, Synonym

if TYPE_CHECKING:
    from faq.knowledge.toml_lines import KeyPath

_MOST_WORDS = 200
"""Words that a group of synonyms may have: each of them is kept with all others."""

_TOP = ("document", "revisions", "synonyms", "entries", "out_of_scope")
_REVISION = ("revision", "release", "as_of", "sha256")
_DOCUMENT = ("title", *_REVISION, *Place._fields)
_ENTRY = ("questions", "details", "follow_ups", "symptoms", "weights", "since")
_SYNONYMS = ("words", "from", "to")
_OUTSIDE = ("questions", "weights")
"""The keys that a knowledge file may have: at the top, of a revision, of the document, of an entry, of a group of
synonyms, of what is out of scope."""

_TABLES = (
    ("[document]", _DOCUMENT),
    ("[entries.ID]", _ENTRY),
    ("[[synonyms]]", _SYNONYMS),
    ("details", Detail._fields),
)
"""Where keys belong that are in another place."""


class Read(NamedTuple):
    """A knowledge file, read, and what is wrong with it."""

    knowledge: Knowledge
    problems: tuple[FaqError, ...] = ()


def ids(text: str) -> frozenset[str]:
    """Return the ids of the entries of a knowledge file, which is not parsed for that."""
    return frozenset(re.findall(r"\n\[entries\.[\"']?([^\]\"'\n]+)[\"']?\]", f"\n{text}"))


def read(text: str, file: str) -> Read:
    """Read a knowledge file; what is wrong is left out and told.

    Args:
        text: the file's text.
        file: its name, for messages.
    """
    return read_toml(salvaged(text, file))


def read_toml(toml: Toml) -> Read:
    """Read a knowledge file that is TOML; what is wrong is left out and told."""
    reader = _Reader(toml)
    return Read(reader.knowledge(), tuple(reader.problems))


class _Reader:
    """Takes a parsed file apart; whatever is not as it should be becomes a problem and is left out."""

    def __init__(self, toml: Toml) -> None:
        self._toml = toml
        self.problems = list(toml.problems)

    def knowledge(self) -> Knowledge:
        table = self._toml.table
        self._known(table, (), _TOP)
        document = self._table(table, ("document",), "[document]")
        self._known(document, ("document",), _DOCUMENT, "document.")
        outside = self._table(table, ("out_of_scope",), "[out_of_scope]")
        self._known(outside, ("out_of_scope",), _OUTSIDE, "out_of_scope.")
        return Knowledge(
            title=self._string(document, ("document", "title")),
            revision=self._revision(document, ("document",), _REVISION),
            place=Place(*(self._string(document, ("document", key)) for key in Place._fields)),
            entries=tuple(self._entries(self._table(table, ("entries",), "[entries.ID]"))),
            synonyms=tuple(self._synonyms(table)),
            outside=self._strings(outside, ("out_of_scope", "questions")),
            others=tuple(self._revisions(self._table(table, ("revisions",), "[revisions.NAME]"))),
            outside_weights=self._string(outside, ("out_of_scope", "weights")),
        )

    def _wrong(self, path: "KeyPath", reason: str, hint: str) -> None:
        self.problems.append(self._toml.problem(path, reason, hint))

    def _known(
        self, table: Mapping[str, Any], path: "KeyPath", keys: Sequence[str], prefix: str = ""
    ) -> None:
        for key in table:
            if key not in keys:
                reason = f"'{prefix}{key}' is not a key of a knowledge file"
                self._wrong((*path, key), reason, _instead(key, keys))

    def _table(self, table: Mapping[str, Any], path: "KeyPath", header: str) -> Mapping[str, Any]:
        value = table.get(str(path[-1]), {})
        if isinstance(value, dict):
            return value
        self._wrong(path, f"'{path[-1]}' is not a table", f"write {header} above its keys")
        return {}

    def _tables(
        self, table: Mapping[str, Any], path: "KeyPath", hint: str
    ) -> Iterator[tuple["KeyPath", Mapping[str, Any]]]:
        """The tables of a list, each with the path to it."""
        value = table.get(str(path[-1]), [])
        if not isinstance(value, list):
            self._wrong(path, f"'{path[-1]}' is not a list of tables", hint)
            return
        for number, item in enumerate(value):
            if isinstance(item, dict):
                yield (*path, number), item
            else:
                self._wrong((*path, number), f"an element of '{path[-1]}' is not a table", hint)

    def _string(self, table: Mapping[str, Any], path: "KeyPath") -> str:
        key = str(path[-1])
        if key not in table:
            return ""
        value, form = table[key], FORMS.get(key)
        if not isinstance(value, str):
            self._wrong(path, f"'{key}' is not a string", form.hint if form else f'write {key} = "..."')
        elif not value.strip():
            self._wrong(path, f"'{key}' is empty", "fill it in or remove it")
        elif form and not form.fits(value):
            self._wrong(path, f"'{key}' {form.reason}", form.hint)
        else:
            return value
        return ""

    def _strings(self, table: Mapping[str, Any], path: "KeyPath") -> tuple[str, ...]:
        key = str(path[-1])
        value = table.get(key, [])
        if not isinstance(value, list):
            self._wrong(path, f"'{key}' is not a list of strings", f'write {key} = ["...", "..."]')
            return ()
        texts = tuple([folded(item) for item in value])
        return texts if all(texts) else tuple(self._good(value, path))

    def _good(self, items: Sequence[object], path: "KeyPath") -> Iterator[str]:
        """The strings in a list that say something; the other elements are reported."""
        for number, item in enumerate(items):
            if not isinstance(item, str):
                self._wrong((*path, number), f"an element of '{path[-1]}' is not a string", 'write "..."')
            elif text := folded(item):
                yield text
            else:
                reason = f"an element of '{path[-1]}' is empty"
                self._wrong((*path, number), reason, "fill it in or remove it")

    def _revision(
        self, table: Mapping[str, Any], path: "KeyPath", keys: Sequence[str], name: str = ""
    ) -> Revision:
        revision = Revision(name, *(self._string(table, (*path, key)) for key in keys))
        return revision._replace(sha256=revision.sha256.lower())

    def _entries(self, table: Mapping[str, Any]) -> Iterator[Curated]:
        for id in table:
            path = ("entries", id)
            entry = self._table(table, path, f"[entries.{id}]")
            self._known(entry, path, _ENTRY)
            yield Curated(
                id=id,
                questions=self._strings(entry, (*path, "questions")),
                details=tuple(self._details(entry, path)),
                follow_ups=self._strings(entry, (*path, "follow_ups")),
                symptoms=self._strings(entry, (*path, "symptoms")),
                weights=self._string(entry, (*path, "weights")),
                since=self._string(entry, (*path, "since")),
            )

    def _details(self, entry: Mapping[str, Any], above: "KeyPath") -> Iterator[Detail]:
        hint = 'write details = [{answer = "...", questions = [...]}]'
        for path, table in self._tables(entry, (*above, "details"), hint):
            self._known(table, path, Detail._fields, "details.")
            detail = Detail(
                self._string(table, (*path, "answer")),
                self._strings(table, (*path, "questions")),
                self._string(table, (*path, "weights")),
            )
            if set(table).issubset(Detail._fields):  # else what is missing may just be misspelt
                self._lacking(table, path)
            if detail.answer and (detail.questions or detail.weights):
                yield detail

    def _lacking(self, detail: Mapping[str, Any], path: "KeyPath") -> None:
        """Report what a detail lacks."""
        if "answer" not in detail:
            self._wrong(path, "a detail has no 'answer'", 'write answer = "FIRST WORDS OF A SENTENCE"')
        if not detail.get("questions") and "weights" not in detail:
            self._wrong(path, "a detail has no 'questions'", 'write questions = ["..."] or remove it')

    def _synonyms(self, table: Mapping[str, Any]) -> Iterator[Synonym]:
        for path, group in self._tables(table, ("synonyms",), "write [[synonyms]] above each group"):
            self._known(group, path, _SYNONYMS, "synonyms.")
            words, before, after = (self._strings(group, (*path, key)) for key in _SYNONYMS)
            if max(len(words), len(before), len(after)) > _MOST_WORDS:
                self._wrong(path, f"'synonyms' has a group of more than {_MOST_WORDS} words", "divide it")
                continue
            self._group(group, path)
            for word in words if len(words) > 1 else ():
                yield Synonym(word, tuple(other for other in words if other != word))
            for word in before if after else ():
                yield Synonym(word, after)

    def _group(self, group: Mapping[str, Any], path: "KeyPath") -> None:
        """Report what a group of synonyms lacks."""
        words, before, after = map(group.get, _SYNONYMS)
        if isinstance(words, list) and len(words) == 1:
            self._wrong((*path, "words"), "'words' has only one word", "add a word for the same thing")
        if before and not after:
            self._half(group, path, "from", "to")
        elif after and not before:
            self._half(group, path, "to", "from")
        elif not (words or before) and set(group).issubset(_SYNONYMS):
            self._wrong(path, "a group of synonyms has no words", 'write words = ["...", "..."]')

    def _half(self, group: Mapping[str, Any], path: "KeyPath", given: str, other: str) -> None:
        """Report a group of synonyms that has only one of two keys."""
        key = other if other in group else given
        self._wrong((*path, key), f"'{given}' has no '{other}'", f'write {other} = ["..."]')

    def _revisions(self, table: Mapping[str, Any]) -> Iterator[Revision]:
        keys = (*_REVISION, "source_root")
        for name in table:
            path = ("revisions", name)
            revision = self._table(table, path, f"[revisions.{name}]")
            self._known(revision, path, keys)
            yield self._revision(revision, path, keys, name)


def folded(item: object) -> str:
    """Return an element of a list of strings as it is read: its white space folded, empty if it is no string."""
    return " ".join(item.split()) if isinstance(item, str) else ""


def _instead(key: str, keys: Sequence[str]) -> str:
    """What to write instead of a key that is none, or where it belongs."""
    near = get_close_matches(key.lower(), keys, 1)
    if near:
        return f"did you mean '{near[0]}'?"
    place = next((place for place, its in _TABLES if key in its), "")
    return f"it belongs in {place}" if place else f"use one of: {', '.join(keys)}"
