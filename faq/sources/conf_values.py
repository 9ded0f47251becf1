"""The values of the top-level names in a ``conf.py``, as far as they are written there: evaluated, never run.

Literals, and what projects build from them to avoid repetition: other names, strings made with ``+``, ``%``,
f-strings, ``format``, ``join`` and ``split``. Anything that needs more has no value here.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

MOST = 4 << 20
"""Maximum characters created in all: strings built from strings could reach any size."""

_SPLIT = 8
"""Cost per character of splitting a string: it may become as many strings."""

_BY_PERCENT = re.compile(r"%(?P<name>)[sd]|%%|%")
_BY_BRACES = re.compile(r"\{\{|\}\}|\{(?P<name>\w*)\}|[{}]")


class _NoValue(Exception):
    """An expression whose value is not written in the file."""


def values(module: ast.Module) -> dict[str, object]:
    """Return the values of the names assigned at the top level of a module; the last assignment counts.

    Args:
        module: the parsed file.
    """
    reader = _Reader()
    for statement in module.body:
        reader.take(statement)
    return reader.known


class _Reader:
    """Reads one statement after another, and remembers the values of names."""

    def __init__(self) -> None:
        self.known: dict[str, object] = {}
        self._left = MOST
        self._kinds: dict[type[ast.expr], Callable[..., object]] = {
            ast.Constant: lambda node: node.value,
            ast.Name: self._name,
            ast.Tuple: lambda node: tuple(map(self.value, node.elts)),
            ast.List: lambda node: list(map(self.value, node.elts)),
            ast.Dict: self._dict,
            ast.BinOp: self._operation,
            ast.JoinedStr: lambda node: self._joined("", map(self._part, node.values)),
            ast.Call: self._call,
            ast.Subscript: self._taken_out,
        }

    def take(self, statement: ast.stmt) -> None:
        """Process a statement that assigns to names; if its value is not written in the file, they have none."""
        if isinstance(statement, ast.Assign):
            targets, expression = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets, expression = [statement.target], statement.value
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            before = ast.Name(statement.target.id)
            targets, expression = [before], ast.BinOp(before, statement.op, statement.value)
        else:
            return
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        try:
            self.known |= dict.fromkeys(names, self.value(expression))
        except (_NoValue, RecursionError):
            for name in names:
                self.known.pop(name, None)

    def value(self, node: ast.expr | None) -> object:
        """Return the value of an expression.

        Raises:
            _NoValue: it is not written in the file.
        """
        kind = self._kinds.get(type(node)) if node is not None else None
        if kind is None:
            raise _NoValue
        return kind(node)

    def _name(self, node: ast.Name) -> object:
        if node.id not in self.known:
            raise _NoValue
        return self.known[node.id]

    def _dict(self, node: ast.Dict) -> dict[str, object]:
        """A dictionary with those of its values that are written in the file."""
        found = {}
        for key, value in zip(node.keys, node.values, strict=True):
            with suppress(_NoValue):
                found[self._text(key)] = self.value(value)
        return found

    def _operation(self, node: ast.BinOp) -> str:
        if isinstance(node.op, ast.Add):
            return self._joined("", (self._text(node.left), self._text(node.right)))
        if not isinstance(node.op, ast.Mod):
            raise _NoValue
        given = self.value(node.right)
        numbered = _numbered(given if isinstance(given, tuple) else (given,))
        return self._joined("", _filled(self._text(node.left), _BY_PERCENT, numbered))

    def _part(self, node: ast.expr) -> str:
        """A part of an f-string."""
        if not isinstance(node, ast.FormattedValue):
            return self._text(node)
        if node.format_spec is not None or node.conversion != -1:
            raise _NoValue
        return _shown(self.value(node.value))

    def _call(self, node: ast.Call) -> object:
        given = [self.value(argument) for argument in node.args]
        named = {str(keyword.arg): self.value(keyword.value) for keyword in node.keywords}
        if isinstance(node.func, ast.Name) and node.func.id == "dict" and not given:
            return named
        if not isinstance(node.func, ast.Attribute):
            raise _NoValue
        text = self._text(node.func.value)
        if node.func.attr == "format":
            return self._joined("", _filled(text, _BY_BRACES, _numbered(given) | named))
        if named or len(given) != 1:
            raise _NoValue
        return self._of_one(text, node.func.attr, given[0])

    def _of_one(self, text: str, method: str, given: object) -> object:
        """The result of a string method with one argument."""
        if method == "join" and isinstance(given, (list, tuple)):
            return self._joined(text, map(_text, given))
        if method == "split" and given:
            self._spend(_SPLIT * len(text))
            return text.split(_text(given))
        raise _NoValue

    def _taken_out(self, node: ast.Subscript) -> object:
        """An element or a slice of a string, list or tuple."""
        several = self.value(node.value)
        if not isinstance(several, (str, list, tuple)):
            raise _NoValue
        if isinstance(node.slice, ast.Slice):
            if node.slice.step is not None:
                raise _NoValue
            self._spend(len(several))
            return several[self._place(node.slice.lower) : self._place(node.slice.upper)]
        number = self._place(node.slice)
        if number is None or not -len(several) <= number < len(several):
            raise _NoValue
        return several[number]

    def _place(self, node: ast.expr | None) -> int | None:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            place = self._place(node.operand)
            return -place if place is not None else None
        number = self.value(node) if node is not None else None
        if number is not None and not isinstance(number, int):
            raise _NoValue
        return number

    def _text(self, node: ast.expr | None) -> str:
        return _text(self.value(node))

    def _joined(self, between: str, parts: Iterable[str]) -> str:
        joined = []
        for part in parts:
            self._spend(len(part) + len(between))
            joined.append(part)
        return between.join(joined)

    def _spend(self, characters: int) -> None:
        self._left -= characters
        if self._left < 0:
            raise _NoValue


def _filled(text: str, places: "re.Pattern[str]", given: dict[str, object]) -> Iterator[str]:
    """The parts of a string with its placeholders filled: each with the value of its name, or with the next value."""
    done = turn = 0
    for found in places.finditer(text):
        yield text[done : found.start()]
        done = found.end()
        name = found.group("name")
        if name is None:
            yield _single(found.group())
        else:
            yield _shown(given.get(name or str(turn)))
            turn += not name
    yield text[done:]


def _single(signs: str) -> str:
    """A doubled sign, unescaped."""
    if len(signs) != 2:
        raise _NoValue
    return signs[0]


def _numbered(given: Sequence[object]) -> dict[str, object]:
    return {str(number): value for number, value in enumerate(given)}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _NoValue
    return value


def _shown(value: object) -> str:
    """A string, or a version number as a string."""
    return str(value) if isinstance(value, int) and 0 <= value < 1_000_000 else _text(value)
