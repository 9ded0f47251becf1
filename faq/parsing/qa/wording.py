"""How questions are worded: their markers, question marks and first words, and the titles of their pages."""

import re

_LETTERS_OF_QUESTIONS = r"(?:Q(?:uestion)?|问|問|質問|질문|Вопрос|В)"  # noqa: RUF001  # questions are asked in many scripts
_WORDS_FOR_QUESTION = r"(?:Frage|Pregunta|Pergunta|Domanda|Vraag|Fråga|Spørgsmål|Spørsmål|Pytanie|Otázka)"
_MARKER = re.compile(
    rf"(?:{_LETTERS_OF_QUESTIONS}|{_WORDS_FOR_QUESTION})\s?\d*\s?[:：]\s*"  # noqa: RUF001  # as above
    r"|Q\s?\d*[.)]\s+|\[Q\s?\d*\]\s*"
    r"|(?-i:[FPDV])\s?\d*\s?:\s+(?=[^?]*\?\W*$)",  # such a letter may be anything, but not before a question
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:A|答|回答|답|Ответ|О|Antwort|Réponse|Respuesta|Resposta|Risposta|Antwoord|Svar|(?-i:R))"  # noqa: RUF001  # as above
    r"\s?\d*\s?[:：](?:\s+|$|(?<=：))"  # noqa: RUF001  # as above
    r"|(?-i:A\s?\d*[.)]\s+(?=[A-Z]))|\[A\s?\d*\]\s+",
    re.IGNORECASE,
)
_MARK = re.compile(r"[?？؟⸮՞](?=$|[\s\"'”’»)\]*.!…:：]|[^\x00-\x7f])|(?:[ぁ-ん]か|[吗嗎呢])[。.]?$")  # noqa: RUF001  # questions are asked in many scripts
_HOW_TO = re.compile(
    r"(?:\d+(?:\.\d+)*[.)]?\s+)?"
    r"(?:(?:how|what|why|when|where|which|who|wie|was|warum|wo|wann|wer|comment|pourquoi|quand|cómo|qué|dónde"
    r"|cuándo|como|onde|quando|come|perché|dove|как|почему|где|когда|hoe|waarom|hur|varför)\b"
    r"|如何|怎么|怎样|怎樣|怎麼|为什么|為什麼|什么|什麼|なぜ|どう|어떻게|왜)",
    re.IGNORECASE,
)
_NAMES_OF_PAGE = (
    r"\bfaqs?\b|frequently[\s-]asked|frequent questions|\bq\s?(?:&|and|/)\s?a\b|"
    r"常见问题|常見問題|よくある質問|자주 묻는 질문|häufig|foire aux questions|preguntas frecuentes|"
    r"perguntas frequentes|domande frequenti|часто задаваемые|вопросы и ответы|veelgestelde vragen"
)
_NAME_OF_PAGE = re.compile(_NAMES_OF_PAGE, re.IGNORECASE)
_PAGE = re.compile(rf"{_NAMES_OF_PAGE}|questions?\b.{{0,80}}\banswers?", re.IGNORECASE)
_NO_SUBJECT = frozenset(
    "a about and answers asked common fragen frequently general gestellte list of other questions some the your".split()
)
"""Words in the titles of pages of questions that do not say what the questions are about."""
_QUESTIONS = re.compile(r"\bquestions$", re.IGNORECASE)
_FILE = re.compile(r"(?:^|[\W_])(?:faqs?|qa|q-?and-?a|questions)(?:[\W_]|$)", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:\.\.\.|…)\s*[?:]?\s*$")
_OPEN_START = re.compile(r"\s*(?:\.\.\.|…)\s*")


def has_marker(text: str) -> bool:
    """Return whether a text begins with a marker such as ``Q:``."""
    return _MARKER.match(text) is not None


def without_marker(text: str) -> str:
    """Return the text without its ``Q:``."""
    return _MARKER.sub("", text, count=1) if has_marker(text) else text


def answers(text: str) -> bool:
    """Return whether a text begins with a marker such as ``A:``."""
    return _ANSWER.match(text) is not None


def without_answer_marker(text: str) -> str:
    """Return the text without its ``A:``."""
    found = _ANSWER.match(text)
    return text[found.end() :] if found else text


def is_marker_name(name: str) -> bool:
    """Return whether a term or field name is just ``Q`` or ``Q.``."""
    bare = name.strip().rstrip(":.") + ":"
    return has_marker(bare) and not without_marker(bare)


def is_answer_name(name: str) -> bool:
    """Return whether a term or field name is just ``A`` or ``Answer``."""
    bare = name.strip().rstrip(":.")
    return bare.lower() == "answer" or (answers(bare + ": x") and len(bare) <= 3)


def asks(text: str) -> bool:
    """Return whether a text reads as a question, by its marker, its question mark or its first word."""
    return has_marker(text) or asks_outright(text) or bool(_HOW_TO.match(text))


def asks_outright(text: str) -> bool:
    """Return whether a text is marked as a question, by ``Q:`` or a question mark."""
    return has_marker(text) or _MARK.search(text) is not None


def is_faq_title(title: str) -> bool:
    """Return whether a title announces questions and answers: ``FAQ``, ``Frequently asked questions``."""
    return _PAGE.search(title) is not None and not asks_outright(title)


def is_questions_title(title: str) -> bool:
    """Return whether a title announces questions and answers, or just questions: ``Common questions``."""
    return is_faq_title(title) or _QUESTIONS.search(title) is not None


def lacks_subject(title: str) -> bool:
    """Return whether a title announces questions but not what they are about: ``FAQ``, ``Common questions``."""
    if not is_questions_title(title):
        return False
    return _NO_SUBJECT.issuperset(re.findall(r"\w+", _NAME_OF_PAGE.sub(" ", title).lower()))


def is_faq_file(stem: str) -> bool:
    """Return whether a file's name announces questions and answers."""
    return _FILE.search(stem) is not None


def is_open_ended(title: str) -> bool:
    """Return whether a title is to be completed: ``How do I...``."""
    return _OPEN_END.search(title) is not None


def completes(text: str) -> bool:
    """Return whether a text completes such a title: ``... rename my files?``."""
    return _OPEN_START.match(text) is not None


def completed(title: str, text: str) -> str:
    """Return an open-ended title and the text that completes it as one question."""
    return f"{_OPEN_END.sub('', title).strip()} {_OPEN_START.sub('', text, count=1).strip()}"
