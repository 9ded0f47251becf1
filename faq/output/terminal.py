"""Answers, entries and lists as lines for a terminal of any width.

Everything that comes from a document or a question passes through ``safe``: no control character
reaches a terminal. Code and addresses are never wrapped, so that they can be copied.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from faq.model import ANSWERED, CLOSEST, AlsoAsked, Answer, Block, Document, Entry, Lines, Result, ShortAnswer
from faq.output.age import as_of, said_differently, source_url
from faq.output.blocks import Rows, block_lines, drawn, excerpt, found_in, is_marked
from faq.output.harmless import safe, safe_line
from faq.output.text import NARROWEST, PAINT, Style, columns, cut, hyperlink, painted, wrapped
from index.values import NamedTuple

WHOLE = 12
"""Maximum lines of an answer's text; a longer one is shown in part."""

CLOSEST_QUESTIONS = "Closest questions"
"""Title of the entries that may help if none is an answer."""

SEE_ALSO = "See also"
"""Title of the entries found besides the one that answers."""

NEAREST = "This is the nearest entry; it may not be what was asked."
"""Line above an answer with low confidence."""


class View(NamedTuple):
    """How much of an answer is shown: ``whole``, however long the text is; ``ids`` below the other candidates.

    ``more`` tells how to see what is left out. ``most`` is how many lines the text may take, with two that say what is
    left out of it.
    """

    whole: bool = False
    ids: bool = False
    more: str = "--full shows all"
    most: int = WHOLE


DEFAULT = View()


def answer_lines(answer: Answer, style: Style, view: View = DEFAULT) -> list[str]:
    """Return an answer as lines: notices about the question, the entry, its citation, the other candidates."""
    lines = said(answer, style)
    if answer.status != ANSWERED:
        return lines + candidates(CLOSEST_QUESTIONS, answer.results, style, view.ids)
    first, *others = answer.results
    separator = [""] if lines else []
    entry = found_lines(first, style, view, sure=answer.level != "low")
    return [*lines, *separator, *entry, *candidates(SEE_ALSO, others, style, view.ids)]


def said(answer: Answer, style: Style) -> list[str]:
    """Return notices about the question: what was corrected, left out, taken from context, or is missing."""
    lines: list[str] = []
    if answer.corrections:
        pairs = ", ".join(map(" -> ".join, answer.corrections))
        lines += _painted(f"Corrected: {safe(pairs)}", PAINT.quiet, style)
    if answer.reasons.cut:
        lines += _painted(f"Note: {safe(answer.reasons.cut)}.", PAINT.quiet, style)
    if answer.reasons.taken:
        lines.append(cut(f"Taken with: {safe(answer.reasons.taken)}", style.width))
    if answer.status != ANSWERED:
        lines += _painted(_refusal(answer), PAINT.warning, style)
        if answer.reasons.nearest:
            lines.append(cut(f"Nearest entry: {safe(answer.reasons.nearest)}", style.width))
    else:
        for doubt in _doubts(answer):
            lines += _painted(doubt, PAINT.warning, style)
    return lines + _also_asked(answer.also_asked, style)


def _also_asked(others: Sequence[AlsoAsked], style: Style) -> list[str]:
    if not others:
        return []
    from faq.output.several import told  # here: few messages ask several things

    lines: list[str] = []
    for other in others:
        lines += wrapped(safe(told(other)), style.width, rest="  ")
    return lines


def _painted(text: str, paint: str, style: Style, first: str = "") -> list[str]:
    return [painted(line, paint, style) for line in wrapped(text, style.width, first)]


def _doubts(answer: Answer) -> Iterator[str]:
    """Why an answer may not be what was asked for."""
    if answer.reasons.missing:
        yield answer.reasons.missing
    if answer.level == "low":
        yield f"{NEAREST}{_unknown(answer)}"


def _refusal(answer: Answer) -> str:
    if answer.reasons.missing:
        return answer.reasons.missing
    if answer.status == CLOSEST:
        return f"No entry answers this for certain.{_unknown(answer)}"
    why = _unknown(answer)
    if not why and answer.reasons.outside:
        why = f" It is like '{safe(answer.reasons.outside)}', which is known not to be covered."
    elif not why and answer.reasons.matched:
        why = " Its words are there, but no entry is about them."
    elif not why:
        why = " None of its words is a subject of the documents."
    return f"This is not covered.{why}"


def _unknown(answer: Answer) -> str:
    words = ", ".join(f"'{safe(word)}'" for word in answer.unmatched[:8])
    return f" No mention of {words}." if words else ""


def candidates(title: str, results: Sequence[Result], style: Style, ids: bool = False) -> list[str]:
    """Return entries as a numbered list, one line each, under a title preceded by an empty line.

    Args:
        title: the title.
        results: the entries.
        style: how to draw.
        ids: whether to show each entry's id below it.
    """
    if not results:
        return []
    lines = ["", painted(title, PAINT.quiet, style)]
    for number, result in enumerate(results, 1):
        lines.append(f"{number:>3}. {cut(safe(result.entry.question), style.width - 5)}")
        if ids:
            lines.append(painted(f"     {safe_line(result.entry.id)}", PAINT.quiet, style))
    return lines


def heading_lines(entry: Entry, style: Style) -> list[str]:
    """Return an entry's question, and below it the document's own other phrasings."""
    lines = _painted(safe(entry.question), PAINT.question, style)
    for own in entry.alternates[: entry.own]:
        text = safe(own.removeprefix(entry.question))
        lines += _painted(text, PAINT.quiet, style)
    return lines


def entry_lines(result: Result, style: Style) -> list[str]:
    """Return one entry in full: question, text, citation."""
    entry = result.entry
    return [
        *heading_lines(entry, style),
        "",
        *block_lines(entry.blocks, style),
        "",
        *citation_lines(result, style),
    ]


def found_lines(result: Result, style: Style, view: View = DEFAULT, sure: bool = True) -> list[str]:
    """Return the entry that answers: question, text with the short answer marked, citation.

    Args:
        result: the entry, with its short answer; without one the beginning of a long text is shown.
        style: how to draw.
        view: how much of it to show.
        sure: whether the confidence suffices for the colour of an answer.
    """
    narrower = style._replace(width=style.width - 2)
    groups = drawn(result.entry.blocks, result.short_answer, narrower)
    short = result.short_answer
    if short is not None and not any(map(is_marked, groups)):  # not found in the text: it is shown above
        above: Rows = [(line, True) for line in short_lines(short, result, narrower)]
        groups = [[*above, ("", False)], *groups]
    rows = list(chain.from_iterable(groups))
    body = _marked(rows, style, sure)
    if not view.whole and len(rows) > view.most:
        shown = excerpt(groups, view.most - 2)
        body = ["  [...]"] if shown.begins_later else []
        body += _marked(shown.rows, style, sure)
        note = f"[{shown.omitted} lines left out; {view.more}]"
        body += _painted(note, PAINT.quiet, style, "  ")
    return [*heading_lines(result.entry, style), "", *body, "", *citation_lines(result, style)]


def _marked(rows: Rows, style: Style, sure: bool) -> list[str]:
    """Rows as lines, those of the short answer with a mark on the left; an unsure one is not bold."""
    mark = painted("\u258e", PAINT.mark if sure else PAINT.warning, style) if style.color else ">"
    paint = PAINT.short if sure else ""
    lines: list[str] = []
    for text, marked in rows:
        if marked:
            lines.append(f"{mark} {painted(text, paint, style) if paint else text}".rstrip())
        else:
            lines.append(f"  {text}" if text else "")
    return lines


def same_entry_lines(result: Result, style: Style, sure: bool = True) -> list[str]:
    """Return what is new if the entry that answers is on screen already: another short answer from it."""
    short = result.short_answer
    if short is None:
        return citation_lines(result, style)
    rows = [(line, True) for line in short_lines(short, result, style._replace(width=style.width - 2))]
    where = _beside_or_below(place(result, short), as_of(result.document), style)
    return [*_marked(rows, style, sure), "", *where]


def short_lines(short: ShortAnswer, result: Result, style: Style) -> list[str]:
    """Return a short answer as lines: code unchanged, each sentence or item wrapped by itself.

    What is taken from several blocks has their form: bullets before items, code indented below text.
    """
    entry = result.entry
    if len(found_in(entry.blocks, short)) > 1:
        blocks = [block._replace(strong=False) for block in entry.blocks]
        rows = chain.from_iterable(drawn(blocks, short, style))
        return _outdented([line for line, marked in rows if marked])
    lines: list[str] = []
    stands = any(_stands_in(block, short) for block in entry.blocks)
    for piece in safe(short.text).split("\n"):
        lines += [piece] if stands else wrapped(piece, style.width)
    return lines


def _outdented(lines: Sequence[str]) -> list[str]:
    """Lines without the indentation that all of them have."""
    indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return [line[indent:] for line in lines]


def _stands_in(block: Block, short: ShortAnswer) -> bool:
    """Whether a short answer begins in a listing or a table, whose lines stay as they are."""
    if block.kind not in ("code", "table"):
        return False
    within = block.lines.first <= short.lines.first <= block.lines.last
    return within and short.text.split("\n")[0] in block.text


def brief_lines(answer: Answer, style: Style) -> list[str]:
    """Return only the short answer, file and line, and address; a refusal if there is none."""
    if answer.status != ANSWERED:
        return _painted(_refusal(answer), PAINT.warning, style)
    first = answer.results[0]
    short = first.short_answer
    if short is None:
        lines, line = block_lines(first.entry.blocks, style), first.entry.lines.first
    else:
        lines, line = short_lines(short, first, style), short.lines.first
    lines.append(painted(f"{safe_line(first.document.file)}:{line}", PAINT.quiet, style))
    url = address_of(first)
    return [*lines, hyperlink(painted(url, PAINT.quiet, style), url, style)] if url else lines


def place(result: Result, short: ShortAnswer | None = None) -> str:
    """Return the file and the lines of an entry, or of a short answer in it."""
    return f"{_files(result.document)[0]}:{_range(short.lines if short else result.entry.lines)}"


def _files(document: Document) -> tuple[str, str]:
    """The name by which a document's file is cited, and its other name, empty if it has none.

    A text that ships with the program is cited by its path in its source tree, by which people know it.
    """
    own, in_tree = safe_line(document.file), safe_line(document.tree_path)
    if document.is_shipped and in_tree:
        return in_tree, own
    return own, "" if f"/{own}".endswith(f"/{in_tree}") else in_tree


def cited_in_mail(result: Result, short: ShortAnswer | None) -> str:
    """Return a place as other people know it: for a known text, its path in its source tree and its release."""
    document, age = result.document, as_of(result.document)
    if not (age and document.tree_path):
        return place(result, short)
    lines = _range(short.lines if short else result.entry.lines)
    return f"{safe_line(document.tree_path)}:{lines}, {age}"


def address_of(result: Result) -> str:
    """Return the web address of an entry, empty if unknown."""
    anchor = result.entry.id.rpartition("#")[2]
    return safe_line(f"{result.document.url}#{anchor}") if result.document.url else ""


def citation_lines(result: Result, style: Style) -> list[str]:
    """Return the citation of an entry: file and lines with what else fits beside them, and below it the address.

    A text whose release is known is cited with that, any other with its title and revision. The last lines name the
    files of a source tree that the entry refers to, and the command that shows what a newer revision says.
    """
    where = place(result)
    edition = as_of(result.document) or safe(result.document.title)
    beside = _beside(result, style.width - columns(where) - 2)
    lines = _beside_or_below(where, beside or edition, style)
    if as_of(result.document):
        quoted = source_url(result)
        lines = [hyperlink(line, quoted, style) for line in lines]
    url = address_of(result)
    lines += [hyperlink(painted(url, PAINT.quiet, style), url, style)] if url else []
    places = dict.fromkeys(link.place for link in result.entry.links if link.place)
    if places:
        lines += _painted(f"refers to {safe(', '.join(places))}", PAINT.quiet, style)
    newer = painted(said_differently(result), PAINT.warning, style)  # it holds a command to copy
    return [*lines, newer] if newer else lines


def _beside_or_below(where: str, what: str, style: Style) -> list[str]:
    """A place and what is said of it, on two lines if they do not fit on one."""
    line = f"{where}  {what}" if what else where
    lines = [line] if columns(line) <= style.width or not what else [where, cut(what, style.width)]
    return [painted(line, PAINT.quiet, style) for line in lines]


def _beside(result: Result, room: int) -> str:
    """As much as there is room for of what else names the text: its title, its other file name, its edition."""
    document, age = result.document, as_of(result.document)
    title, (_, file) = safe(document.title), _files(document)
    known = ((title, file, age), (file, age), (age,))
    for parts in known if age else ((title, safe(document.revision)), (title,)):
        text = ", ".join(filter(None, parts))
        if columns(text) <= room:
            return text
    return cut(title, room) if room >= NARROWEST and not age else ""


def list_lines(results: Sequence[Result], style: Style) -> list[str]:
    """Return entries by document and section, numbered: question, id and lines."""
    lines: list[str] = []
    heading: tuple[str, tuple[str, ...]] | None = None
    several = len({result.document.file for result in results}) > 1
    for number, result in enumerate(results, 1):
        entry = result.entry
        if (result.document.file, entry.section) != heading:
            heading = (result.document.file, entry.section)
            lines += [""] if lines else []
            lines.append(painted(_section(result, several), PAINT.question, style))
        lines += wrapped(safe(entry.question), style.width, f"{number:>3}. ")
        lines.append(painted(f"     {safe_line(entry.id)}  {_range(entry.lines)}", PAINT.quiet, style))
    return lines


def _section(result: Result, several: bool) -> str:
    title = safe(" > ".join(result.entry.section) or result.document.title)
    return f"{_files(result.document)[0]}: {title}" if several else title


def _range(lines: Lines) -> str:
    """First and last line, or the only one."""
    return str(lines.first) if lines.first == lines.last else f"{lines.first}-{lines.last}"


def tsv_lines(results: Sequence[Result]) -> list[str]:
    """Return entries as lines of tab-separated fields: id, question, section, file, lines."""
    lines: list[str] = []
    for result in results:
        entry = result.entry
        lines_of = f"{entry.lines.first}-{entry.lines.last}"  # always both, for programs
        fields = (entry.id, entry.question, " > ".join(entry.section), result.document.file, lines_of)
        lines.append("\t".join(map(safe_line, fields)))
    return lines


def explanation_lines(answer: Answer, style: Style) -> list[str]:
    """Return why an answer came out as it did."""
    reasons = answer.reasons
    synonyms = (f"{phrase} -> {', '.join(words)}" for phrase, words in reasons.synonyms)
    told = (
        ("status", f"{answer.status}, confidence {answer.confidence:.2f} ({answer.level})"),
        ("matched", "; ".join(f"{word} ({', '.join(fields)})" for word, fields in reasons.matched)),
        ("corrected", "; ".join(map(" -> ".join, answer.corrections))),
        ("synonyms", "; ".join(synonyms)),
        ("nearest question", reasons.matched_question),
        ("sentence vectors", "" if reasons.cosine is None else f"cosine {reasons.cosine:.2f}"),
        ("margin to the second", f"{reasons.margin:.0%}" if answer.results else ""),
        ("taken with", reasons.taken),
        ("no mention of", ", ".join(answer.unmatched)),
        ("out of scope", reasons.outside),
        ("left out", reasons.cut),
        ("missing", reasons.missing),
    )
    lines: list[str] = []
    for name, text in told:
        if text:
            lines += wrapped(f"{name}: {safe(text)}", style.width, rest="  ")
    return lines
