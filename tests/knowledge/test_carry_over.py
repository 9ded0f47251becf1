"""Knowledge of one revision of a document goes for another one, entry by entry."""

from difflib import SequenceMatcher

import pytest

from faq.knowledge.carry_over import Carried, carried_over, is_revision
from faq.knowledge.values import Curated, Detail, DetailChange, Knowledge

ANSWERS = {
    "q-kept": ("Send it to the list.", "Wait for a week, please."),
    "q-reworded": (
        "For clang --target=bpf, it is guaranteed that pointers are 64 bits wide.",
        "Otherwise not.",
    ),
    "q-new": ("This is new.",),
}


def detail(answer: str) -> Detail:
    return Detail(answer, (f"{answer}?",))


def carried(*entries: Curated, outside: tuple[str, ...] = ()) -> Carried:
    return carried_over(Knowledge(entries=entries, outside=outside), ANSWERS)


@pytest.mark.parametrize(
    ("known", "ids", "result"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "b"], ["b", "x", "y", "z"], True),
        (["a", "b", "c"], ["a", "x"], False),
        (["a"], [], False),
        ([], ["a"], False),
    ],
)
def test_a_revision_has_half_of_the_entries(known: list[str], ids: list[str], result: bool) -> None:
    assert is_revision(known, ids) is result


def test_what_fits_stays_as_it_is() -> None:
    entry = Curated("q-kept", ("To whom?",), (detail("Send it to"),), ("And when?",), ("E: lost",))
    found = carried(entry, outside=("Why?",))
    assert found.knowledge == Knowledge(entries=(entry,), outside=("Why?",))
    assert (found.new, found.gone, found.lost) == (("q-reworded", "q-new"), (), ())


def test_a_reworded_detail_is_followed() -> None:
    found = carried(Curated("q-reworded", details=(detail("For clang -target bpf, it is"),)))
    (entry,) = found.knowledge.entries
    assert [one.answer for one in entry.details] == ["For clang --target=bpf, it is"]
    assert entry.phrasings == ("For clang -target bpf, it is?",)
    change = DetailChange("q-reworded", "For clang -target bpf, it is", "For clang --target=bpf, it is")
    assert found.followed == (change,)


@pytest.mark.parametrize("order", [1, -1])
def test_white_space_is_no_rewording(order: int) -> None:
    passages = (
        "bpfeb      - BPF (big endian)",
        "bpf        - BPF (host endian)",
        "bpfel      - BPF (little)",
    )
    knowledge = Knowledge(entries=(Curated("q-llc", details=(detail("bpf    - BPF"),)),))
    (change,) = carried_over(knowledge, {"q-llc": passages[::order]}).followed
    assert change.now == "bpf        - BPF"


def test_of_equally_similar_sentences_the_first_is_meant() -> None:
    knowledge = Knowledge(entries=(Curated("q-when", details=(detail("Wait for one week."),)),))
    answers = {"q-when": ("Wait for two week.", "Wait for six week.", "Wait for ten week.")}
    (change,) = carried_over(knowledge, answers).followed
    assert change.now == "Wait for two week."


def test_a_sentence_that_another_detail_begins_is_no_rewording_of_a_deleted_one() -> None:
    knowledge = Knowledge(
        entries=(Curated("q-llc", details=(detail("bpfeb - BPF (big"), detail("bpfel - BPF (lit"))),)
    )
    found = carried_over(knowledge, {"q-llc": ("bpfel - BPF (little endian)",)})
    assert (found.followed, [change.was for change in found.lost]) == ((), ["bpfeb - BPF (big"])


def test_a_sentence_is_followed_that_names_another_document() -> None:
    knowledge = Knowledge(
        entries=(Curated("q-more", details=(detail("Again, see the netdev-FAQ for additional"),)),)
    )
    (change,) = carried_over(knowledge, {"q-more": ("Again, see the documentation for netdev.",)}).followed
    assert change.now == "Again, see the documentation for"


def test_a_sentence_that_shares_some_words_is_no_rewording() -> None:
    """Half of the letters are the same, in the same order."""
    knowledge = Knowledge(
        entries=(Curated("q-more", details=(detail("Again, see the netdev-FAQ for additional"),)),)
    )
    other = "See the maintainers of netdev for advice."
    assert 0.4 < SequenceMatcher(None, "Again, see the netdev-FAQ for additional", other).ratio() < 0.6
    found = carried_over(knowledge, {"q-more": (other,)})
    assert (found.followed, len(found.lost)) == ((), 1)


def test_a_reworded_detail_keeps_its_weights() -> None:
    trained = detail("For clang -target bpf, it is")._replace(weights="SS")
    (entry,) = carried(Curated("q-reworded", details=(trained,))).knowledge.entries
    assert entry.details == (trained._replace(answer="For clang --target=bpf, it is"),)


def test_a_detail_whose_sentence_is_gone_is_dropped() -> None:
    details = (detail("It is a guarantee that"), detail("Send it to"), detail("Send this over to"))
    found = carried(Curated("q-kept", ("To whom?",), details))
    (entry,) = found.knowledge.entries
    assert entry.phrasings == ("To whom?", "Send it to?")
    assert [(one.id, one.was, one.now) for one in found.lost] == [
        ("q-kept", "It is a guarantee that", ""),
        ("q-kept", "Send this over to", ""),
    ]


def test_what_an_entry_is_asked_that_is_gone_is_out_of_scope() -> None:
    gone = Curated("q-gone", ("Gone?",), (detail("It was."),), ("And then?",), ("E: gone",))
    found = carried(Curated("q-kept"), gone, outside=("Why?", "Gone?"))
    assert [entry.id for entry in found.knowledge.entries] == ["q-kept"]
    assert found.knowledge.outside == ("Why?", "Gone?", "E: gone", "It was.?")
    assert found.gone == ("q-gone",)


@pytest.mark.parametrize("id", ["q-rewarded", "Q-REWORDED"])
def test_an_id_that_is_nearly_another_one_is_a_mistake(id: str) -> None:
    found = carried(Curated("q-kept"), Curated(id, ("To whom?",)))
    assert (found.mistaken, found.gone) == (((id, "q-reworded"),), ())
    assert found.knowledge.outside == ()
