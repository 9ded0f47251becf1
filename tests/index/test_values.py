"""Named tuples made quickly are named tuples: the same as those of ``typing`` to who uses them."""

import pickle
import sys
import typing

import pytest

from index.values import NamedTuple


class Quick(NamedTuple):
    """A value."""

    name: str
    size: int
    colours: tuple[str, ...] = ()
    depth: int = 3

    @property
    def twice(self) -> int:
        """Twice its size."""
        return self.size * 2


class Usual(typing.NamedTuple):
    """The same value."""

    name: str
    size: int
    colours: tuple[str, ...] = ()
    depth: int = 3

    @property
    def twice(self) -> int:
        """Twice its size."""
        return self.size * 2


class Nothing(NamedTuple):
    """A value without a field."""


class Kind(Quick):
    """A class below another, with no field of its own."""


CALLS: list[tuple[tuple[object, ...], dict[str, object]]] = [
    (("box", 2), {}),
    (("box", 2, ("red",)), {}),
    (("box", 2, ("red",), 4), {}),
    (("box",), {"size": 2}),
    (("box",), {"depth": 1, "size": 2}),
    ((), {"size": 2, "name": "box"}),
    ((), {"colours": ("red", "blue"), "depth": 1, "name": "box", "size": 2}),
]
WRONG: list[tuple[tuple[object, ...], dict[str, object]]] = [
    ((), {}),
    (("box",), {}),
    (("box", 2, (), 4, 5), {}),
    (("box", 2, (), 4, 5), {"depth": 1}),
    (("box", 2), {"name": "chest"}),
    (("box", 2), {"width": 1}),
    ((), {"name": "box", "depth": 1}),
]


@pytest.mark.parametrize(("given", "named"), CALLS)
def test_made_and_used_as_the_usual_ones(given: tuple[typing.Any, ...], named: dict[str, typing.Any]) -> None:
    quick, usual = Quick(*given, **named), Usual(*given, **named)
    assert (*quick,) == (*usual,)
    assert quick == (*usual,)
    assert quick != (*usual[:3], 9)
    assert hash(quick) == hash(usual)
    assert repr(quick) == repr(usual).replace("Usual", "Quick")
    assert (quick.name, quick.size, quick.colours, quick.depth, quick.twice) == (*usual, usual.twice)
    assert quick._asdict() == usual._asdict()
    assert (*quick._replace(depth=9, name="chest"),) == (*usual._replace(depth=9, name="chest"),)
    assert type(quick._replace(depth=9)) is Quick


@pytest.mark.parametrize(("given", "named"), WRONG)
def test_made_of_what_does_not_fit(given: tuple[typing.Any, ...], named: dict[str, typing.Any]) -> None:
    with pytest.raises(TypeError):
        Usual(*given, **named)
    with pytest.raises(TypeError, match="Quick takes name, size, colours, depth, got"):
        Quick(*given, **named)


def test_replacing_what_is_not_there() -> None:
    wrong: dict[str, typing.Any] = {"width": 1}
    with pytest.raises(TypeError, match="Quick has no field width"):
        Quick("box", 2)._replace(**wrong)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickled(protocol: int) -> None:
    value = Quick("box", 2, depth=1)
    again = pickle.loads(pickle.dumps(value, protocol))
    assert again == value
    assert type(again) is Quick


def test_a_tuple_and_no_more() -> None:
    value = Quick("box", 2)
    assert isinstance(value, tuple)
    assert Quick._fields == Usual._fields
    assert sys.getsizeof(value) == sys.getsizeof(Usual("box", 2))
    with pytest.raises(AttributeError):
        value.name = "chest"  # type: ignore[misc]  # the checker knows, too: else mypy complains of this
    with pytest.raises(AttributeError):
        value.width = 1  # type: ignore[attr-defined]  # nor can another
    match value:
        case Quick(name, size):
            assert (name, size) == ("box", 2)


def test_without_a_field_and_below_another() -> None:
    assert Nothing() == ()
    assert Kind("box", 2) == ("box", 2, (), 3)
    assert repr(Kind("box", 2)) == "Kind(name='box', size=2, colours=(), depth=3)"
