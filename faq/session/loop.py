"""The session: read a line, run it, print the reply, until the end."""

from typing import Protocol

from faq.session.printer import Printer
from faq.session.runner import Runner


class Reader(Protocol):
    """Where lines come from: the prompt, a pipe, a script."""

    def read(self) -> str:
        """The next line.

        Raises:
            EOFError: there are no more lines.
            KeyboardInterrupt: the line was abandoned.
            Unreadable: the documents turned out to be unreadable.
        """
        ...

    def interrupted(self) -> None:
        """Continue after Ctrl-C on a new line.

        Raises:
            KeyboardInterrupt: there is nobody to continue.
        """
        ...


def loop(reader: Reader, runner: Runner, printer: Printer) -> int:
    """Run a session.

    Args:
        reader: supplies the lines.
        runner: runs them.
        printer: shows the replies.

    Returns:
        The exit status, 0.

    Raises:
        Unreadable: there are no documents to answer from.
        KeyboardInterrupt: Ctrl-C was pressed, and there is nobody to continue.
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
