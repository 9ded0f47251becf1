"""Languages besides English: told by their function words, which carry no topic in a question."""

import pytest

from index.analysis import tokens
from index.languages import language_of, without_topic

TEXTS = {
    "de": "Wie kann ich den Zweig wechseln? Mit dem Schalter, der an der Wand ist. Und wenn er nicht geht?",
    "fr": "Comment puis-je changer de branche ? Avec le bouton qui est sur le mur, mais pas dans la nuit.",
    "es": "¿Cómo puedo cambiar de rama? Con el interruptor que está en la pared, pero no por la noche.",
    "it": "Come posso cambiare ramo? Con il pulsante che si trova sul muro, ma non di notte.",
    "ru": "Как мне сменить ветку? Кнопкой, которая на стене, но не ночью, если она есть.",
    "": "How can I change the branch? With the switch that is on the wall, but not at night.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_text(language: str) -> None:
    assert language_of([TEXTS[language]]) == language


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["Genius TVGo A11MCE", "Le Le Le Le Le"],
        ["DVB-T2 de DVB-S2 de DVB-C de"],
        ["\u9375\u3092\u6d88\u3057\u3066"],
        [TEXTS[""], TEXTS["de"][:40]],
    ],
)
def test_no_language_is_told(texts: list[str]) -> None:
    assert language_of(texts) == ""


@pytest.mark.parametrize(
    ("question", "languages", "topical"),
    [
        ("wie kann ich den Mond sehen", ["de"], ["Mond", "sehen"]),
        ("wie kann ich den Mond sehen", ["de", "fr"], ["Mond", "sehen"]),
        ("wie kann ich den Mond sehen", [], ["wie", "kann", "ich", "den", "Mond", "sehen"]),
        ("qu'est-ce que c'est que la lune", ["fr"], ["lune"]),
        ("how do I die in a war", ["de"], ["die", "war"]),
        ("Mond-Cache", ["de"], ["Mond-Cache"]),
    ],
)
def test_function_words_of_a_language_have_no_topic(
    question: str, languages: list[str], topical: list[str]
) -> None:
    assert [t.surface for t in without_topic(tokens(question), languages) if t.topical] == topical
