"""How messages of people are answered that the bundled document's knowledge was not taught.

    python -m bench.unseen

The messages of ``bench/people`` are divided into parts, by thread where that is known. Each part is asked of an index
whose knowledge and weights know nothing of it; the answers to all of them are measured together, as ``bpffaq eval``
does, and once more those of which the annotators were sure. Takes five minutes. Needs the extra ``bench``
(scikit-learn).
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

from bench.folds import fresh_library
from bench.generated import known
from bench.messages import PARTS, Message, messages, untaught
from bench.question_rows import read_rows
from bench.weights import weighed
from faq import engine
from faq.errors import FaqError
from faq.evaluation.evaluate import DEPTH, measure
from faq.evaluation.report import lines
from faq.indexing import knowledge_for
from faq.indexing.knowledge_file import read_beside
from faq.knowledge.check import Written
from faq.knowledge.paths import knowledge_paths
from faq.knowledge.values import Knowledge
from faq.library.library import Library
from faq.model import Answer, Turn
from faq.sources.contents import Beside
from faq.sources.shipped import bundled

PEOPLE = sorted(Path(__file__).parent.glob("people/*.jsonl"))

FIRST = Path(__file__).parent / "people" / "practice.jsonl"
"""The messages that were collected first."""

TRAINING = Path(__file__).parent / "training.toml"


def unaware() -> Iterator[tuple[Library, tuple[Message, ...]]]:
    """Yield each part of the messages, with the bundled document's library that was not taught it."""
    people = messages(PEOPLE)
    faq = Path(bundled().path)
    generated = untaught(known(Path(knowledge_paths(str(faq))[1])), people)
    training = known(TRAINING)
    for part in range(PARTS):
        left_out = tuple(message for message in people if message.part == part)
        others = [message for message in people if message.part != part]
        yield library(weighed(faq, generated, training, others)), left_out


def library(generated: Knowledge) -> Library:
    """Return the bundled document's library with other knowledge in the place of the generated."""
    place = knowledge_paths(bundled().path)[1]

    def read(file: Beside) -> tuple[Written, tuple[FaqError, ...]]:
        written, problems = read_beside(file)
        return (written._replace(knowledge=generated) if file.path == place else written), problems

    with mock.patch.object(knowledge_for, "read_beside", read):
        return fresh_library()


def main() -> None:
    """Measure and print."""
    unaware_of = {message.text: library for library, left_out in unaware() for message in left_out}

    def ask(query: str, context: Sequence[Turn]) -> Answer:
        return engine.ask(unaware_of[query].snapshot, query, limit=DEPTH, context=context)

    snapshot = fresh_library().snapshot
    print("\n".join(lines(measure(snapshot, list(map(str, PEOPLE)), ask))))
    sure = [row for file in PEOPLE for row in read_rows(file) if row["sure"]]
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "sure.jsonl"
        file.write_text("".join(f"{json.dumps(row)}\n" for row in sure), "utf-8")
        print("\nThose of which the annotators were sure:\n")
        print("\n".join(lines(measure(snapshot, [str(file)], ask))))


if __name__ == "__main__":
    main()
