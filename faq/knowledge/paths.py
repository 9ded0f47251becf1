"""Where knowledge files are: next to their document."""

import os

SUFFIX = ".toml"
"""How the names of knowledge files end."""


def knowledge_paths(path: str) -> tuple[str, str]:
    """Return the paths of a document's knowledge file and of its generated one."""
    stem = os.path.splitext(path)[0]
    return stem + SUFFIX, f"{stem}.generated{SUFFIX}"
