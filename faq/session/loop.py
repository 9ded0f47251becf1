"""The session: read a line, run it, print the reply, until the end."""

from typing import Protocol

from faq.session.printer import Printer
from faq.session.runner import Runner


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

    def interrupted(self) -> None:
        """Go on after Ctrl-C, on a fresh line.

        Raises:
            KeyboardInterrupt: nobody is there to go on.
        """
        ...


def loop(reader: Reader, runner: Runner, printer: Printer) -> int:
    """Run a session.

    Args:
        reader: gives the lines.
        runner: does what they ask for.
        printer: shows the replies.

    Returns:
        The exit status, 0.

    Raises:
        Unreadable: there are no documents to answer from.
        KeyboardInterrupt: Ctrl-C came, and nobody is there to go on.
    """
    while True:
        try:
            reply = runner.run(reader.read())
            printer.show(reply)
        except EOFError:
            return 0
        except KeyboardInterrupt:
            reader.interrupted()
            continue
        if reply.ends:
            return 0
