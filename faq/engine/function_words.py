"""English words that ask or point, whatever the subject."""

QUESTION_WORDS = frozenset("how what when where which who whom whose why".split())

VERBS = frozenset(
    "am are can could did do does has have is may must shall should was were will would".split()
)
"""Verbs that begin a question, which then wants a yes or no, or follow its question word."""

POINTING = frozenset("either else he instead one ones same she their them these they this those".split())
"""Words that point at what was said before."""
