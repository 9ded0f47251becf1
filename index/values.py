"""Named tuples whose classes are created quickly: a question creates fifty of them before it reads a word.

``typing.NamedTuple`` compiles a constructor for each class, which altogether takes longer than Python takes to start;
``typing`` itself takes half as long. These are the same to a type checker and to their users: tuples with names,
defaults and methods, compared, hashed, pickled and unpacked like tuples. Only creating one takes a little longer.
"""

import sys

TYPE_CHECKING = False

if TYPE_CHECKING or sys.version_info >= (3, 14):  # there annotations are not evaluated while a class is made
    from typing import NamedTuple as NamedTuple
else:
    try:
        from _collections import _tuplegetter as _field
    except ImportError:  # an implementation other than CPython

        def _field(place, docstring):
            from operator import itemgetter

            return property(itemgetter(place), doc=docstring)

    class _Naming(type):
        """Creates the classes."""

        def __new__(cls, name, bases, body):
            fields = tuple(body.get("__annotations__", ()))
            if fields:
                body["_fields"] = body["__match_args__"] = fields
                body["_field_defaults"] = {field: body[field] for field in fields if field in body}
                for place, field in enumerate(fields):
                    body[field] = _field(place, None)
            body["__slots__"] = ()
            return super().__new__(cls, name, bases, body)

    class NamedTuple(tuple, metaclass=_Naming):
        """A tuple with a name for each element, given by the annotations of its class."""

        _fields = ()
        _field_defaults = {}  # noqa: RUF012  # nothing writes into it

        def __new__(cls, *given, **named):
            if named or len(given) != len(cls._fields):
                given += _others(cls, len(given), named)
            return tuple.__new__(cls, given)

        def _replace(self, **changed):
            """Return a copy with some fields changed."""
            made = tuple.__new__(type(self), map(changed.pop, self._fields, self))
            if changed:
                raise TypeError(f"{type(self).__name__} has no field {', '.join(changed)}")
            return made

        def _asdict(self):
            """Return the fields by name."""
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            parts = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(parts)})"

    def _others(cls, given, named):
        """Return the values after the first ones, by name or by default."""
        values = cls._field_defaults | named
        fields = cls._fields[given:]
        if given > len(cls._fields) or not named.keys() <= set(fields) or not values.keys() >= set(fields):
            got = [f"{given} without a name", *named]
            raise TypeError(f"{cls.__name__} takes {', '.join(cls._fields)}, got {', '.join(got)}")
        return tuple(map(values.__getitem__, fields))
