"""Which documents are in use.

Those on the command line take precedence over those in the environment, and these over the configuration. If none are
named, it is the kernel tree's own copy if the working directory is in a tree, else the bundled document.
"""

import os
import stat
from collections.abc import Sequence

from faq.errors import FaqError
from faq.sources import kernel_tree, shipped
from faq.sources.configuration import configuration
from faq.sources.source import COMMAND_LINE, Source, shown

VARIABLE = "BPFFAQ_SOURCES"
"""The environment variable that names sources, separated as in ``PATH``."""

REVISION = "BPFFAQ_REVISION"
"""The environment variable that names a bundled revision; it is ignored if sources are named."""


def in_use(
    options: Sequence[str] = (), *, revision: str = "", tree_docs: bool = False, missing: bool = False
) -> tuple[Source, ...]:
    """Return the sources in use.

    Args:
        options: paths from the command line.
        revision: the name of a bundled revision, from the command line.
        tree_docs: whether to include the documents of the kernel tree that the document refers to.
        missing: whether those from the environment and the configuration may be missing.

    Raises:
        FaqError: a source does not exist, none of several does, or the configuration is invalid.
    """
    if options and revision:
        raise FaqError("--revision", "cannot be combined with --source", "give only one of them")
    chosen = _named(options)
    if not chosen and revision:
        chosen = (shipped.revision(revision),)
    if not chosen:
        chosen = _from_environment(missing) or _configured(missing) or _default()
    return (*chosen, *_tree_docs()) if tree_docs else chosen


def _default() -> tuple[Source, ...]:
    tree = kernel_tree.root()
    return (kernel_tree.own_copy(tree) if tree else shipped.bundled(),)


def _tree_docs() -> tuple[Source, ...]:
    tree = kernel_tree.root()
    if not tree:
        raise FaqError("--tree-docs", "the working directory is not in a kernel tree", "go into one")
    return kernel_tree.referred(tree)


def _configured(missing: bool) -> tuple[Source, ...]:
    said = configuration()
    return _usable(said.sources, missing) or _shipped(said.revision, "revision (configuration)")


def _from_environment(missing: bool) -> tuple[Source, ...]:
    paths = [path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]
    named = _usable(_sources(paths, "environment"), missing)
    return named or _shipped(os.environ.get(REVISION, "").strip(), REVISION)


def _shipped(name: str, origin: str) -> tuple[Source, ...]:
    """The revision with a name, nothing if the name is empty; ``origin`` says who named it."""
    if not name:
        return ()
    try:
        return (shipped.revision(name),)
    except FaqError as error:
        raise FaqError(origin, error.problem, error.hint) from error


def _named(paths: Sequence[str]) -> tuple[Source, ...]:
    if "" in paths:
        raise FaqError("--source", "is empty", "name an RST file or a directory")
    return tuple(_existing(source) for source in _sources(paths, COMMAND_LINE))


def _sources(paths: Sequence[str], origin: str) -> tuple[Source, ...]:
    return tuple(Source(_absolute(path), shown(path), origin=origin) for path in dict.fromkeys(paths))


def _usable(sources: Sequence[Source], missing: bool) -> tuple[Source, ...]:
    """Sources named for every run: a broken one does not affect the others.

    Raises:
        FaqError: none of them can be used.
    """
    problems = []
    for source in sources:
        try:
            _existing(source)
        except FaqError as error:
            problems.append(error)
    if problems and len(problems) == len(sources) and not missing:
        raise problems[0]
    return tuple(sources)


def _absolute(path: str) -> str:
    try:
        return os.path.abspath(os.path.expanduser(path))
    except OSError as error:
        hint = "name an absolute path"
        raise FaqError(shown(path), "cannot be found: the current directory is gone", hint) from error


def _existing(source: Source) -> Source:
    hint = f"name an RST file or a directory ({source.origin})"
    try:
        mode = os.stat(source.path).st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "is not a path"
        raise FaqError(source.file, f"cannot be read ({reason.lower()})", hint) from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise FaqError(source.file, "is neither a file nor a directory", hint)
    return source
