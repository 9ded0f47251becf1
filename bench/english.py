"""Regenerates the list of English words from SCOWL, as installed by Debian's package ``scowl``.

    python -m bench.english [/usr/share/dict/scowl]

It takes the words, names and upper-case words in the American and British lists and their variants up to size 70
(of 95: the size of a large dictionary), in lower case, letters only. SCOWL has sizes instead of counts: a word's
count is about the median for the words of its smallest size in 1.6 billion words of film subtitles. The list
in the repository was made from scowl 2020.12.07-2.
"""

import argparse
from pathlib import Path

from index.english import EVERYWHERE, WORDS

COUNTS = {"10": 20_000, "20": 3_000, "35": 300, "40": 100, "50": 50, "55": 50, "60": 50, "70": 50}
"""The count of a word, by the smallest SCOWL size that has it."""

COMMONEST = """
a about above across after again against ago ahead all almost alone along already also although always am among
an and another any anybody anyone anything anyway apart are around as ask asked asking at away back bad be
became because become been before began begin begins behind being believe below best better between big both
bring brought but by call called came can cannot cause certain change come comes coming could day days did
different do does doing done down each early either else end ended enough even ever every everybody everyone
everything far feel felt few find first follow for found from front full further gave get gets getting give
given gives giving go goes going gone good got great had half happen happened happens hard has have having he
hear heard held help her here herself high him himself his hold how i if in indeed inside instead into is it its
itself just keep keeps kept kind knew know known knows large last late later least leave left less let lets like
likely little live long longer look looked looking looks lot lots made make makes making man many matter may
maybe me mean means meant might mine more most move moved much must my myself near need needed needs never new
next no nobody none nor not nothing now of off often oh ok okay old on once one ones only onto open or other
others our ours out outside over own part people perhaps place please point pull pulled put quite rather ready
real really right run running runs said same saw say saying says second see seem seemed seems seen send sent set
several shall she short should show showed shown side since small so some somebody someone something sometimes
soon sorry start started stay still stop such sure take taken takes taking talk tell than thank thanks that the
their them themselves then there these they thing things think this those though thought three through time
times to today together told too took toward towards tried true try trying turn turned two under understand
until up upon us use used uses using usually very wait waited waiting want wanted wants was way ways we well
went were what whatever when where whether which while who whole whom whose why will wish with within without
woman work worked working works would yes yet you young your yours yourself
"""
"""Words that occur in talk about any subject, listed by hand: the smallest size of SCOWL has four thousand."""

CATEGORIES = ("american", "british", "english", "variant")
KINDS = ("words", "upper", "names")


def chosen(directory: Path) -> dict[str, int]:
    """Return the words and their counts."""
    counts = dict.fromkeys(COMMONEST.split(), EVERYWHERE)
    for size, count in COUNTS.items():
        for file in sorted(directory.glob(f"*.{size}")):
            if file.stem.startswith(CATEGORIES) and file.stem.endswith(KINDS):
                for word in file.read_text("latin-1").split():
                    if word.isalpha():
                        counts.setdefault(word.lower(), count)
    return counts


def main() -> None:
    """Regenerate the list of English words from SCOWL."""
    parser = argparse.ArgumentParser(prog="python -m bench.english", description=main.__doc__)
    parser.add_argument("directory", nargs="?", default="/usr/share/dict/scowl", type=Path)
    directory = parser.parse_args().directory
    if not (directory / "english-words.10").exists():
        parser.error(f"{directory}: has no SCOWL; apt-get install scowl")
    counts = chosen(directory)
    lines = sorted(f"{word} {count}\n".encode() for word, count in counts.items())
    Path(WORDS).write_bytes(b"\n" + b"".join(lines))
    print(f"{WORDS}: {len(lines)} words")


if __name__ == "__main__":
    main()
