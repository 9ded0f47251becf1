"""Errors as sentences: the location, the problem and a hint, in one line."""


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
