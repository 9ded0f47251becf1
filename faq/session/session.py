"""The session: read a line, run it, print the reply, until the end."""

from typing import Protocol

from faq.session.printer import Printer
from faq.session.runner import Runner
from faq.session.shelf import Unreadable
from faq.session.talk import Reply


class Reader(Protocol):
    """Where lines come from: the prompt, a pipe, a script."""

    def read(self) -> str:
        """The next line.

        Raises:
            EOFError: there is none any more.
            KeyboardInterrupt: the line was given up.
            Unreadable: the documents turned out not to be readable.
        """
        ...


def loop(reader: Reader, runner: Runner, printer: Printer) -> int:
    """Run a session.

    Args:
        reader: gives the lines.
        runner: does what they ask for.
        printer: shows the replies.

    Returns:
        The exit status: 0, or 2 where there are no documents to answer from.
    """
    while True:
        try:
            reply = runner.run(reader.read())
            printer.show(reply)
        except EOFError:
            return 0
        except KeyboardInterrupt:
            continue
        except Unreadable as error:
            printer.show(Reply(error=str(error)))
            return 2
        if reply.ends:
            return 0
