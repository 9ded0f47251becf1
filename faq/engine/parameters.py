"""The engine's parameters: every number that was chosen or fitted, as one value that is passed in.

Sweep one with ``DEFAULT._replace(gram_weight=0.5)``. The docstrings say what each was fitted on.
"""

from index.values import NamedTuple


class Features(NamedTuple):
    """What a match looks like.

    ``score`` of the first entry; ``margin`` to the mean of the next three; ``gap`` to the out-of-scope class (0 without
    one); ``out_of_scope``: mean similarity of the two nearest out-of-scope questions; ``outvoted``: their share among
    the questions nearest to the one that is asked; ``best`` and ``three``: similarity of the entry's best question and
    mean of its best three; ``covered``: share of the question's weight that the entry's words cover; ``unknown``: share
    that no entry and no out-of-scope example holds; ``length``: logarithm of the number of topical terms; ``verbatim``:
    share of the question's weight in the longest run of its terms that the entry has in a row; ``learned``: logarithm
    of the probability that trained weights give it among the candidates, 0 without them; ``beyond``: what trained
    weights say for its being beyond the document's scope, 0 without them; ``known``: share of what is special in the
    question that the entries hold together, where a word is the more special the rarer it is in English, and one of
    which they hold only a synonym counts less; ``passages``: logarithm of how many times as many passages the entry has
    as one that is not long (0 for such a one), since a long entry holds some of any question's words.

    By sentence vectors, where there are any (then ``score`` and ``margin`` are without them): ``cosine`` of the first
    entry; ``cosine_margin``: how far it is ahead of the best other one by that.
    """

    score: float = 0.0
    margin: float = 0.0
    gap: float = 0.0
    out_of_scope: float = 0.0
    outvoted: float = 0.0
    best: float = 0.0
    three: float = 0.0
    covered: float = 0.0
    unknown: float = 0.0
    length: float = 0.0
    verbatim: float = 0.0
    learned: float = 0.0
    cosine: float = 0.0
    cosine_margin: float = 0.0
    passages: float = 0.0
    beyond: float = 0.0
    known: float = 0.0


class Bounds(NamedTuple):
    """Confidence that a question of a conversation needs.

    ``alone``: from here on it is taken by itself; ``joined``: from here on what it finds together with the questions
    before it is an answer. ``_elliptical``: the same for a question that seems to lean on others; ``joined_short``: for
    one that seems so for being short alone.
    """

    alone: float
    alone_elliptical: float
    joined: float
    joined_short: float
    joined_elliptical: float


class Formula(NamedTuple):
    """A logistic formula and where it divides.

    ``constant`` and ``weights`` (in the order of ``Features``) give the probability; from ``answered`` on an entry
    is called an answer, from ``closest`` on entries are shown as the closest ones.
    """

    constant: float
    weights: Features
    answered: float
    closest: float
    bounds: Bounds


class PassageFeatures(NamedTuple):
    """What speaks for a passage.

    ``words``: its evidence; ``alike``: similarity of the most alike question that it is known to answer;
    ``cover``: share of the question's weight that its words cover; ``kind``: 1 where it holds the kind of thing that is
    asked for; ``command``: 1 where it is a command and one is asked for; ``learned``: what trained weights say for it.
    """

    words: float
    alike: float
    cover: float
    kind: float
    command: float
    learned: float = 0.0


CURATED = Formula(
    -3.570,
    Features(
        gap=0.072,
        out_of_scope=-9.43,
        outvoted=0.736,
        best=3.281,
        three=1.653,
        covered=2.359,
        length=0.722,
        verbatim=2.641,
        learned=1.137,
        beyond=-0.459,
    ),
    answered=0.34,
    closest=0.02,
    bounds=Bounds(alone=0.5, alone_elliptical=0.998, joined=0.98, joined_short=0.7, joined_elliptical=0.6),
)
"""For documents with out-of-scope examples: ``python -m bench.fit confidence``; bounds: ``bench.fit dialogue``.
``answered``: of .33, .34 and .35, .63, .64 and .65 of people's near messages are refused, where these were left out,
and .68, .67 and .66 of those that an entry answers are answered right; of the written practice questions, .027, .030
and .031 are refused wrongly."""


PLAIN = Formula(
    -4.334,
    Features(
        score=0.109,
        margin=0.201,
        unknown=-1.961,
        length=0.622,
        passages=-0.49,
    ),
    answered=0.5,
    closest=0.03,
    bounds=Bounds(alone=0.2, alone_elliptical=0.5, joined=1.0, joined_short=0.5, joined_elliptical=0.5),
)
"""For documents without: ``python -m bench.fit plain STACKFAQ CORPORA``, on the questions of two FAQs, of which one was
also asked with entries taken out, on messages of people, and on 35 other FAQs, asked by foreign questions and some by
questions written for them; no weight has the wrong sign. ``closest``: with .04, .03 and .02 nothing is shown for .09,
.07 and .06 of those written questions that an entry answers, and for .98 of everyday ones with each. A question that
does not seem to lean on others is never joined with them: so fewer questions of another field, each asked after one
that an FAQ answers, are taken for that one's (StackFAQ and the bundled document's questions: .03 instead of .12 with a
bound of .5), and no follow-up is lost."""


WITH_VECTORS = Formula(
    -4.79,
    Features(
        margin=0.106,
        cosine=7.347,
        cosine_margin=9.714,
        passages=-0.833,
    ),
    answered=0.5,
    closest=0.03,
    bounds=Bounds(alone=0.5, alone_elliptical=0.9, joined=1.0, joined_short=0.5, joined_elliptical=0.5),
)
"""For documents without, where sentence vectors are used: ``python -m bench.vectors DIR --fit CORPORA``, on the same
FAQ, on the bundled document without its knowledge, with what people ask of it, and on those of the other FAQs that
there are questions for; no weight has the wrong sign. Of the bundled document's questions no tenth is off by more than
.11, of the first FAQ's one is by .14."""


class Parameters(NamedTuple):
    """What the engine is told besides the question.

    Reading: ``longest`` bytes and ``most_words`` distinct words of a question are considered; a synonym weighs
    ``synonym`` next to the user's own word (``python -m bench.fit ranking``), in documents that nobody has curated, and
    with the general ones of ``index.lexicon``, ``related`` (of .3, .6 and 1 the best for one of two such FAQs, and no
    worse for the other).

    Ranking: ``gram_weight`` of the 4-grams next to the words, ``idf_exponent`` of a term's inverse document
    frequency; ``candidates`` are looked at closely (of 8, 10 and 14, AUROC of .795, .796 and .797 for messages of
    people that were left out, questions taking 1, 1.04 and 1.15 times as long; "eBPF maintainers" finds the entry
    with their names among 12), where ``question_bonus`` weighs the mean similarity of an entry's ``questions`` most
    similar ones and ``passage_bonus`` the cover of its best passage; the similarity of ``exact`` questions is worked
    out exactly (``python -m bench.fit ranking``); ``same_bonus`` is added where one of them has the very words of the
    question (5 to 20 are alike for the written questions); ``learned`` weighs the logits of the knowledge file's
    trained weights (from 1 to 4 alike for the practice messages of people), and an entry that has none among others
    gets ``unlearned`` more than the best of these (with the knowledge of three entries of the bundled document taken
    away, three times: 1, 2 and 3 more find .48, .53 and .54 of their questions, and .96, .95 and .92 of those of the
    others are answered rightly). Where nobody has curated, ``plain_gram_weight`` and ``plain_passage_bonus`` stand
    for ``gram_weight`` and ``passage_bonus``, ``verbatim_bonus`` weighs the longest run of words that an entry has in
    a row, ``special_bonus`` the share of what is special in the question that it has (``faq.engine.special``), and
    the logarithm of one more than its passages is taken off ``long`` times, since a long entry holds more of any
    question's words (``python -m bench.plain_ranking STACKFAQ CORPORA``: chosen together, each alone changes little).
    With sentence vectors ``cosine_weight`` is what a cosine of 1 adds to an entry's score (``python -m bench.vectors
    DIR``).

    Deciding: ``mostly`` is the similarity from which one word of the document stands for a question, ``wholly`` that
    from which a word does that only its knowledge file has, ``alike`` that from which a question stands alone, however
    short; ``curated`` and ``plain`` make the confidence, the former for documents with ``enough`` out-of-scope
    examples, a blend of both for those with fewer; of those, none shows anything for a question of which they know
    less than ``known`` (of .2, .25 and .3 the only one with which .97 of everyday questions show nothing: .98). With
    sentence vectors ``with_vectors`` stands for ``plain``, and nothing is shown where no entry's cosine is ``near`` and
    the confidence is none of an answer (``python -m bench.vectors DIR --fit CORPORA``: of .26, .27 and .28 the first
    with which .85 of what is far from the bundled document is refused where .95 of its own questions are not). Beside
    curated documents ``beside_special`` and ``beside_known`` weigh what makes an entry that nobody curated less sure
    (``python -m bench.beside TREE STACKFAQ``: of the pairs that leave nearly every question refused that the bundled
    document leaves open, one with which an FAQ of another field answers nearly as many of its own as with any).

    Several questions: ``several`` is the confidence from which on a part of a message is answered for itself (at .6
    six of 3,900 committed questions are told apart, of which three do ask two things).

    Follow-ups: ``turns`` before the question are looked at; the words of the previous one weigh ``share``, of which
    ``decay`` is left with each turn further back; those of a turn with more than ``many`` topical terms weigh together
    as much as so many (of practice's follow-ups, each with a long message of another matter two or more turns back, .71
    are right without that, .90 to .92 with 4, 6, 8 and 10; of 4, 6 and 8 only 8 loses nothing of ``screen``); ``led``
    weighs the follow-ups that are known to lead to an entry;
    ``here`` weighs the share of the question that the text of the entry on the screen covers, ``bare`` is added to it
    where it has the kind of thing that is asked for by nothing else; where it has none, those of the first
    ``nearby`` entries that do are shown; ``following`` is added to the entry after it in
    the document (of 0, 1, 3, 4 and 6: .865, .882, .888, .882 and .888 of practice right, .833, .833, .889, .944 and
    .944 of development; 6 loses some of ``screen``); ``own_learned`` weighs what trained weights say of the follow-up's
    own words (all but ``turns`` chosen on the follow-ups of development, practice and ``screen``, and on their
    questions after unrelated ones: ``own_learned`` of 0, 1 and 2 gets .837, .871 and .882 of practice right, and .984,
    .984 and .922 of ``screen``); a question with at most
    ``few`` topical terms leans on what came before (``python -m bench.fit dialogue``), one with up to ``many`` where
    its wording says so: people's messages have an "it" or "this" nearly always (of 5, 7 and 9, the follow-ups of
    development and practice lose nothing from 7 on, and of people's messages about other things .7 are refused
    instead of .3).

    Short answers: ``passage`` weighs what speaks for a passage (``python -m bench.fit passages``; ``alike``: of 2.5,
    3.7 and 5 the best for the practice questions, with half as many questions about details as it was fitted with;
    ``words``: of .24, .5, .8 and 1.1 the best for them; ``learned``: of 1.5, 2, 2.5, 4 and 6 alike for messages of
    people that were left out); what stands beside the best passage in its paragraph and is at most ``nearly`` behind it
    is shown with it, up to ``most_shown`` words; for a message (more topical terms than ``many``) the part of a
    paragraph, of up to as many words, in which the answer most likely is, where ``spread`` more of a score makes a
    passage e times as likely (2 to 6 are alike for messages of people that were left out).
    """

    longest: int = 4096
    most_words: int = 64
    synonym: float = 0.1
    related: float = 0.6
    gram_weight: float = 1.0
    idf_exponent: float = 0.3
    candidates: int = 12
    questions: int = 3
    question_bonus: float = 10.0
    passage_bonus: float = 1.0
    same_bonus: float = 10.0
    learned: float = 2.0
    unlearned: float = 2.0
    plain_gram_weight: float = 0.8
    plain_passage_bonus: float = 4.0
    long: float = 1.25
    verbatim_bonus: float = 4.0
    special_bonus: float = 5.0
    exact: int = 6
    cosine_weight: float = 100.0
    mostly: float = 0.5
    wholly: float = 0.7
    alike: float = 0.9
    curated: Formula = CURATED
    plain: Formula = PLAIN
    enough: int = 100
    known: float = 0.3
    beside_special: float = 1.5
    beside_known: float = 3.8
    with_vectors: Formula = WITH_VECTORS
    near: float = 0.27
    several: float = 0.6
    turns: int = 3
    share: float = 0.7
    decay: float = 0.7
    led: float = 0.6
    here: float = 6.0
    following: float = 3.0
    own_learned: float = 1.0
    bare: float = 20.0
    nearby: int = 8
    few: int = 3
    many: int = 8
    passage: PassageFeatures = PassageFeatures(
        words=0.5, alike=2.5, cover=1.89, kind=0.61, command=0.41, learned=2.0
    )
    nearly: float = 2.6
    spread: float = 4.0
    most_shown: int = 60


DEFAULT = Parameters()
