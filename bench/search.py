"""How fast places are suggested, and how often a name written otherwise finds its commune.

``python -m bench.search`` makes an installation with the pack of Morocco. It types names letter by
letter into the view that suggests, and asks for every commune by its Arabic and French name with a
letter wrong (left out, put in, changed or swapped, by turns; which one is drawn from a fixed seed),
by each old spelling of the pack, by its French name as English habit writes it, and, in an index
that holds Arabic names alone, by Latin letters. Found is found among the first three. Places of
one and the same name cannot be told apart by it: any of them counts, and how many were found to
the very commune stands beside.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.installation import installed, options_of
from bench.table import Row, close

LIMIT_MS, LIMIT_SHARE, AMONG = 15.0, 95.0, 3
LETTERS = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "fr": "abcdefghijklmnopqrstuvwxyz"}
ARABIC_ONLY = "arabic names"

ENGLISH = (
    ("oua", "wa"), ("oue", "we"), ("oui", "wi"), ("ouï", "wi"), ("ou", "u"), ("tch", "ch"), ("ch", "sh"),
    ("dj", "j"), ("gue", "ge"), ("gui", "gi"), ("qu", "k"), ("ï", "i"), ("é", "e"), ("è", "e"), ("ê", "e"),
    ("ë", "e"), ("â", "a"), ("î", "i"), ("ô", "o"), ("ç", "s"), ("ce", "se"), ("ci", "si"), ("cy", "si"),
    ("cé", "se"), ("c", "k"),
)  # fmt: skip
"""French habits of writing Moroccan names and the English ones, tried in this order at each letter."""

LATIN = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةآأإؤئگڭپڤ",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h u i a a a a i u i g g p v".split(),
        strict=True,
    )
)
"""The Arabic letters one by one in Latin ones: what a keyboard without Arabic makes of a name read aloud."""


@dataclass(frozen=True)
class Question:
    """What is typed, and the place that is meant."""

    typed: str
    code: str


@dataclass(frozen=True)
class Share:
    """Of so many questions, how many found a place of that name, and the very place."""

    asked: int
    found: int
    itself: int

    def row(self, what: str) -> Row:
        """One line of the table, in 100."""
        share = 100 * self.found / max(self.asked, 1)
        itself = 100 * self.itself / max(self.asked, 1)
        told = f"{share:.1f} of 100 ({self.asked:,} asked; the very place {itself:.1f})"
        return Row(what, told, f"≥ {LIMIT_SHARE:.0f} of 100", share >= LIMIT_SHARE)


def wrong(name: str, letters: str, kind: int, chance: random.Random) -> str:
    """*name* with one letter left out (0), put in (1), changed (2) or swapped with the next (3)."""
    places = [place for place, letter in enumerate(name) if letter.lower() in letters]
    if kind == 3:
        places = [p for p in places if p + 1 in places and name[p] != name[p + 1]] or places[:0]
    if not places:
        return name
    place, letter = chance.choice(places), chance.choice(letters)
    while letter == name[place].lower():
        letter = chance.choice(letters)
    before, at, after = name[:place], name[place], name[place + 1 :]
    return (before + after, before + at + letter + after, before + letter + after, before + after[:1] + at + after[1:])[
        kind
    ]


def in_english(name: str) -> str:
    """A French spelling by English habit.

    >>> in_english("Chichaoua"), in_english("Aït Ouribel"), in_english("Oulad Dahou")
    ('shishawa', 'ait uribel', 'ulad dahu')
    """
    rules = dict(ENGLISH)
    return re.sub("|".join(map(re.escape, rules)), lambda found: rules[found[0]], name.lower())


def in_latin(name: str) -> str:
    """An Arabic name in Latin letters, one by one.

    >>> in_latin("شيشاوة"), in_latin("تارودانت")
    ('shishaua', 'tarudant')
    """
    return "".join(LATIN.get(letter, letter if letter in " -" else "") for letter in name)


def share(questions: Iterable[Question], kind: str, alike: dict[str, set[str]]) -> Share:
    """Ask all *questions* of the index *kind*; *alike* holds the codes that share a place's name."""
    from twiza.search.queries import find

    asked = found = itself = 0
    for question in questions:
        first = [one.key for one in find(question.typed, kind=kind, limit=AMONG)]
        asked += 1
        itself += question.code in first
        found += bool(alike[question.code] & set(first))
    return Share(asked, found, itself)


def of_one_name(names: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Codes of all places that bear the same folded name as each, itself among them."""
    from twiza.calc.text import words

    by_name, found = defaultdict(set), defaultdict(set)
    pairs = [(code, " ".join(words(name))) for code, name in names if name]
    for code, name in pairs:
        by_name[name].add(code)
    for code, name in pairs:
        found[code] |= by_name[name]
    return found


def found_rows(every: int) -> list[Row]:
    """How often names written otherwise find their place; each *every*-th commune is asked for."""
    from twiza.territories.models import Territory

    places = list(Territory.objects.current().order_by("code"))
    finest = max(place.depth for place in places)
    communes = [place for place in places if place.depth == finest][::every]
    chance = random.Random(1)
    rows = []
    for language, told in (("ar", "Arabic"), ("fr", "French")):
        alike = of_one_name((place.code, place.names.get(language, "")) for place in places)
        typos = [
            Question(wrong(place.names[language], LETTERS[language], number % 4, chance), place.code)
            for number, place in enumerate(communes)
        ]
        rows.append(share(typos, "territory", alike).row(f"{told} name with one letter wrong"))
    old = [Question(name, place.code) for place in places for name in place.other_names]
    alike = of_one_name((place.code, name) for place in places for name in [*place.names.values(), *place.other_names])
    rows.append(share(old, "territory", alike).row("old or other spelling"))
    english = [Question(in_english(place.names["fr"]), place.code) for place in communes]
    rows.append(share(english, "territory", alike).row("French name by English habit"))
    index_arabic_names()
    alike = of_one_name((place.code, place.names["ar"]) for place in places)
    rows.append(share(english, ARABIC_ONLY, alike).row("the same, of Arabic names alone"))
    french = [Question(place.names["fr"], place.code) for place in communes]
    rows.append(share(french, ARABIC_ONLY, alike).row("French name, of Arabic names alone"))
    letters = [Question(in_latin(place.names["ar"]), place.code) for place in communes]
    rows.append(share(letters, ARABIC_ONLY, alike).row("Arabic letters as Latin ones, of Arabic names alone"))
    return rows


def index_arabic_names() -> None:
    """An index beside the real one in which no Latin letter stands."""
    from dataclasses import replace

    from twiza.search import kinds
    from twiza.search.commands import rebuild

    real = kinds.get("territory")

    def entries() -> Iterator[kinds.Entry]:
        return (replace(entry, names=(entry.titles["ar"],)) for entry in real.entries())

    kinds.register(kinds.Kind(ARABIC_ONLY, entries, real.noise))
    rebuild(kind=ARABIC_ONLY)


def typed_rows(count: int) -> list[Row]:
    """Times of the view that suggests, for every beginning of *count* names."""
    from django.test import Client

    from twiza.territories.models import Territory

    names = [place.names for place in Territory.objects.current().order_by("code")]
    chosen = random.Random(2).sample(names, count)
    client = Client(HTTP_HOST="127.0.0.1")
    rows = []
    for language, told in (("ar", "Arabic"), ("fr", "French")):
        clock, processor = [], []
        for name in (one[language] for one in chosen):
            for length in range(2, len(name) + 1):
                before, used = time.perf_counter(), time.process_time()
                answer = client.get(f"/{language}/territories/suggest/", {"q": name[:length]}, HTTP_HX_REQUEST="true")
                clock.append(1000 * (time.perf_counter() - before))
                processor.append(1000 * (time.process_time() - used))
                assert answer.status_code == 200
        late = sorted(clock)[int(0.95 * len(clock))]
        median = statistics.median(clock)
        said = f"{median:.1f} ms ({statistics.median(processor):.1f} of processor; 95 % below {late:.0f} ms)"
        rows.append(Row(f"suggestions while typing, {told}", said, f"< {LIMIT_MS:.0f} ms", median < LIMIT_MS))
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail where a promise is broken."""
    parser = argparse.ArgumentParser(prog="bench search", description=(__doc__ or "").splitlines()[0])
    options_of(parser)
    parser.add_argument("--every", type=int, default=1, help="ask for each so many-th commune only (1: for all)")
    parser.add_argument("--names", type=int, default=40, help="names typed letter by letter in each language (40)")
    parser.add_argument("--output", type=Path, help="write the rows as JSON to this file as well")
    options = parser.parse_args(arguments)
    with installed(options.pack, options.var) as installation:
        installation.enter()
        rows = [*typed_rows(options.names), *found_rows(options.every)]
    return close("finding places", rows, options.output)


if __name__ == "__main__":
    raise SystemExit(main())
