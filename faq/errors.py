"""Errors as sentences: the location, the problem and a hint, in one line. Unforeseen errors are logged."""


class FaqError(Exception):
    """What a user is told instead of a traceback.

    Args:
        location: a file, an option or a field: where to look.
        problem: what is wrong there.
        hint: what to do about it.
    """

    def __init__(self, location: str, problem: str, hint: str) -> None:
        self.location, self.problem, self.hint = location, problem, hint
        super().__init__(f"{location}: {problem}; {hint}")


def log_unforeseen(where: str) -> None:
    """Log the exception that is being handled, with its traceback, to the logger ``bpffaq``.

    ``BPFFAQ_DEBUG=1`` prints it on stderr; otherwise only a program that has set up logging sees it.

    Args:
        where: what was being done.
    """
    import logging  # here: it takes as long to import as a quarter of a search
    import os

    logger = logging.getLogger("bpffaq")
    if not logger.handlers:
        logger.addHandler(
            logging.StreamHandler() if os.environ.get("BPFFAQ_DEBUG") else logging.NullHandler()
        )
    logger.exception("%s", where)
