"""Cooperatives that may be one and the same: by number, by name in any letters, by place. A person decides.

The score is 0 to 1: 0.7 for the name (1 where the consonants heard are the same, else how alike they are),
0.2 for the place (half of it in the same unit above), 0.1 for the year. One number in common makes it 0.95 at
least where the names are alike, 0.8 where they are not; two different numbers take 0.1 away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from twiza.calc import text
from twiza.registry import naming
from twiza.registry.models import Cooperative

NAME = 0.7
DOUBTFUL = 0.74
MOST_SHOWN = 3
COMMON = 60
"""A word that more cooperatives bear than this leads to no comparison by itself."""
SHORTEST = 2
ALIKE = 0.75


@dataclass(frozen=True)
class Body:
    """One cooperative as it is compared: of the register (``ref`` is its id) or of a line (its number)."""

    kind: str
    ref: str
    name: str
    names: frozenset[str]
    number: str
    path: str
    year: str
    number_key: str
    words: frozenset[str] = field(default_factory=frozenset)

    @property
    def above(self) -> str:
        """The path of the unit above the place."""
        return self.path.rstrip("/").rpartition("/")[0]


@dataclass(frozen=True)
class Twin:
    """A likely double, with how likely, and why."""

    body: Body
    score: float
    why: tuple[str, ...]

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON."""
        one = self.body
        return {
            "kind": one.kind,
            "ref": one.ref,
            "name": one.name,
            "number": one.number,
            "place": one.path.rstrip("/").rpartition("/")[2],
            "score": round(self.score, 2),
            "why": list(self.why),
        }


def body(*, kind: str, ref: str, name_ar: str, name_latin: str, number: str, path: str, year: str) -> Body:
    """A cooperative ready to be compared."""
    names = [name for name in (name_ar, name_latin) if name]
    words = {
        heard
        for name in names
        for word in naming.bare(name).split()
        if len(heard := text.skeleton(text.without_article(word))) >= SHORTEST
    }
    keys = frozenset(naming.key(name) for name in names)
    return Body(kind, ref, name_ar, keys, number, path, year, _plain_number(number), frozenset(words))


def of_register() -> list[Body]:
    """Every cooperative of today, examples aside; one query."""
    rows = Cooperative.objects.current().real().order_by("pk")
    fields = ("public_id", "name_ar", "name_latin", "number", "territory__path", "registered_on")
    return [
        body(
            kind="register",
            ref=str(public_id),
            name_ar=arabic,
            name_latin=latin,
            number=number,
            path=path,
            year=str(day.year) if day else "",
        )
        for public_id, arabic, latin, number, path, day in rows.values_list(*fields)
    ]


def _plain_number(number: str) -> str:
    """A number without the signs that one clerk writes and another does not."""
    return "".join(text.words(number)).lstrip("0")


class Finder:
    """Compares each line with the register and with the lines before it."""

    def __init__(self, known: Iterable[Body]) -> None:
        self._bodies: list[Body] = []
        self._by_number: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_word_here: dict[tuple[str, str], list[int]] = defaultdict(list)
        for one in known:
            self.add(one)

    def add(self, one: Body) -> None:
        """Compare later ones with it too."""
        place = len(self._bodies)
        self._bodies.append(one)
        if one.number_key:
            self._by_number[one.number_key].append(place)
        for name in one.names:
            self._by_name[name].append(place)
        for word in one.words:
            self._by_word[word].append(place)
            self._by_word_here[one.path, word].append(place)

    def twins(self, one: Body) -> list[Twin]:
        """The likeliest doubles of *one*, the likeliest first."""
        matchers = _matchers(one)
        found = (compared(one, self._bodies[place], matchers) for place in self._near(one))
        doubtful = [twin for twin in found if twin.score >= DOUBTFUL]
        return sorted(doubtful, key=lambda twin: (-twin.score, twin.body.ref))[:MOST_SHOWN]

    def _near(self, one: Body) -> set[int]:
        """Those that have a number, a name, a word in the same place, or two words in common with *one*."""
        near = set(self._by_number.get(one.number_key, ())) if one.number_key else set()
        for name in one.names:
            near.update(self._by_name.get(name, ())[:COMMON])
        shared: dict[int, int] = defaultdict(int)
        for word in one.words:
            near.update(self._by_word_here.get((one.path, word), ())[:COMMON])
            holders: Sequence[int] = self._by_word.get(word, ())
            if len(holders) <= COMMON:
                for place in holders:
                    shared[place] += 1
        near.update(place for place, count in shared.items() if count > 1)
        return near


def compared(one: Body, other: Body, matchers: Sequence[SequenceMatcher[str]] = ()) -> Twin:
    """How likely *one* and *other* are the same, and why. *matchers* of the one's names save making them anew."""
    near, why = _nearness(one, other)
    same_number = bool(one.number_key) and one.number_key == other.number_key
    needed = ALIKE if same_number else (DOUBTFUL - near) / NAME
    alike = _alike(one, other, matchers or _matchers(one), needed)
    if alike >= ALIKE:
        why.insert(0, "same_name" if alike == 1 else "like_name")
    score = NAME * alike + near
    if same_number:
        score = max(score, 0.95 if alike >= ALIKE else 0.8)
        why.insert(0, "same_number")
    return Twin(other, max(0.0, min(1.0, score)), tuple(why))


def _nearness(one: Body, other: Body) -> tuple[float, list[str]]:
    """What place, year and number add to the score, and why."""
    score, why = 0.0, []
    if one.path == other.path:
        score += 0.2
        why.append("same_place")
    elif one.above == other.above:
        score += 0.1
        why.append("near_place")
    if one.year and one.year == other.year:
        score += 0.1
        why.append("same_year")
    if one.number_key and other.number_key and one.number_key != other.number_key:
        score -= 0.1
        why.append("other_number")
    return score, why


def _matchers(one: Body) -> list[SequenceMatcher[str]]:
    """One for each name: what it counts of that name serves every comparison."""
    return [SequenceMatcher(None, "", name, autojunk=False) for name in sorted(one.names)]


def _alike(one: Body, other: Body, matchers: Sequence[SequenceMatcher[str]], needed: float) -> float:
    """The best likeness of a name of the one with a name of the other, 0 to 1; 0 where it is below *needed*."""
    if one.names & other.names:
        return 1.0
    best = 0.0
    for matcher in matchers:
        for name in other.names:
            matcher.set_seq1(name)
            if matcher.real_quick_ratio() >= needed and matcher.quick_ratio() >= needed:
                best = max(best, matcher.ratio())
    return best if best >= needed else 0.0
