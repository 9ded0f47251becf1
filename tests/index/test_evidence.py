"""Evidence: what speaks for an entry, in order and never in figures of the engine."""

from math import isclose, log, sqrt

import pytest

from index.analysis import gram_words, grams, grams_of
from index.evidence import STEPS, evidence, mass, mass_of_grams, mass_of_words, weights


def length(vector: dict[str, float]) -> float:
    return sqrt(sum(value * value for value in vector.values()))


def test_the_mass_of_a_text_has_its_weight_as_length_and_damps_repetition() -> None:
    vector = mass([("patch tree patch bark patch tree".split(), 2.0)])
    assert isclose(length(vector), 2.0)
    assert vector["patch"] / vector["bark"] == pytest.approx(1 + log(3))
    assert vector["tree"] / vector["bark"] == pytest.approx(1 + log(2))


def test_masses_are_added() -> None:
    one, other = ["tree", "bark"], ["tree", "tree"]
    found = mass([(one, 1.0), (other, 3.0)], [({"tree": 0.5, "root": 0.25}, 2.0)])
    assert found == pytest.approx({"tree": sqrt(0.5) + 3.0 + 1.0, "bark": sqrt(0.5), "root": 0.5})


def test_the_mass_of_words_is_that_of_their_terms() -> None:
    texts = ["Sending and resending patches", "patch patch patch", "to send a patch -- now", "!", ""]
    exact = mass([(grams(text), 1.0 + number) for number, text in enumerate(texts)])
    found = mass_of_words([(gram_words(text), 1.0 + number) for number, text in enumerate(texts)], grams_of)
    assert found == pytest.approx(exact)


def test_evidence_is_the_logarithm_of_how_much_likelier_a_term_is() -> None:
    (found,) = evidence({"patch": 5.0}).values()
    assert found == pytest.approx(log(1 + 1 / 0.0002), abs=0.5 / STEPS)
    assert (found * STEPS).is_integer()


def test_no_example_is_no_evidence() -> None:
    assert evidence(mass([])) == {}
    assert evidence(mass([([], 1.0)])) == {}


def test_a_long_text_does_not_drown_a_short_question() -> None:
    found = evidence(mass([(["tree"], 1.0), ([f"word{n}" for n in range(100)], 1.0)]))
    assert found["tree"] > found["word1"]


def test_weight_counts() -> None:
    found = evidence(mass([(["heading"], 8.0), (["text"], 1.0)]))
    assert found["heading"] > found["text"] > 0


def test_texts_whose_terms_are_not_wanted_take_their_share() -> None:
    heading, text = (["tree", "bark"], 8.0), ("leaf root bird".split(), 2.0)
    whole = evidence(mass([heading, text]))
    others = sum(mass([text]).values())
    assert evidence(mass([heading]), others=others) == {term: whole[term] for term in ("tree", "bark")}


def test_the_mass_of_4_grams_is_estimated_from_the_length_of_a_text() -> None:
    text = """A patch is sent to the mailing list. Reviewers answer within a few days; who has heard nothing for a week
    asks again, politely. Patches that were applied are listed by a bot, with the branch that they went to."""
    exact = sum(mass([(grams(text), 1.0)]).values())
    assert 0.7 < mass_of_grams(len(text)) / exact < 1.3


def test_rare_terms_weigh_more_and_unknown_ones_nothing() -> None:
    found = weights({"rare": 1.0, "common": 1.0, "unknown": 1.0}, 27, {"rare": 1, "common": 20}, 0.3)
    assert list(found) == ["rare", "common"]
    assert found["rare"] > found["common"]
    assert isclose(length(found), 1.0)


def test_a_synonym_weighs_less_than_the_users_own_word() -> None:
    found = weights({"own": 1.0, "synonym": 0.1}, 27, {"own": 3, "synonym": 3}, 0.3)
    assert found["own"] > found["synonym"] > 0


def test_nothing_found_weighs_nothing() -> None:
    assert weights({"unknown": 1.0}, 27, {}, 0.3) == {}
