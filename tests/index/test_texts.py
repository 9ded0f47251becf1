"""Lists of terms in one text are found as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.texts import OFTEN, TermLists, term_lists

LISTS = st.lists(st.lists(st.sampled_from(["a", "b", "ab", "ba", "a-b", "\u6838"]), unique=True))


@given(LISTS)
def test_lists_come_back(lists: list[list[str]]) -> None:
    found = TermLists(term_lists(lists))
    assert [list(terms) for terms in found] == lists
    assert [found[number] for number in range(len(found))] == [*found]
    assert [found.sizes[number] for number in range(len(lists))] == [len(terms) for terms in lists]


@given(LISTS)
def test_terms_are_found_where_they_are(lists: list[list[str]]) -> None:
    found = TermLists(term_lists(lists))
    for term in ("a", "b", "ab", "c"):
        assert found.holding(term) == [number for number, terms in enumerate(lists) if term in terms]
        assert found.hold(term) == any(term in terms for terms in lists)


@pytest.mark.parametrize("size", [300, 60_000])
def test_many_terms(size: int) -> None:
    """More than there are characters before the surrogates, and those that mean something to a text."""
    terms = [f"t{number}" for number in range(size)]
    text = term_lists([terms[start : start + 50] for start in range(0, size, 50)])
    found = TermLists(text.encode().decode())
    assert len(found) == size // 50
    assert found[0] == tuple(terms[:50])
    assert found[len(found) - 1] == tuple(terms[-50:])
    for number in (0, 9, 10, 100, size - 51, size - 1):
        assert found.holding(f"t{number}") == [number // 50]
    assert found.hold(*terms[-2:])
    assert not found.hold(*terms[49:51])


def test_terms_that_there_is_no_character_for_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.texts.MOST", 2)
    found = TermLists(term_lists([["a", "b"], ["b", "c"], ["c"]]))
    assert [*found] == [("a", "b"), ("b",), ()]
    assert (found.holding("b"), found.holding("c"), found.hold("c")) == ([0, 1], [], False)


def test_terms_in_a_row() -> None:
    found = TermLists(term_lists([["a", "b"], [], ["c", "d", "e"]]))
    assert found.hold("a", "b")
    assert found.hold("d", "e")
    assert not found.hold("b", "a")
    assert not found.hold("c", "e")
    assert not found.hold("b", "c")  # not of one list


@given(LISTS)
def test_lists_that_are_searched_often_are_inverted(lists: list[list[str]]) -> None:
    found = TermLists(term_lists(lists))
    seldom = [found.holding(term) for term in ("a", "b", "ab", "c")]
    for _ in range(OFTEN):
        found.holding("a")
    assert [[*found.holding(term)] for term in ("a", "b", "ab", "c")] == seldom
    assert found.holding("a") is found.holding("a") or not any("a" in terms for terms in lists)


def test_the_lists_are_read_once_where_they_are_searched_often() -> None:
    lists = TermLists(term_lists([["peel", "pear"], ["pear"]]))
    assert lists[0] is not lists[0]
    for _ in range(OFTEN):
        lists.holding("pear")
    assert lists[0] is lists[0]
    assert [*lists] == [lists[0], lists[1]] == [("peel", "pear"), ("pear",)]
