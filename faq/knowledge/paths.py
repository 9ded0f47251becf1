"""Where knowledge files are: next to their document."""

import os

SUFFIX = ".toml"
"""How the names of knowledge files end."""

GENERATED = f".generated{SUFFIX}"
"""How the names of generated ones end."""


def knowledge_paths(path: str) -> tuple[str, str]:
    """Return the paths of a document's knowledge file and of its generated one."""
    stem = os.path.splitext(path)[0]
    return stem + SUFFIX, stem + GENERATED
