"""Named tuples whose classes are made in no time: a question makes fifty of them before it reads a word.

``typing.NamedTuple`` compiles a constructor for each class, which all together takes longer than Python takes to start;
``typing`` itself takes half as long. These are the same to a type checker and to who uses them: tuples with names,
defaults and methods, compared, hashed, pickled and unpacked as tuples are.
"""

import sys

TYPE_CHECKING = False

if TYPE_CHECKING or sys.version_info >= (3, 14):  # there annotations are no longer read while a class is made
    from typing import NamedTuple as NamedTuple
else:
    try:
        from _collections import _tuplegetter as _field
    except ImportError:  # another Python than CPython

        def _field(place, told):
            from operator import itemgetter

            return property(itemgetter(place), doc=told)

    class _Naming(type):
        """Makes the classes."""

        def __new__(cls, name, bases, body):
            fields = tuple(body.get("__annotations__", ()))
            body["_fields"] = fields
            body["_defaults"] = tuple(body[field] for field in fields if field in body)
            body["__match_args__"] = fields
            body["__slots__"] = ()
            for place, field in enumerate(fields):
                body[field] = _field(place, None)
            return super().__new__(cls, name, bases, body)

    class NamedTuple(tuple, metaclass=_Naming):
        """A tuple with a name for each place, given by the annotations of its class."""

        def __new__(cls, *given, **named):
            missing = len(cls._fields) - len(given)
            if named:
                given = _filled(cls, given, named)
            elif missing:
                defaults = cls._defaults
                if not 0 < missing <= len(defaults):
                    raise TypeError(f"{cls.__name__} takes {', '.join(cls._fields)}, got {len(given)} values")
                given += defaults[len(defaults) - missing :]
            return tuple.__new__(cls, given)

        def _replace(self, **changed):
            """Return it with some fields changed."""
            made = tuple.__new__(type(self), map(changed.pop, self._fields, self))
            if changed:
                raise TypeError(f"{type(self).__name__} has no field {', '.join(changed)}")
            return made

        def _asdict(self):
            """Return its fields by name."""
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            told = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(told)})"

    def _filled(cls, given, named):
        """What a tuple is made of, some of it given by name."""
        fields = cls._fields[len(given) :]
        values = (
            dict(zip(cls._fields[len(cls._fields) - len(cls._defaults) :], cls._defaults, strict=True))
            | named
        )
        if not named.keys() <= set(fields) or not values.keys() >= set(fields):
            raise TypeError(
                f"{cls.__name__} takes {', '.join(cls._fields)}, got {len(given)} values and {[*named]}"
            )
        return (*given, *map(values.__getitem__, fields))
