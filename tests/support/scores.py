"""Scores of entries after the close look, with two sets of parameters that differ in what a test is about."""

from faq.engine.parameters import DEFAULT, Parameters
from faq.engine.question import read
from faq.engine.ranking import close_look, rank, score
from faq.library.snapshot import Snapshot


def scores_with_and_by_default(
    query: str, snapshot: Snapshot, other: Parameters
) -> tuple[dict[int, float], dict[int, float]]:
    """Return the scores by record number, looked at closely with other parameters and with those in use; both times
    the first look is the same."""
    question = read(query, snapshot)
    ranking = rank(score(question, snapshot, DEFAULT), snapshot)
    changed, default = (
        dict(close_look(question, ranking, {}, snapshot, parameters).ranking.scores)
        for parameters in (other, DEFAULT)
    )
    return changed, default
