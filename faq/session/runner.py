"""Run: one typed line becomes a reply; no error of one line ends the session."""

from faq.errors import FaqError
from faq.files import LONGEST
from faq.session import actions, commands
from faq.session.requests import Call, Nothing, Number, parse
from faq.session.shelf import Unreadable
from faq.session.talk import Reply, Talk


class Runner:
    """Runs typed lines against a conversation.

    Args:
        talk: the conversation.
    """

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    def run(self, line: str) -> Reply:
        """Do what a line asks for.

        Args:
            line: the line as typed.

        Returns:
            What to show; an error is one line in it.

        Raises:
            Unreadable: there are no documents to answer from.
            KeyboardInterrupt: Ctrl-C came.
        """
        try:
            reply = self._dispatch(line)
            return reply._replace(error=self.talk.warning())
        except Unreadable:
            raise
        except FaqError as error:
            return Reply(error=str(error))
        except Exception as error:
            text = " ".join(f"{type(error).__name__}: {error}".split())
            return Reply(error=f"this line: failed ({text}); the session goes on, please report it")

    def _dispatch(self, line: str) -> Reply:
        if len(line) > LONGEST:
            raise FaqError("this line", f"is larger than {LONGEST >> 20} MiB", "ask a shorter question")
        request = parse(line)
        if isinstance(request, Nothing):
            return Reply()
        if isinstance(request, Number):
            return actions.follow(self.talk, request.number)
        if isinstance(request, Call):
            return commands.run(self.talk, request.name, request.argument)
        return actions.ask(self.talk, request.text)
