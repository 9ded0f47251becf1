"""Runs a typed line and returns a reply; an error in a line never ends the session."""

from faq.errors import FaqError, log_unforeseen
from faq.session import asking, commands
from faq.session.background_library import Unreadable
from faq.session.conversation import Conversation, Reply
from faq.session.input_parser import Call, Nothing, Number, Question, parse
from faq.sources.files import LONGEST


class Runner:
    """Runs typed lines against a conversation.

    Args:
        conversation: the conversation.
    """

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation

    def run(self, line: str) -> Reply:
        """Run a line.

        Args:
            line: the line as typed.

        Returns:
            The reply to show; an error is one line of it.

        Raises:
            Unreadable: there are no documents to answer from.
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        try:
            reply = self._dispatch(line)
            return reply._replace(error=self.conversation.warning())
        except Unreadable:
            raise
        except FaqError as error:
            return Reply(error=str(error))
        except Exception as error:
            log_unforeseen("a line of the session")
            text = " ".join(f"{type(error).__name__}: {error}".split())
            return Reply(error=f"this line: failed ({text}); the session goes on; please report this")

    def _dispatch(self, line: str) -> Reply:
        if len(line) > LONGEST:
            raise FaqError("this line", f"is larger than {LONGEST >> 20} MiB", "ask a shorter question")
        match parse(line):
            case Nothing():
                return asking.more(self.conversation, "") if self.conversation.more else Reply()
            case Number(number):
                return asking.follow(self.conversation, number)
            case Call(name, argument):
                return commands.run(self.conversation, name, argument)
            case Question(text):
                return asking.ask(self.conversation, text)
