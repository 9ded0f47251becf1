"""Lists of terms in one text are found as they were written."""

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
