"""The options of a command line: quick parsing of a plain search, what excludes what, which numbers are accepted."""

from collections.abc import Sequence

from faq.errors import FaqError
from index.values import NamedTuple

FLAGS = ("alternates", "explain", "full", "ids", "json", "short", "url")
"""Options of ``search`` allowed in a plain search."""

TOO_LARGE = 10**6
"""The smallest number that is refused: it is beyond any sensible one."""

EXCLUDING = (
    ("json", ("url", "open", "edit", "tsv", "toml")),
    ("edit", ("url", "open")),
    ("full", ("short", "url", "open", "edit")),
    ("ids", ("short", "url", "open", "edit")),
    ("no_pager", ("pager",)),
    ("vi", ("keys",)),
)
"""Options and, for each, those that cannot be combined with it, since one of the two would have no effect."""


class Options(NamedTuple):
    """The options of a command line, defaults filled in; a setting that is None is looked up elsewhere."""

    command: str
    source: tuple[str, ...] = ()
    revision: str = ""
    tree_docs: bool = False
    vectors: bool = False
    json: bool = False
    tsv: bool = False
    limit: int | None = None
    short: bool = False
    full: bool = False
    ids: bool = False
    alternates: bool = False
    explain: bool = False
    url: bool = False
    open: bool = False
    edit: bool = False
    color: str | None = None
    width: int = 0
    verbose: bool = False
    clear: bool = False
    toml: bool = False
    init: bool = False
    invariance: bool = False
    pager: str | None = None
    no_pager: bool = False
    no_history: bool = False
    keys: str | None = None
    vi: bool = False
    question: tuple[str, ...] = ()
    word: tuple[str, ...] = ()
    file: tuple[str, ...] = ()
    id: str = ""
    old: str = ""
    new: str = ""


def plain_search(arguments: Sequence[str]) -> Options | None:
    """Parse a command line that only asks a question: one argument with a space or a question mark, or ``search`` with
    sources and flags before or after the words. Argparse would return the same, but take as long as the answer itself.

    Returns:
        The options, None if the line needs argparse.
    """
    if not arguments:
        return None
    first, *others = arguments
    if not others and (" " in first or "?" in first) and not first.startswith("-"):
        return Options("search", question=(first,))
    return _search(others) if first == "search" else None


def _search(arguments: Sequence[str]) -> Options | None:
    """The question, the sources and the flags of ``search``; None if there is another option."""
    words: list[str] = []
    sources: list[str] = []
    flags: set[str] = set()
    ended = False
    rest = iter(arguments)
    for word in rest:
        if word == "--source":
            sources.append(next(rest, "-"))
            ended = bool(words)
        elif word.startswith("--") and word[2:] in FLAGS:
            flags.add(word[2:])
            ended = bool(words)
        elif ended or word.startswith("-"):
            return None
        else:
            words.append(word)
    if any(source.startswith("-") for source in sources):
        return None
    return Options(
        command="search",
        source=tuple(sources),
        question=tuple(words),
        alternates="alternates" in flags,
        explain="explain" in flags,
        full="full" in flags,
        ids="ids" in flags,
        json="json" in flags,
        short="short" in flags,
        url="url" in flags,
    )


def check_combination(options: Options) -> None:
    """Check that every option that was given has an effect.

    Raises:
        FaqError: one excludes another, or needs one that is missing.
    """
    for name, others in EXCLUDING:
        for other in others:
            if getattr(options, name) and getattr(options, other):
                problem = f"cannot be combined with --{name.replace('_', '-')}"
                raise FaqError(f"--{other}", problem, "give only one of them")
    if options.alternates and not options.json:
        raise FaqError("--alternates", "has an effect only with --json", "add --json")


def number_in(text: str) -> int:
    """Return the positive integer that a text is, 0 if it is none; ``TOO_LARGE`` for any that is not below that."""
    digits = text.lstrip("0") if text.isascii() and text.isdigit() else "0"
    return int(digits or "0") if len(digits) < len(str(TOO_LARGE)) else TOO_LARGE


def must_be(number: int) -> str:
    """Return what a number that is refused must be, empty for one that is accepted."""
    if number < 1:
        return "a positive integer"
    return "" if number < TOO_LARGE else f"less than {TOO_LARGE}"
