"""What a project defines for its documents, besides their own text."""

from typing import NamedTuple


class Given(NamedTuple):
    """What the documents of one project share.

    ``definitions`` is RST that defines substitutions and targets; ``words`` pairs names of substitutions with what they
    stand for where nobody defines them; ``roles`` has, for each role that leads to the web, its name, the address and
    the words, in both of which ``%s`` stands for the text of the role; ``projects`` pairs the names of other projects
    that references name with their addresses.
    """

    definitions: str = ""
    words: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, str, str], ...] = ()
    projects: tuple[tuple[str, str], ...] = ()


NOTHING = Given()
