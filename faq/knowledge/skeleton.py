"""A knowledge file to fill in."""

from collections.abc import Mapping


def skeleton(ids: Mapping[str, str]) -> str:
    """Return a knowledge file to fill in.

    Args:
        ids: the entries' ids with their primary questions.
    """
    tables = [f"# {question}\n[entries.{_key(id)}]\nquestions = [\n]\n" for id, question in ids.items()]
    return "\n".join(["[document]\n", *tables, "[out_of_scope]\nquestions = [\n]\n"])


def _key(id: str) -> str:
    plain = id.isascii() and id.replace("-", "").replace("_", "").isalnum()
    return id if plain else '"' + id.replace("\\", "\\\\").replace('"', '\\"') + '"'
