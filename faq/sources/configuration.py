"""The user's own directories, and the configuration in one of them: what it says about sources."""

import os
import sys
from collections.abc import Iterator, Mapping

from faq.errors import FaqError
from faq.sources.files import content
from faq.sources.source import Source, shown
from index.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

    from faq.knowledge.toml import Toml
    from faq.knowledge.toml_lines import KeyPath

SETTINGS = ("search", "output", "session")
"""Tables that are read elsewhere: how answers are found and shown."""

_BELOW_HOME = {"config": ".config", "state": ".local/state"}
"""Where the user's directories are unless the environment names another place, by kind."""

_HINT = "fix or remove it"


class Configuration(NamedTuple):
    """The contents of a configuration: the sources in use, and the name of the revision if it names no source."""

    sources: tuple[Source, ...] = ()
    revision: str = ""


def user_directory(kind: str) -> str:
    """Return the user's directory for files of bpffaq; empty if the user has no home directory.

    Args:
        kind: ``config`` for the configuration, ``state`` for what a session remembers.
    """
    if sys.platform in ("win32", "darwin"):
        import platformdirs

        named = {"config": platformdirs.user_config_dir, "state": platformdirs.user_state_dir}
        return named[kind]("bpffaq", appauthor=False)
    base = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if not os.path.isabs(base):  # unset, empty or relative: ignored, as the XDG specification demands
        base = os.path.join(os.path.expanduser("~"), _BELOW_HOME[kind])
    return os.path.join(base, "bpffaq") if os.path.isabs(base) else ""


def configuration_file() -> str:
    """Return the path of the user's configuration; empty if the user has no home directory."""
    directory = user_directory("config")
    return os.path.join(directory, "config.toml") if directory else ""


def configuration() -> Configuration:
    """Return the user's configuration.

    Raises:
        FaqError: it cannot be read, or is invalid.
    """
    file = configuration_file()
    # False, too, for one that cannot be looked up: in another user's directory, under an impossible name.
    if not os.path.exists(file):
        return Configuration()
    try:
        text = content(file, _HINT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaqError(file, "cannot be read (not UTF-8 text)", _HINT) from error
    return configured(text, file)


def configured(text: str, file: str) -> Configuration:
    """Read a configuration: ``[[source]]`` tables with ``path`` and optionally ``url``, ``title``, ``revision``.

    Before them, ``revision`` may name one of the bundled revisions of the document.

    Raises:
        FaqError: it is not TOML, or a key or type in it is wrong.
    """
    from faq.knowledge.toml import Toml, parsed

    toml = Toml(file, text, parsed(text, file))
    for key in toml.table:
        if key not in ("source", "revision", *SETTINGS):
            hint = 'write [[source]] tables, [search], [output], [session] or revision = "NAME"'
            raise toml.problem((key,), f"'{key}' is not a key of the configuration", hint)
    revision = toml.table.get("revision", "")
    if not isinstance(revision, str):
        raise toml.problem(("revision",), "'revision' is not a string", 'write revision = "..."')
    return Configuration(tuple(_sources(toml)), revision)


def _sources(toml: "Toml") -> Iterator[Source]:
    tables = toml.table.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(item, dict) for item in tables):
        hint = "write [[source]] above each source's keys"
        raise toml.problem(("source",), "'source' is not a list of tables", hint)
    for number, item in enumerate(tables):
        yield _source(item, ("source", number), toml)


def _source(item: "Mapping[str, Any]", at: "KeyPath", toml: "Toml") -> Source:
    for key, value in item.items():
        if key not in ("path", "url", "title", "revision"):
            reason = f"'{key}' is not a key of a source"
            raise toml.problem((*at, key), reason, "use path, url, title, revision")
        if not isinstance(value, str):
            raise toml.problem((*at, key), f"'{key}' is not a string", f'write {key} = "..."')
    if not item.get("path"):
        raise toml.problem(at, "the source has no path", 'write path = "/path/to/FAQ.rst"')
    path = os.path.normpath(os.path.join(os.path.dirname(toml.file), os.path.expanduser(item["path"])))
    more = {key: item.get(key, "") for key in ("url", "title", "revision")}
    return Source(path, shown(item["path"]), origin="configuration", **more)
