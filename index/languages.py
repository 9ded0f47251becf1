"""Languages other than English: which one a text is in, and which of its words carry no topic.

The lists of function words are those of the Snowball project, which Whoosh includes; the words that questions
begin with are added to them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from whoosh.lang.stopwords import stoplists

from index.analysis import FUNCTION_WORDS, Token

_WORD = re.compile(r"[^\W\d_]+")

_SAMPLE = 20_000
"""Maximum words of a text that are examined."""

_SHARE = 0.15
"""Share of function words that identifies a language; prose has a third or more, headings and code far fewer."""

_DIFFERENT = 5
"""How many different function words identify a language: a list of names may repeat a single one."""

_LEAD = 1.3
"""How many times as many function words a text must have of its language as of English."""

_ASKING = {
    "da": "hvordan hvorfor hvornår hvor hvem hvad hvilken hvilke kan må skal vil findes gør få",
    "de": """warum wieso weshalb wozu wofür womit woher wohin wer wem wen wieviel darf dürfen möchte gibt geht
        bitte kann kannst könnt müssen sollte brauche brauchen lässt""",
    "es": """cómo qué cuándo dónde quién quiénes cuál cuáles cuánto cuánta cuántos puedo puede pueden debo debe
        hacer hago hay quiero necesito si""",
    "fi": "miten miksi milloin missä mistä kuka mikä mitä voi voiko voin voinko pitää saa saako",
    "fr": """comment pourquoi quand où qui quoi quel quelle quels quelles combien peut peux puis pouvez faut
        faire fait dois doit veux voudrais si est ce cela ça donc car mais plus sans chez""",
    "hu": "hogyan miért mikor hol ki mi melyik hány lehet kell tudok tudom",
    "it": """come perché quando dove chi cosa quale quali quanto quanta posso può possono devo deve fare faccio
        voglio esiste""",
    "nl": "hoe waarom wanneer waar wie wat welke hoeveel kan kunnen moet moeten mag wil",
    "no": "hvordan hvorfor når hvor hvem hva hvilken hvilke kan må skal vil finnes gjør får",
    "pt": """como porque porquê quando onde quem qual quais quanto quanta posso pode podem devo deve fazer faço
        há quero preciso""",
    "ru": "как почему зачем когда где куда кто что какой какая какое какие сколько можно могу нужно надо ли есть",
    "sv": "hur varför när var vem vad vilken vilka kan måste ska vill finns gör får",
    "tr": "nasıl neden niçin ne nerede kim hangi kaç mi mı mu mü var yok",
}
"""Words that say that something is asked, or that something exists, can or must be."""


@lru_cache(maxsize=16)
def function_words(language: str) -> frozenset[str]:
    """Return the words of a language that carry no topic; none if the language is unknown."""
    return frozenset((*stoplists.get(language, ()), *_ASKING.get(language, "").split()))


def language_of(texts: Iterable[str]) -> str:
    """Return the language of a document's texts, such as ``de``; empty if it is English or undetermined."""
    words: list[str] = []
    for text in texts:
        words += _WORD.findall(text.lower())
        if len(words) > _SAMPLE:
            break
    often = Counter(words)
    met = {language: function_words(language) & often.keys() for language in stoplists}
    counts = {language: sum(map(often.__getitem__, met[language])) for language in stoplists}
    best = max(counts, key=lambda language: counts[language])
    told = len(met[best]) >= _DIFFERENT and counts[best] >= _SHARE * len(words)
    return best if told and counts[best] >= _LEAD * counts["en"] else ""


def without_topic(found: Sequence[Token], languages: Iterable[str]) -> tuple[Token, ...]:
    """Mark function words as not topical, if a question is in a language other than English.

    Args:
        found: the tokens of a question.
        languages: the languages of the documents in use.
    """
    words = _WORD.findall(" ".join(token.surface.lower() for token in found))
    english = sum(map(FUNCTION_WORDS.__contains__, words))
    counts = {language: _count(words, language) for language in sorted(languages)}
    best = max(counts, key=lambda language: counts[language], default="")
    if not best or counts[best] <= english:
        return tuple(found)
    silent = function_words(best) | FUNCTION_WORDS
    return tuple(token._replace(topical=token.topical and not _silent(token, silent)) for token in found)


def _count(words: Sequence[str], language: str) -> int:
    silent = function_words(language)
    return sum(map(silent.__contains__, words))


def _silent(token: Token, silent: frozenset[str]) -> bool:
    parts = _WORD.findall(token.surface.lower())
    return bool(parts) and silent.issuperset(parts)
