"""Where knowledge files lie: next to their document."""

import os


def knowledge_paths(path: str) -> tuple[str, str]:
    """Return where the knowledge file of a document would be, and the one that was generated."""
    stem = os.path.splitext(path)[0]
    return f"{stem}.toml", f"{stem}.generated.toml"
