"""Errors as sentences: the place, the reason, the mend, in one line."""


class FaqError(Exception):
    """What a user is told instead of a traceback.

    Args:
        place: a file, an option, a field; where to look.
        reason: what is wrong there.
        mend: what to do about it.
    """

    def __init__(self, place: str, reason: str, mend: str) -> None:
        self.place, self.reason, self.mend = place, reason, mend
        super().__init__(f"{place}: {reason}; {mend}")
