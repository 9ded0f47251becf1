"""What can be copied from an answer: commands without the shell's prompts, code, addresses."""

import re

from faq.model import Block, Result
from faq.output.blocks import block_lines
from faq.output.terminal import short_lines
from faq.output.text import Style

PROMPT = re.compile(r"[$#] (?=\S)")

QUOTED = 72
"""Columns of a quotation, as is usual in mails."""


def texts(result: Result) -> tuple[list[str], int]:
    """The texts of an entry that can be copied.

    Args:
        result: the entry, with the short answer that was given, if any.

    Returns:
        Its code blocks and addresses, or if there are none, the short answer or the whole text; and the number
        of the default one: the block that answers, else the first.
    """
    code = [block for block in result.entry.blocks if copyable(block)]
    short = result.short_answer
    if not code:
        return [short.text if short else "\n\n".join(block.text for block in result.entry.blocks)], 1
    texts = [commands(block.text) for block in code]
    for number, block in enumerate(code, 1):
        if short and short.text in block.text:
            return texts, number
    return texts, 1


def copyable(block: Block) -> bool:
    """Whether a block is code, or an address on a line of its own."""
    return block.kind == "code" or (block.kind == "quote" and " " not in block.text)


def commands(text: str) -> str:
    """A transcript's commands without prompts and output; text that is not a transcript is returned unchanged."""
    if not PROMPT.match(text):
        return text
    kept: list[str] = []
    for line in text.split("\n"):
        if PROMPT.match(line):
            kept.append(PROMPT.sub("", line, count=1))
        elif kept and kept[-1].endswith("\\"):
            kept.append(line)
    return "\n".join(kept)


def quotation(result: Result, whole: bool) -> list[str]:
    """An answer as a quotation for a mail, with lines of code unchanged.

    Args:
        result: the entry, with the short answer that was given, if any.
        whole: whether to quote the whole entry, not only the short answer.
    """
    style = Style(QUOTED - 2)
    short = result.short_answer
    text = (
        block_lines(result.entry.blocks, style) if whole or not short else short_lines(short, result, style)
    )
    return [f"> {line}".rstrip() for line in text]
