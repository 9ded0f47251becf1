"""``/show``, also of an entry as another revision of the bundled document has it.

An answer names the command for that (``bpffaq show --revision linux-6.12 q-are``), so it works at the prompt, too.
"""

from faq.errors import FaqError
from faq.output.entries import only
from faq.session import actions, view
from faq.session.conversation import Conversation, Reply

OPTION = "--revision"
"""What stands before the name of a revision."""


def show(conversation: Conversation, argument: str) -> Reply:
    """``/show N|ID``, or ``/show --revision NAME ID``: an entry in full.

    Raises:
        FaqError: there is no such entry or revision, or one of them is not named.
    """
    first, *named = argument.split() or [""]
    if first != OPTION:
        return actions.show(conversation, argument)
    if len(named) != 2:
        raise FaqError(f"/show {OPTION}", "needs a revision and an id", f"type /show {OPTION} NAME ID")
    return _shown(conversation, *named)


def _shown(conversation: Conversation, revision: str, id: str) -> Reply:
    """The entry of a revision; it is on the screen then, and what is asked next can follow on from it."""
    result = only(conversation.background.revised(revision), id, f"bpffaq list {OPTION} {revision}")
    known = conversation.background.find(result.entry.id)
    conversation.shown, conversation.more = result, False
    conversation.remember(result.entry.question, known.entry.id if known else "")
    return Reply(tuple(view.entry(result, conversation.style())))
