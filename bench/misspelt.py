"""Words to test spelling correction on: misspelt ones, and ones that must be left alone.

All are drawn with a seed. A misspelt word that happens to be another word in the index or in either English list is
left out: nobody could tell. None of the English words has a stem that the index holds.
"""

import random
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from pygments.lexers import get_all_lexers
from rapidfuzz.distance import OSA

from faq.library.library import Library
from index.analysis import stem

TYPED = """
ading=adding adress=address agian=again alowed=allowed anser=answer aplied=applied backened=backend backprot=backport
bakend=backend bakport=backport bakported=backported befor=before beter=better betwen=between bfptool=bpftool
biuld=build bpftol=bpftool bugzila=bugzilla chage=change chaged=changed chagnes=changes chek=check chnage=change
chnge=change clossed=closed comand=command comit=commit comits=commits compil=compile compilr=compiler
complie=compile consdier=consider considr=consider currenly=currently defalt=default defualt=default
descripton=description diference=difference diffrence=difference durring=during emty=empty evry=every
exicute=execute exmaple=example exted=extend garanteed=guaranteed generik=generic genrates=generates
impliment=implement implment=implement instrucion=instruction instrution=instruction instuction=instruction
isue=issue kernal=kernel kernals=kernels kernl=kernel kernle=kernel kernles=kernels laoder=loader leter=letter
lnog=long loadr=loader lodaer=loader loder=loader maen=mean mailling=mailing mainlin=mainline maintaner=maintainer
maintaning=maintaining maling=mailing meen=mean mege=merge meny=many merg=merge mesage=message
miscompilaton=miscompilation nede=need nxet=next ofen=often offen=often opional=optional opne=open pach=patch
paches=patches pacth=patch pacthes=patches patchs=patches patchwrok=patchwork pathces=patches pathcwork=patchwork
peple=people preferd=preferred prefere=prefer prefex=prefix prefx=prefix ptach=patch puled=pulled qeued=queued
qued=queued queu=queue raport=report realy=really repositry=repository repotr=report reprot=report reqest=request
reqests=requests requierd=required requird=required requried=required requsts=requests reveiws=reviews rigth=right
sampels=samples selftets=selftests shoud=should shuld=should shuold=should slef=self slefttests=selftests
slftests=selftests somone=someone somthing=something sorce=source stabel=stable staus=status stil=still
subjct=subject subjekt=subject subjet=subject sumbit=submit sumbiting=submitting suport=support suported=supported
taget=target taht=that targt=target tiket=ticket tweek=tweak untill=until upadte=update updat=update
upstraem=upstream usualy=usually veiw=view verifer=verifier verison=version verson=version waht=what
waitting=waiting wehn=when whcih=which wher=where wich=which windo=window windw=window windwo=window
"""
"""The misspelt words of the committed questions of style "typo", paired by reading them."""

FREQUENT = 20_000
"""English words are drawn from this many of a list's most frequent ones."""


class Task(NamedTuple):
    """Words as typed, each with the right one; ``bad`` if those are counted that become a word of the index."""

    name: str
    words: list[tuple[str, str]]
    bad: bool = False


def edited(word: str, chance: random.Random) -> str:
    """A word with a letter inserted, deleted or replaced, or two neighbours swapped."""
    at, letter = chance.randrange(len(word)), chance.choice("abcdefghijklmnopqrstuvwxyz")
    before, here, after = word[:at], word[at], word[at + 1 :]
    swapped = before + after[:1] + here + after[1:]
    return chance.choice((before + letter + here + after, before + after, before + letter + after, swapped))


def misspelt(
    words: Iterable[str], edits: int, known: set[str], chance: random.Random
) -> Iterator[tuple[str, str]]:
    """Misspelt words, each with the right one, except those that became another word by chance."""
    for right in words:
        wrong = right
        for _ in range(edits):
            wrong = edited(wrong, chance)
        if wrong not in known and OSA.distance(wrong, right) == edits:
            yield wrong, right


def frequent(counts: Mapping[str, int], held: Collection[str]) -> list[str]:
    """The most frequent words of a list, except those whose stem the index holds."""
    plain = (
        word for word in sorted(counts, key=lambda w: (-counts[w], w)) if len(word) > 3 and word.isalpha()
    )
    return [word for word in islice(plain, FREQUENT) if stem(word) not in held]


def tasks(library: Library, lists: Sequence[Mapping[str, int]], most: int, seed: int) -> list[Task]:
    """Draw the words."""
    chance = random.Random(seed)
    words, held = library.snapshot.vocabulary(""), library.snapshot.searcher.counts("words")
    known = {*words, *lists[0], *lists[1]}
    text = " ".join(
        block.text.lower() for result in library.snapshot.entries() for block in result.entry.blocks
    )
    own = sorted(words.keys() & re.findall(r"[^\W\d_]{4,}", text))
    english = [frequent(counts, held) for counts in lists]
    both = sorted(set(english[0]).intersection(english[1]))
    languages = {alias for _, aliases, *_ in get_all_lexers() for alias in aliases if alias.isalpha()}
    names = sorted(name for name in languages - known if len(name) > 3 and stem(name) not in held)
    for drawn in (own, *english, both):
        chance.shuffle(drawn)

    def misspell(right: Sequence[str], edits: int) -> list[tuple[str, str]]:
        return list(islice(misspelt(right, edits, known, chance), most))

    pairs = [(wrong, right) for wrong, right in (pair.split("=") for pair in TYPED.split())]
    return [
        Task("words of the document, one edit: repaired", misspell(own, 1)),
        Task("the same, two edits: repaired", misspell(own, 2)),
        Task("words of the committed questions: repaired", pairs),
        Task("English words, pyspellchecker's list: left alone", [(w, w) for w in english[0][:most]]),
        Task("English words, symspellpy's list: left alone", [(w, w) for w in english[1][:most]]),
        Task("English words, one edit: made a word of the index", misspell(both, 1), True),
        Task("the same, two edits: made a word of the index", misspell(both, 2), True),
        Task("names of languages: made a word of the index", [(w, w) for w in names], True),
    ]
